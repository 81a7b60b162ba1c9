import { installedWith, lockPackages, nameAt, shipped } from "../lib/lock-packages.mjs"

/** @typedef {import("../lib/lock-packages.mjs").Lock} Lock */

/** Licences under which a shop may use, change and pass on what it installs with these packages. */
const FREE = new Set(["MIT", "MIT-0", "ISC", "0BSD", "BSD-2-Clause", "BSD-3-Clause", "Apache-2.0", "BlueOak-1.0.0"])

/**
 * Names the licence of everything that is installed with what is published.
 * @param {(line: string) => void} note
 */
export function licences(note) {
  const lock = lockPackages()
  for (const line of licenceLines(lock)) note(line)
  return unfree(lock)
}

/** Our own packages and what comes with each. @param {Lock} lock @returns {string[]} */
export function licenceLines(lock) {
  return shipped(lock).map((place) => {
    const others = installedWith(lock, [place]).map((each) => `${nameAt(each)} ${termsOf(lock, each)}`)
    return `${place} ${termsOf(lock, place)}: ${others.length === 0 ? "alone" : others.join(", ")}`
  })
}

/** @param {Lock} lock @returns {string[]} */
export function unfree(lock) {
  const all = [...shipped(lock), ...installedWith(lock, shipped(lock))]
  return all
    .filter((place) => !FREE.has(termsOf(lock, place)))
    .map((place) => `${nameAt(place)} is licensed under ${termsOf(lock, place)}`)
}

/** @param {Lock} lock @param {string} place */
function termsOf(lock, place) {
  return lock[place]?.license ?? "nothing that package-lock.json names"
}
