import { readFileSync } from "node:fs"
import path from "node:path"
import { root } from "../lib/paths.mjs"

const named = /<!-- generated:(\S+) -->/g

/**
 * The files of an example that a page shows, each as a block of code by its name.
 * @param {string} file the page
 * @param {string} folder the example
 * @returns {Record<string, string>}
 */
export function exampleFiles(file, folder) {
  const names = [...readFileSync(path.join(root, file), "utf8").matchAll(named)].map(([, name = ""]) => name)
  return Object.fromEntries(names.map((name) => [name, codeBlock(path.join(folder, name))]))
}

/** @param {string} file */
function codeBlock(file) {
  const code = readFileSync(path.join(root, file), "utf8")
  return `\`\`\`${path.extname(file).slice(1)}\n${code.trimEnd()}\n\`\`\``
}
