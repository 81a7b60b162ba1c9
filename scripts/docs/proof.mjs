import { existsSync, readFileSync } from "node:fs"
import path from "node:path"
import { root } from "../lib/paths.mjs"

/**
 * What shows capabilities of some methods: a test, or what the demo does and checks. `title` stands in the file word for word.
 * @typedef {{ gateway: string, methods: string[], shows: string[], file: string, title: string }} Proof
 * @typedef {"test" | "demo" | null} Standing
 */

/** @type {Proof[]} */
const proofs = JSON.parse(readFileSync(path.join(root, "scripts/docs/proofs.json"), "utf8"))

/** A proof that is gone must not be believed. @param {Proof} proof */
function verify({ file, title }) {
  const place = path.join(root, file)
  if (!existsSync(place)) throw new Error(`scripts/docs/proofs.json names ${file}, which does not exist`)
  if (!readFileSync(place, "utf8").includes(title)) throw new Error(`${file} no longer says: ${title}`)
}

/** @param {Proof} proof @returns {Standing} */
const kindOf = ({ file }) => (file.includes(".test.") ? "test" : "demo")

/** The best proof there is; null when it rests on documents alone. @param {string} gateway @param {string} method @param {string} capability @returns {Standing} */
export function proofOf(gateway, method, capability) {
  const found = proofs.filter(
    (proof) => proof.gateway === gateway && proof.methods.includes(method) && proof.shows.includes(capability),
  )
  found.forEach(verify)
  const kinds = found.map(kindOf)
  return kinds.includes("test") ? "test" : (kinds[0] ?? null)
}
