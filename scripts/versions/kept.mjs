import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs"
import path from "node:path"
import { sourceDigest } from "../lib/build.mjs"
import { cacheDir } from "../lib/paths.mjs"

/** @typedef {import("./try.mjs").Tried} Tried */

const FILE = path.join(cacheDir, "versions", "tried.json")

/** Of what the store was made. */
const made = () => ["plugin", "sandbox"].map(sourceDigest).join(" ")

/** The tries of this very build, by earlier runs too: all of them take half an hour, and can be made in parts. @returns {Tried[]} */
function kept() {
  if (!existsSync(FILE)) return []
  const { of, tried } = JSON.parse(readFileSync(FILE, "utf8"))
  return of === made() ? tried : []
}

/** Keeps a try in place of an earlier one of the same versions. @param {Tried} tried @returns {Tried[]} all that are kept */
export function keep(tried) {
  const all = withTry(kept(), tried)
  mkdirSync(path.dirname(FILE), { recursive: true })
  writeFileSync(FILE, JSON.stringify({ of: made(), tried: all }, null, 2))
  return all
}

/** @param {readonly Tried[]} earlier @param {Tried} tried @returns {Tried[]} in the order of the versions */
export function withTry(earlier, tried) {
  const others = earlier.filter(({ medusa, node }) => medusa !== tried.medusa || node !== tried.node)
  const name = (/** @type {Tried} */ { medusa, node }) => `${medusa} ${node}`
  return [...others, tried].sort((one, other) => name(one).localeCompare(name(other), "en", { numeric: true }))
}
