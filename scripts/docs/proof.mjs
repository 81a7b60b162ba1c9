import { existsSync, readFileSync } from "node:fs"
import path from "node:path"
import { root } from "../lib/paths.mjs"

/**
 * A test that shows capabilities of some methods; `title` stands in the file word for word.
 * @typedef {{ gateway: string, methods: string[], shows: string[], test: string, title: string }} Proof
 */

/** @type {Proof[]} */
const proofs = JSON.parse(readFileSync(path.join(root, "scripts/docs/proofs.json"), "utf8"))

/** A proof whose test is gone must not be believed. @param {Proof} proof */
function verify({ test, title }) {
  const file = path.join(root, test)
  if (!existsSync(file)) throw new Error(`scripts/docs/proofs.json names ${test}, which does not exist`)
  if (!readFileSync(file, "utf8").includes(title)) throw new Error(`${test} has no test "${title}" any more`)
}

/** Whether a test of ours shows it. @param {string} gateway @param {string} method @param {string} capability */
export function isProved(gateway, method, capability) {
  const found = proofs.find(
    (proof) => proof.gateway === gateway && proof.methods.includes(method) && proof.shows.includes(capability),
  )
  if (found) verify(found)
  return found !== undefined
}
