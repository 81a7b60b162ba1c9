import { existsSync, readFileSync, writeFileSync } from "node:fs"
import path from "node:path"
import { root } from "./paths.mjs"

/** What is proven, and by which command; each section is written by its own command. */
const page = path.join(root, "docs/proof.md")

const HEAD = `# Proof

What is claimed of money and orders, tried on the real thing, by commands that anybody can run again. Each command writes its own section of this page, with its seed, machine and date.
`

/**
 * A page with one of its sections replaced, or added at the end. A section goes from its title to the next.
 * @param {string} text @param {string} title @param {string} body without its title
 */
export function withSection(text, title, body) {
  const section = `## ${title}\n\n${body.trim()}\n`
  const parts = text.split(/^(?=## )/m)
  const index = parts.findIndex((part) => part.startsWith(`## ${title}\n`))
  if (index < 0) return `${text.trimEnd()}\n\n${section}`
  return parts
    .map((part, each) => (each === index ? `${section}\n` : part))
    .join("")
    .trimEnd()
    .concat("\n")
}

/** @param {string} title @param {string} body */
export function writeSection(title, body) {
  writeFileSync(page, withSection(existsSync(page) ? readFileSync(page, "utf8") : HEAD, title, body))
}

/** What stands in a section now; empty where there is none. @param {string} title */
export function readSection(title) {
  if (!existsSync(page)) return ""
  const part = readFileSync(page, "utf8")
    .split(/^(?=## )/m)
    .find((each) => each.startsWith(`## ${title}\n`))
  return part?.slice(`## ${title}\n`.length).trim() ?? ""
}
