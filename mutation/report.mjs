import { existsSync, readFileSync } from "node:fs"
import { equivalent } from "./equivalent.mjs"
import { SRC } from "./parts.mjs"

/**
 * @typedef {{ line: number, column: number }} Place
 * @typedef {{ id: string, status: string, replacement: string, location: { start: Place, end: Place } }} Mutant
 * @typedef {Mutant & { file: string, line: string, change: string }} Told
 * @typedef {Told & { end: "killed" | "equivalent" | "left" }} Judged
 */

/**
 * Every change that was made, and what became of it; those that do not compile are none.
 * @param {string} fileName of Stryker's report @param {readonly string[]} files from packages/plugin/src
 * @returns {Judged[]}
 */
export function changesIn(fileName, files) {
  if (!existsSync(fileName)) return []
  /** @type {{ files: Record<string, { source: string, mutants: Mutant[] }> }} */
  const report = JSON.parse(readFileSync(fileName, "utf8"))
  const wanted = new Set(files.map((file) => `${SRC}/${file}`))
  return Object.entries(report.files)
    .filter(([file]) => wanted.has(file))
    .flatMap(([file, { source, mutants }]) => mutants.map((mutant) => told(file, source, mutant)))
    .filter(({ status }) => status !== "Ignored" && status !== "CompileError")
    .map((mutant) => ({ ...mutant, end: endOf(mutant) }))
}

/** @param {Told} mutant @returns {Judged["end"]} */
function endOf(mutant) {
  if (mutant.status !== "Survived" && mutant.status !== "NoCoverage") return "killed"
  return isEquivalent(mutant) ? "equivalent" : "left"
}

/** How many there were, and the share that was killed of those that a test can notice. @param {readonly Judged[]} changes */
export function counted(changes) {
  /** @param {Judged["end"]} end */
  const those = (end) => changes.filter((change) => change.end === end).length
  const [killed, left] = [those("killed"), those("left")]
  const share = killed + left === 0 ? 100 : (100 * killed) / (killed + left)
  const timedOut = changes.filter(({ status }) => status === "Timeout").length
  return { total: changes.length, killed, timedOut, equivalent: those("equivalent"), left, share }
}

/** @param {string} file @param {string} source @param {Mutant} mutant @returns {Told} */
function told(file, source, mutant) {
  const { start, end } = mutant.location
  const lines = source.split("\n").slice(start.line - 1, end.line)
  const line = (lines[0] ?? "").trim()
  lines.push((lines.pop() ?? "").slice(0, end.column - 1))
  lines[0] = (lines[0] ?? "").slice(start.column - 1)
  return { ...mutant, file, line, change: `${short(lines.join(" "))} → ${short(mutant.replacement)}` }
}

/** @param {Told} mutant */
function isEquivalent({ file, line, change }) {
  return equivalent.some(
    (known) =>
      file.endsWith(known.file) && line.includes(known.line) && (!known.changes || known.changes.includes(change)),
  )
}

/** @param {Told} mutant */
export function sentence({ file, line, change, location, status }) {
  const place = `${file}:${location.start.line}`
  return `${status === "NoCoverage" ? "no test reaches" : "survived"} ${place}  ${change}  in  ${line.slice(0, 100)}`
}

/** @param {string} text */
const short = (text) => text.replaceAll(/\s+/g, " ").slice(0, 90)
