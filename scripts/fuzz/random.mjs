import { seededNumbers } from "../lib/seeded-numbers.mjs"

/** @typedef {ReturnType<typeof randomOf>} Random */

/** The same choices for the same seed. @param {number} seed @param {number} [part] such as a request's number */
export function randomOf(seed, part = 0) {
  const next = seededNumbers(Math.imul(seed, 0x9e3779b1) ^ Math.imul(part + 1, 0x85ebca6b))
  /** A whole number below a bound. @param {number} bound */
  const below = (bound) => Math.floor(next() * bound)
  /** @template Item @param {readonly Item[]} items @returns {Item} */
  const pick = (items) => {
    const item = items[below(items.length)]
    if (item === undefined) throw new Error("nothing to pick from")
    return item
  }
  /** @param {number} share from 0 to 1 */
  const chance = (share) => next() < share
  /** @param {number} size */
  const bytes = (size) => Buffer.from(Array.from({ length: size }, () => below(256)))
  return { next, below, pick, chance, bytes }
}
