import { seededNumbers } from "../scripts/lib/seeded-numbers.mjs"

/**
 * Choices from a seed: the same seed, the same choices on every machine.
 * @typedef {object} Random
 * @property {(below: number) => number} whole from 0
 * @property {(share: number) => boolean} chance
 * @property {<Item>(items: readonly Item[]) => Item} pick
 * @property {<Name extends string>(weights: Readonly<Record<Name, number>>) => Name} weighted a name, as often as its weight says
 */

/** @param {number} seed @returns {Random} */
export function randomFrom(seed) {
  const next = seededNumbers(seed)
  const whole = (/** @type {number} */ below) => Math.floor(next() * below)
  return {
    whole,
    chance: (share) => next() < share,
    pick: (items) => items[whole(items.length)] ?? fail(),
    weighted: (weights) => nameAt(weights, next()),
  }
}

/** @template {string} Name @param {Readonly<Record<Name, number>>} weights @param {number} share @returns {Name} */
function nameAt(weights, share) {
  const entries = /** @type {[Name, number][]} */ (Object.entries(weights))
  let left = share * entries.reduce((sum, [, weight]) => sum + weight, 0)
  for (const [name, weight] of entries) {
    if (left < weight) return name
    left -= weight
  }
  return entries.at(-1)?.[0] ?? fail()
}

/** @returns {never} */
function fail() {
  throw new Error("there is nothing to choose from")
}
