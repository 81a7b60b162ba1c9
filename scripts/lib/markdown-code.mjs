import { readFileSync } from "node:fs"
import path from "node:path"
import { root } from "./paths.mjs"

/**
 * A fenced block of code, with the heading that it stands below.
 * @typedef {{ heading: string, language: string, code: string }} CodeBlock
 */

const fenced = /^(#+ .*)$|^```(\w*)\n([\s\S]*?)^```$/gm

/** @param {string} markdown @returns {CodeBlock[]} */
export function codeBlocks(markdown) {
  let heading = ""
  return [...markdown.matchAll(fenced)].flatMap(([, title, language = "", code = ""]) => {
    if (title === undefined) return [{ heading, language, code }]
    heading = title.replace(/^#+ /, "")
    return []
  })
}

/** @param {string} page such as "README.md" */
export const blocksOf = (page) => codeBlocks(readFileSync(path.join(root, page), "utf8"))

/**
 * One block of a page: by the beginning of its heading, and what it begins with where there are several.
 * @param {CodeBlock[]} blocks @param {string} heading @param {string} [beginning]
 */
export function blockBelow(blocks, heading, beginning = "") {
  const found = blocks.filter((block) => block.heading.startsWith(heading) && block.code.startsWith(beginning))
  const [block, ...others] = found
  if (block && others.length === 0) return block.code
  throw new Error(`"${heading}" has ${found.length} blocks that begin with "${beginning}"`)
}

/** Code without its comments, which each language writes in its own words. @param {string} code */
export function withoutComments(code) {
  return code
    .replace(/\/\*[\s\S]*?\*\//g, "")
    .replace(/^\s*(\/\/|# ).*$|\s+(\/\/|# ).*$/gm, "")
    .replace(/^\s*\n/gm, "")
}
