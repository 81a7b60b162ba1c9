import { readFileSync } from "node:fs"
import path from "node:path"
import { root } from "../lib/paths.mjs"
import { whereAndWhen, writeProof } from "../lib/proof.mjs"

/** @typedef {import("./run.mjs").Report} Report */

/** @param {Map<string | number, number>} counts */
const listed = (counts) =>
  [...counts]
    .sort(([, a], [, b]) => b - a)
    .map(([name, count]) => `${name} ${count.toLocaleString("en")}`)
    .join(", ")

/** @param {Report} told */
const sumOf = ({ sent }) => [...sent.values()].reduce((sum, count) => sum + count, 0)

/** What a run did, a line each. @param {Report} told */
export function summary(told) {
  const { seed, sent, answers, grown, logLines, seconds, faults } = told
  const rows = grown.map(
    ({ name, grown: count }) => `${name.replace("taiwan_payment_", "")} ${count.toLocaleString("en")}`,
  )
  return [
    `${sumOf(told).toLocaleString("en")} requests of seed ${seed} in ${Math.round(seconds)} s: ${faults.length} faults`,
    `by route: ${listed(sent)}`,
    `answered: ${listed(answers)}`,
    `rows grown: ${rows.join(", ") || "none"}; lines of the log: ${logLines.toLocaleString("en")}`,
  ]
}

/** What was found and mended by hand's account, beside what the run says. */
const FINDINGS = path.join(root, "scripts/fuzz/findings.md")

/** Writes "Security, tried" of docs/proof.md. @param {Report} told */
export function writeReport(told) {
  const [first, ...others] = summary(told)
  const text = `## Security, tried

\`npm run fuzz -- --seed ${told.seed} --requests ${sumOf(told)} --report\`, ${whereAndWhen()}.

${first}.

${others.map((line) => `- ${line}`).join("\n")}

${told.faults.length === 0 ? "Nothing was believed, nothing broke, nothing hung, nothing was told. In the end the genuine notices that had waited were sent, and each was believed." : told.faults.map((fault) => `- ${fault.split("\n")[0]}`).join("\n")}

${readFileSync(FINDINGS, "utf8").trim()}
`
  writeProof("security", text)
}
