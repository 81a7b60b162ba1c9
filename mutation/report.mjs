import { readFileSync } from "node:fs"
import { equivalent } from "./equivalent.mjs"

/**
 * @typedef {{ line: number, column: number }} Place
 * @typedef {{ id: string, status: string, replacement: string, location: { start: Place, end: Place } }} Mutant
 * @typedef {Mutant & { file: string, line: string, change: string }} Told
 */

/**
 * What became of each change: how many there were, how many a test noticed, how many nobody can notice, and a line for each that is left.
 * @param {string} fileName of Stryker's report
 */
export function readReport(fileName) {
  /** @type {{ files: Record<string, { source: string, mutants: Mutant[] }> }} */
  const { files } = JSON.parse(readFileSync(fileName, "utf8"))
  const all = Object.entries(files).flatMap(([file, { source, mutants }]) =>
    mutants.map((mutant) => told(file, source, mutant)),
  )
  const counted = all.filter(({ status }) => status !== "Ignored" && status !== "CompileError")
  const alive = counted.filter(({ status }) => status === "Survived" || status === "NoCoverage")
  const left = alive.filter((mutant) => !isEquivalent(mutant))
  const decisive = counted.length - (alive.length - left.length)
  return {
    lines: left.map(sentence),
    total: counted.length,
    killed: counted.length - alive.length,
    equivalent: alive.length - left.length,
    share: (100 * (counted.length - alive.length)) / decisive,
  }
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
function sentence({ file, line, change, location, status }) {
  const place = `${file}:${location.start.line}`
  return `${status === "NoCoverage" ? "no test reaches" : "survived"} ${place}  ${change}  in  ${line.slice(0, 100)}`
}

/** @param {string} text */
const short = (text) => text.replaceAll(/\s+/g, " ").slice(0, 90)
