import { createHash } from "node:crypto"
import { readdirSync, readFileSync, statSync } from "node:fs"
import path from "node:path"
import { root } from "./paths.mjs"

const generated = new Set(["node_modules", "dist", ".medusa", ".cache", ".data"])

/**
 * The files of a folder, relative to the checkout, without what is installed or built; a file is its own list.
 * @param {string} place relative to the checkout; need not exist
 * @returns {string[]}
 */
export function filesOf(place) {
  const stats = statSync(path.join(root, place), { throwIfNoEntry: false })
  if (!stats) return []
  if (!stats.isDirectory()) return [place]
  const names = readdirSync(path.join(root, place)).filter((name) => !generated.has(name))
  return names.sort().flatMap((name) => filesOf(path.join(place, name)))
}

/**
 * One digest over the names and contents of files and folders.
 * @param {string[]} places relative to the checkout
 * @param {string[]} [words] whatever else the result depends on
 */
export function digestOf(places, words = []) {
  const hash = createHash("sha256").update(words.join("\n"))
  for (const file of places.flatMap(filesOf)) {
    hash.update(`\0${file}\0`).update(readFileSync(path.join(root, file)))
  }
  return hash.digest("hex").slice(0, 16)
}
