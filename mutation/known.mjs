import { existsSync, readFileSync, writeFileSync } from "node:fs"
import path from "node:path"
import { digestOf } from "../scripts/lib/digest.mjs"
import { root } from "../scripts/lib/paths.mjs"
import { SRC } from "./parts.mjs"

/** Committed, so that what took a night is known on every machine. */
const FILE = path.join(root, "mutation/known.json")

/**
 * @typedef {import("./report.mjs").Outcome} Outcome
 * @typedef {{ at: string, digest: string } & Outcome} Known when it was measured, of which text, and what came of it
 */

/** @returns {Record<string, Known>} by the file's path from packages/plugin/src */
const read = (from = FILE) => (existsSync(from) ? JSON.parse(readFileSync(from, "utf8")) : {})

/** @param {string} file from packages/plugin/src */
const digest = (file) => digestOf([`${SRC}/${file}`])

/**
 * Takes down what the files are now; what is returned keeps, once they are measured, what came of that.
 * @param {readonly string[]} files from packages/plugin/src
 */
export function measuring(files, fileName = FILE) {
  const digests = new Map(files.map((file) => [file, digest(file)]))
  /** @param {Map<string, Outcome>} outcomes */
  return (outcomes) => {
    const at = new Date().toISOString()
    const known = read(fileName)
    for (const [file, outcome] of outcomes) known[file] = { at, digest: digests.get(file) ?? "", ...outcome }
    const sorted = Object.entries(known).sort(([one], [other]) => (one < other ? -1 : 1))
    writeFileSync(fileName, `${JSON.stringify(Object.fromEntries(sorted), null, 2)}\n`)
  }
}

/** What came of the files, those left out that were never measured; and whether they have changed since. @param {readonly string[]} files */
export function outcomesOf(files, fileName = FILE) {
  const known = read(fileName)
  return files.flatMap((file) => {
    const one = known[file]
    return one ? [{ file, ...one, hasChanged: one.digest !== digest(file) }] : []
  })
}

/** When a file was measured as it is now; null when it never was. @param {string} file */
export function measuredAt(file) {
  const [known] = outcomesOf([file])
  return known && !known.hasChanged ? known.at : null
}
