import { lockPackages, nameAt } from "../lib/lock-packages.mjs"
import { runQuietly } from "./run-quietly.mjs"

/** @typedef {import("../lib/lock-packages.mjs").Lock} Lock */

/**
 * Whether `npm ci` would take the lock file (scripts/lock.mjs completes it), and whether what it would fetch is proven.
 * @param {(line: string) => void} note
 */
export function lockFile(note) {
  const lock = lockPackages()
  const builds = unproven(lock)
  if (builds.length > 0) note(`not proven: ${builds.length} optional builds for other machines, fetched only there`)
  return [...runQuietly("npm", ["ci", "--dry-run", "--ignore-scripts"]), ...unsafe(lock)]
}

/** Packages without a sum. @param {Lock} lock */
function unproven(lock) {
  return Object.entries(lock).filter(
    ([place, { integrity, link }]) => place.includes("node_modules/") && !integrity && !link,
  )
}

/**
 * A registry that lacks the builds for other machines gives no sum for them. Any other package must have one, SHA-512, and a build
 * without one must be optional, for a machine of its own, and asked for by exactly its version by a package that is proven.
 * @param {Lock} lock @returns {string[]}
 */
export function unsafe(lock) {
  const weak = Object.entries(lock).filter(([, { integrity }]) => integrity && !integrity.startsWith("sha512-"))
  const loose = unproven(lock).filter(([place]) => !isBuildOfProven(lock, place))
  return [
    ...weak.map(([place]) => `${nameAt(place)} has no SHA-512 sum in package-lock.json`),
    ...loose.map(([place]) => `${nameAt(place)} has no sum in package-lock.json, and is no optional build`),
  ]
}

/** @param {Lock} lock @param {string} place */
function isBuildOfProven(lock, place) {
  const { optional, os = [], cpu = [], version } = lock[place] ?? {}
  const askers = Object.values(lock).filter(({ optionalDependencies = {} }) => nameAt(place) in optionalDependencies)
  const isPinned = askers.every(
    ({ integrity, optionalDependencies = {} }) => integrity && optionalDependencies[nameAt(place)] === version,
  )
  return optional === true && os.length > 0 && cpu.length > 0 && askers.length > 0 && isPinned
}
