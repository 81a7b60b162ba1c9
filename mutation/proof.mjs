import { readFileSync } from "node:fs"
import path from "node:path"
import { root } from "../scripts/lib/paths.mjs"
import { whereAndWhen, writeProof } from "../scripts/lib/proof.mjs"
import { outcomesOf } from "./known.mjs"
import { filesOf, parts } from "./parts.mjs"
import { counted } from "./report.mjs"

/** What was found and mended by hand's account, beside what was counted. */
const FINDINGS = path.join(root, "mutation/findings.md")

/** Writes "Do the tests bite?" of docs/proof.md, of all that was measured. */
export function writeReport() {
  const all = Object.keys(parts).map(measuredPart)
  const text = `## Do the tests bite?

\`npm run mutate -- --report\`, ${whereAndWhen()}.

One thing at a time is changed in the code that decides about money (Stryker): a condition turned round, a text emptied, a call left out. A test must notice. Of the gateways, whole payments at the sandbox do not count. Of ledger and payments, the tests of the file's own name count, or else those of its room: what only a test far away would notice is not counted as noticed.

| part | files measured | changes | killed | by never ending | equivalent | left | killed of those that can be | goal |
| --- | --- | --- | --- | --- | --- | --- | --- | --- |
${all.map(row).join("\n")}

Equivalent is what no test can notice, since the code does the same with it; each stands with its reason in \`mutation/equivalent.mjs\`.

${all.flatMap(byFile).join("\n")}

${readFileSync(FINDINGS, "utf8").trim()}
`
  writeProof("mutation", text)
}

/** @typedef {ReturnType<typeof measuredPart>} MeasuredPart */

/** @param {string} name */
function measuredPart(name) {
  const part = parts[name]
  if (!part) throw new Error(`There is no part ${name}`)
  const files = filesOf(part)
  const measured = outcomesOf(files)
  return { name, least: part.least, files, measured, ...counted(measured) }
}

/** @param {MeasuredPart} part */
function row({ name, files, measured, total, killed, timedOut, equivalent, left, share, least }) {
  const numbers = [total, killed, timedOut, equivalent, left].map((count) => count.toLocaleString("en"))
  const shown = total === 0 ? "" : `${share.toFixed(1)} %`
  return `| ${[name, `${measured.length} of ${files.length}`, ...numbers, shown, `${least} %`].join(" | ")} |`
}

/** Of a part that was measured in part every file; else those that fall short. @param {MeasuredPart} part */
function byFile({ name, files, measured, least }) {
  const rest = files.filter((file) => measured.every((known) => known.file !== file))
  const shares = measured.map((known) => ({ file: known.file, ...counted([known]) }))
  const told = rest.length > 0 ? shares.filter(({ total }) => total > 0) : shares.filter(({ share }) => share < least)
  const changed = measured.filter(({ hasChanged }) => hasChanged).map(({ file }) => `\`${file}\``)
  const listed = told.map(
    ({ file, share, left }) => `\`${file}\` ${share.toFixed(1)} %${left ? ` (${left} left)` : ""}`,
  )
  return [
    ...(listed.length > 0
      ? [`- ${rest.length > 0 ? "Measured" : "Under the goal"}, ${name}: ${listed.join(", ")}.`]
      : []),
    ...(changed.length > 0
      ? [`- Changed since it was measured, ${name}: ${changed.join(", ")}; the numbers are of before.`]
      : []),
    ...(rest.length > 0 ? [`- Not measured, ${name}: ${byFolder(rest)}.`] : []),
  ]
}

/** @param {string[]} files */
function byFolder(files) {
  const folders = [...new Set(files.map((file) => path.dirname(file)))]
  const inside = folders.map((folder) => files.filter((file) => path.dirname(file) === folder).length)
  return folders.map((folder, index) => `\`${folder}\` ${inside[index]}`).join(", ")
}
