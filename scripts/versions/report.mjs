import { readFileSync } from "node:fs"
import path from "node:path"
import { audit } from "../check/audit.mjs"
import { markdownTable } from "../docs/table.mjs"
import { root } from "../lib/paths.mjs"
import { whereAndWhen, writeProof } from "../lib/proof.mjs"
import { bundledTable, shippedTable } from "./shipped.mjs"

/** @typedef {import("./try.mjs").Tried} Tried */

/** What was found by hand, and what fell short. */
const FINDINGS = path.join(root, "scripts/versions/findings.md")

/** @param {Tried} tried */
export function outcomeOf(tried) {
  const done = tried.done.join(", ") || "nothing"
  return tried.problem === null ? done : `${done}; then: ${firstLine(tried.problem)}`
}

/** @param {string} text */
const firstLine = (text) => text.split("\n")[0] ?? ""

/** @param {readonly Tried[]} tried */
const triedTable = (tried) =>
  markdownTable(
    ["Medusa", "asks for Node", "Node", "Result"],
    tried.map((each) => [
      each.medusa,
      each.asks,
      `${each.node}${each.refusedNode ? " (not asked for)" : ""}`,
      outcomeOf(each),
    ]),
  )

/** What npm says of known weaknesses; a registry that cannot be asked proves nothing. */
function weaknesses() {
  /** @type {string[]} */
  const notes = []
  const problems = audit((line) => notes.push(line))
  const told = [...problems, ...notes]
  return told.length > 0
    ? told.map((line) => `- ${line}`).join("\n")
    : "- none is known, of what ships or of anything else here"
}

/** Writes "Versions and supply" of docs/proof.md. @param {readonly Tried[]} tried */
export function writeReport(tried) {
  const text = `## Versions and supply

\`npm run versions -- --report\`, ${whereAndWhen()}.

A store of its own on each version, from the packed tarballs and README's commands: installed, migrated, started, an order by ATM, one by card of which a part is refunded.

${triedTable(tried)}

What is published, what its tarball holds beside the code, and what npm installs with it:

${shippedTable()}

Built into the admin's pages, whose file \`THIRD-PARTY-LICENCES.txt\` has the texts:

${bundledTable()}

\`npm audit\`:

${weaknesses()}

${readFileSync(FINDINGS, "utf8").trim()}
`
  writeProof("versions", text)
}
