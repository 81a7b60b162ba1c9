import { existsSync, readFileSync, writeFileSync } from "node:fs"
import path from "node:path"
import { digestOf } from "../scripts/lib/digest.mjs"
import { cacheDir } from "../scripts/lib/paths.mjs"
import { SRC } from "./parts.mjs"

const FILE = path.join(cacheDir, "mutation/measured.json")

/** @typedef {{ at: string, digest: string }} Measured when, and of which text */

/** @returns {Record<string, Measured>} */
const read = () => (existsSync(FILE) ? JSON.parse(readFileSync(FILE, "utf8")) : {})

/** @param {string} file from packages/plugin/src */
const digest = (file) => digestOf([`${SRC}/${file}`])

/** Remembers, once they are measured, that they were as they are now. @param {string[]} files */
export function measuring(files) {
  const now = files.map((file) => /** @type {const} */ ([file, digest(file)]))
  return () => {
    const at = new Date().toISOString()
    const measured = Object.fromEntries(now.map(([file, digest]) => [file, { at, digest }]))
    writeFileSync(FILE, JSON.stringify({ ...read(), ...measured }, null, 2))
  }
}

/** When a file was measured as it is now; null when it never was. @param {string} file */
export function measuredAt(file) {
  const known = read()[file]
  return known && known.digest === digest(file) ? known.at : null
}
