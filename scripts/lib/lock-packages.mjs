import { readFileSync } from "node:fs"
import path from "node:path"
import { root } from "./paths.mjs"

/**
 * @typedef {object} Locked a package of the lock file
 * @property {string} [version]
 * @property {string} [integrity]
 * @property {string} [license]
 * @property {boolean} [link]
 * @property {boolean} [optional]
 * @property {string[]} [os]
 * @property {string[]} [cpu]
 * @property {Record<string, string>} [dependencies]
 * @property {Record<string, string>} [optionalDependencies]
 */
/** @typedef {Record<string, Locked>} Lock by place, such as `node_modules/hono` */

/** @returns {Lock} */
export function lockPackages() {
  return JSON.parse(readFileSync(path.join(root, "package-lock.json"), "utf8")).packages
}

/** @param {string} place @returns {string} such as `@hono/node-server` */
export function nameAt(place) {
  return place.split("node_modules/").at(-1) ?? place
}

/** Where a package that stands at `from` finds another one: beside it, or in a folder above. @param {Lock} lock @param {string} from @param {string} name */
function placeOf(lock, from, name) {
  const parts = from === "" ? [] : from.split("/")
  for (let length = parts.length; length >= 0; length -= 1) {
    const place = [...parts.slice(0, length), "node_modules", name].join("/")
    if (lock[place]) return place
  }
  return null
}

/**
 * What is installed with these packages: all that they depend on, and what those depend on. Their own workspaces are left out.
 * @param {Lock} lock @param {readonly string[]} places @returns {string[]}
 */
export function installedWith(lock, places) {
  const found = new Set()
  const waiting = [...places]
  for (let from = waiting.pop(); from !== undefined; from = waiting.pop()) {
    const { dependencies = {}, optionalDependencies = {} } = lock[from] ?? {}
    for (const name of Object.keys({ ...dependencies, ...optionalDependencies })) {
      const place = placeOf(lock, from, name)
      if (place === null || found.has(place) || lock[place]?.link) continue
      found.add(place)
      waiting.push(place)
    }
  }
  return [...found].sort()
}

/** The packages that are published, as workspaces. @param {Lock} lock */
export function shipped(lock) {
  return Object.keys(lock).filter((place) => /^packages\/[\w-]+$/.test(place))
}
