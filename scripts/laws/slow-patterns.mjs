import { readFileSync } from "node:fs"
import { checkSync } from "recheck"
import ts from "typescript"
import { nodesOf, parse, placeOf } from "./source.mjs"
import { below } from "./tree.mjs"

const PLACES = ["packages/plugin/src/", "packages/sandbox/src/", "packages/storefront/src/"]

/**
 * @typedef {{ source: string, flags: string, place: string }} Pattern
 *
 * A pattern that a text can slow down, where no such text is long: `most` letters at most, by `why`; `pump` repeated is such a text.
 * @typedef {{ pattern: string, pump: string, most: number, why: string }} Bounded
 */

/** What was judged already, since judging takes minutes; scripts/laws/judge-patterns.mjs writes `safe`. @type {{ safe: string[], bounded: Bounded[] }} */
export const judged = JSON.parse(readFileSync(new URL("judged-patterns.json", import.meta.url), "utf8"))

/** Every pattern that stands in a file. Those that are made at run time are made of the code's own names. @param {string} file @param {string} text @returns {Pattern[]} */
export function patternsIn(file, text) {
  return [...nodesOf(parse(file, text))].flatMap((node) => {
    if (!ts.isRegularExpressionLiteral(node)) return []
    const end = node.text.lastIndexOf("/")
    return [{ source: node.text.slice(1, end), flags: node.text.slice(end + 1), place: placeOf(node) }]
  })
}

/** Every pattern of what ships. @param {import("./tree.mjs").Tree} tree */
export const patternsOf = (tree) =>
  below(tree, ...PLACES)
    .filter(([file]) => /\.tsx?$/.test(file))
    .flatMap(([file, text]) => patternsIn(file, text))

/** @param {Pick<Pattern, "source" | "flags">} pattern */
export const writtenOut = ({ source, flags }) => `/${source}/${flags}`

/** How a text that was made for a pattern slows it down, such as "exponential"; null where time grows as the text does. @param {Pick<Pattern, "source" | "flags">} pattern */
export function slowness({ source, flags }) {
  const found = checkSync(source, flags, { timeout: 60_000 })
  if (found.status === "safe") return null
  return found.status === "vulnerable" ? found.complexity.summary : "it could not be judged"
}

const known = new Set([...judged.safe, ...judged.bounded.map(({ pattern }) => pattern)])

/** @type {import("./tree.mjs").Law} */
export const slowPatterns = {
  title: "no pattern takes longer than its text grows",
  violations: (tree) =>
    patternsOf(tree)
      .filter((pattern) => !known.has(writtenOut(pattern)))
      .flatMap((pattern) => {
        const slow = slowness(pattern)
        return slow === null
          ? []
          : [
              `${pattern.place} ${writtenOut(pattern)}: ${slow}; write it otherwise, or say in judged-patterns.json what bounds its text`,
            ]
      }),
}
