import { readFileSync } from "node:fs"

/**
 * @typedef {{ id: string, status: string, mutatorName: string, replacement: string, location: { start: { line: number, column: number }, end: { line: number, column: number } } }} Mutant
 * @typedef {{ source: string, mutants: Mutant[] }} MutatedFile
 */

/** Those that no test noticed, by file, with the words that were put in place of which. @param {string} fileName */
export function readReport(fileName) {
  /** @type {{ files: Record<string, MutatedFile> }} */
  const { files } = JSON.parse(readFileSync(fileName, "utf8"))
  const all = Object.entries(files).flatMap(([file, { source, mutants }]) =>
    mutants.map((mutant) => ({ ...mutant, file, before: cut(source, mutant) })),
  )
  const counted = all.filter(({ status }) => status !== "Ignored" && status !== "CompileError")
  const alive = counted.filter(({ status }) => status === "Survived" || status === "NoCoverage")
  return { lines: alive.map(sentence), share: (100 * (counted.length - alive.length)) / counted.length }
}

/** @param {string} source @param {Mutant} mutant */
function cut(source, { location: { start, end } }) {
  const lines = source.split("\n").slice(start.line - 1, end.line)
  const last = lines.length - 1
  lines[last] = lines[last].slice(0, end.column - 1)
  lines[0] = lines[0].slice(start.column - 1)
  return lines.map((line) => line.trim()).join(" ")
}

/** @param {Mutant & { file: string, before: string }} mutant */
function sentence({ file, before, replacement, location, status }) {
  const place = `${file}:${location.start.line}`
  return `${status === "NoCoverage" ? "no test reaches" : "survived"} ${place}  ${short(before)}  →  ${short(replacement)}`
}

/** @param {string} text */
const short = (text) => text.replaceAll(/\s+/g, " ").slice(0, 90)
