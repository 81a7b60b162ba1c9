import { existsSync, readFileSync, writeFileSync } from "node:fs"
import { cpus, totalmem } from "node:os"
import path from "node:path"
import { root } from "./paths.mjs"

const PAGE = path.join(root, "docs/proof.md")

/** @param {string} name */
const marksOf = (name) => [`<!-- proof:${name} -->`, `<!-- /proof:${name} -->`]

/**
 * A page with one section made anew between its marks; a section that it has not yet goes to its end. What stands elsewhere is left alone.
 * @param {string} page @param {string} name of the section, such as "month" @param {string} text Markdown, its heading first
 */
export function withSection(page, name, text) {
  const [begin = "", end = ""] = marksOf(name)
  const section = `${begin}\n\n${text.trim()}\n\n${end}`
  const from = page.indexOf(begin)
  const to = page.indexOf(end, from)
  if (from < 0) return `${page.trimEnd()}\n\n${section}\n`
  if (to < 0) throw new Error(`docs/proof.md has ${begin} without ${end}`)
  return page.slice(0, from) + section + page.slice(to + end.length)
}

/** Writes one section of docs/proof.md. @param {string} name @param {string} text Markdown, its heading first */
export function writeProof(name, text) {
  const page = existsSync(PAGE) ? readFileSync(PAGE, "utf8") : beginning
  writeFileSync(PAGE, withSection(page, name, text))
}

const beginning = `# Proof

What was tried on the real thing, and what came of it. Each section is written by the command that it names: with its seeds, the machine and the day, and with what fell short.
`

/** What a report says of where and when it was made. */
export function whereAndWhen(now = new Date()) {
  const [first, ...others] = cpus()
  const cores = `${others.length + 1} × ${first?.model.trim() ?? "unknown processor"}`
  const memory = `${Math.round(totalmem() / 1024 ** 3)} GiB`
  return `${now.toISOString().slice(0, 10)}, ${cores}, ${memory}, ${process.platform}, Node ${process.versions.node}`
}
