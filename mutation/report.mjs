import { readFileSync } from "node:fs"
import { equivalent } from "./equivalent.mjs"
import { SRC } from "./parts.mjs"

/**
 * @typedef {{ line: number, column: number }} Place
 * @typedef {{ id: string, status: string, replacement: string, location: { start: Place, end: Place } }} Mutant of Stryker's report
 * @typedef {{ status: string, at: number, change: string, line: string }} Survivor a change that no test noticed, at which line, and the line
 * @typedef {{ killed: number, timedOut: number, survived: Survivor[] }} Outcome of a file; `killed` counts those by never ending too
 */

/**
 * What became of every change that was made; those that do not compile are none.
 * @param {string} fileName of Stryker's report @param {readonly string[]} files from packages/plugin/src
 * @returns {Map<string, Outcome>}
 */
export function outcomesIn(fileName, files) {
  /** @type {{ files: Record<string, { source: string, mutants: Mutant[] }> }} */
  const report = JSON.parse(readFileSync(fileName, "utf8"))
  return new Map(
    files.map((file) => {
      const { source, mutants } = report.files[`${SRC}/${file}`] ?? { source: "", mutants: [] }
      return [file, outcomeOf(source, mutants)]
    }),
  )
}

const KILLED = ["Killed", "Timeout", "RuntimeError"]
const SURVIVED = ["Survived", "NoCoverage"]

/** @param {string} source @param {readonly Mutant[]} mutants @returns {Outcome} */
function outcomeOf(source, mutants) {
  const survived = mutants.filter(({ status }) => SURVIVED.includes(status))
  return {
    killed: mutants.filter(({ status }) => KILLED.includes(status)).length,
    timedOut: mutants.filter(({ status }) => status === "Timeout").length,
    survived: survived.map((mutant) => survivorOf(source, mutant)).sort((one, other) => one.at - other.at),
  }
}

/** @param {string} source @param {Mutant} mutant @returns {Survivor} */
function survivorOf(source, { status, replacement, location: { start, end } }) {
  const lines = source.split("\n").slice(start.line - 1, end.line)
  const line = (lines[0] ?? "").trim()
  lines.push((lines.pop() ?? "").slice(0, end.column - 1))
  lines[0] = (lines[0] ?? "").slice(start.column - 1)
  return { status, at: start.line, change: `${short(lines.join(" "))} → ${short(replacement)}`, line }
}

/** @typedef {Outcome & { file: string }} OfFile from packages/plugin/src */

/** How many changes there were, and the share that was killed of those that a test can notice. @param {readonly OfFile[]} outcomes */
export function counted(outcomes) {
  /** @param {(outcome: OfFile) => number} count */
  const sum = (count) => outcomes.reduce((total, outcome) => total + count(outcome), 0)
  const [killed, left] = [sum((outcome) => outcome.killed), sum((outcome) => leftOf(outcome).length)]
  const survived = sum((outcome) => outcome.survived.length)
  const share = killed + left === 0 ? 100 : (100 * killed) / (killed + left)
  const timedOut = sum((outcome) => outcome.timedOut)
  return { total: killed + survived, killed, timedOut, equivalent: survived - left, left, share }
}

/** What a test could have noticed, and none did. @param {OfFile} outcome */
export const leftOf = ({ file, survived }) => survived.filter((survivor) => !isEquivalent(file, survivor))

/** @param {string} file @param {Survivor} survivor */
function isEquivalent(file, { line, change }) {
  return equivalent.some(
    (known) =>
      `${SRC}/${file}` === known.file &&
      line.includes(known.line) &&
      (!known.changes || known.changes.includes(change)),
  )
}

/** @param {string} file @param {Survivor} survivor */
export function sentence(file, { at, line, change, status }) {
  const place = `${SRC}/${file}:${at}`
  return `${status === "NoCoverage" ? "no test reaches" : "survived"} ${place}  ${change}  in  ${line.slice(0, 100)}`
}

/** @param {string} text */
const short = (text) => text.replaceAll(/\s+/g, " ").slice(0, 90)
