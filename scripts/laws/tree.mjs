import { readFileSync } from "node:fs"
import path from "node:path"
import { filesOf } from "../lib/digest.mjs"
import { root } from "../lib/paths.mjs"

/**
 * The checkout as a law sees it: the text of each file by its path, with forward slashes.
 * @typedef {ReadonlyMap<string, string>} Tree
 *
 * @typedef {object} Law
 * @property {string} title
 * @property {(tree: Tree) => string[]} violations  one line each, beginning with the place
 */

const places = [
  "packages",
  "examples",
  "vectors",
  "e2e",
  "bench",
  "month",
  "scale",
  "scripts",
  "docs",
  "templates",
  "package.json",
]
const readable = /\.(ts|tsx|mts|cts|js|mjs|cjs|json|md|yaml|yml|html|css|sh)$/

/** @returns {Tree} */
export function readTree() {
  const files = places.flatMap(filesOf).filter((file) => readable.test(file))
  return new Map(files.map((file) => [file.split(path.sep).join("/"), readFileSync(path.join(root, file), "utf8")]))
}

/** @param {string} file */
export const isScript = (file) => /\.(ts|tsx|mts|cts|js|mjs|cjs)$/.test(file)

/**
 * The files of a tree whose path begins with one of the prefixes.
 * @param {Tree} tree @param {...string} prefixes
 */
export function below(tree, ...prefixes) {
  return [...tree].filter(([file]) => prefixes.some((prefix) => file.startsWith(prefix)))
}

/** The names of the folders directly below a folder. @param {Tree} tree @param {string} folder with a slash at its end */
export function foldersIn(tree, folder) {
  const rests = below(tree, folder).map(([file]) => file.slice(folder.length))
  return [...new Set(rests.filter((rest) => rest.includes("/")).map((rest) => rest.split("/", 1).join()))]
}
