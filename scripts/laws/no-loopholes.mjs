import ts from "typescript"
import { nodesOf, parse, placeOf } from "./source.mjs"

const suppression = /@ts-(ignore|expect-error|nocheck)|biome-ignore|eslint-disable/
const reason = /(\/\/|\/\*).*[A-Za-z]{3,}.*[A-Za-z]{2,}/
const strict = "packages/plugin/src/providers/"

/** The laws' own tests are made of violations. @param {string} file */
const isJudged = (file) => /\.tsx?$/.test(file) && !file.endsWith(".d.ts") && !file.includes("/migrations/")

/** @param {ts.Node} node */
function isLoophole(node) {
  if (node.kind === ts.SyntaxKind.AnyKeyword) return true
  return (
    ts.isAsExpression(node) &&
    ts.isAsExpression(node.expression) &&
    node.expression.type.kind === ts.SyntaxKind.UnknownKeyword
  )
}

/** @param {string} line */
function isExcused(line) {
  const comment = line.slice(Math.max(line.indexOf("//"), line.indexOf("/*")))
  return (line.includes("//") || line.includes("/*")) && reason.test(comment.replace(suppression, ""))
}

/** @param {string} file @param {string} text */
function loopholes(file, text) {
  const source = parse(file, text)
  const lines = text.split("\n")
  const found = [...nodesOf(source)].filter(isLoophole).map((node) => {
    const place = placeOf(node)
    return { place, line: lines[Number(place.split(":").pop()) - 1] ?? "", what: node.getText() }
  })
  const suppressed = lines.flatMap((line, index) =>
    suppression.test(line) ? [{ place: `${file}:${index + 1}`, line, what: "suppression" }] : [],
  )
  return [...found, ...suppressed].filter(({ line }) => file.startsWith(strict) || !isExcused(line))
}

/** @type {import("./tree.mjs").Law} */
export const noLoopholes = {
  title: "no any, no `as unknown as`, no suppression: never in a gateway, elsewhere only with a reason on the line",
  violations: (tree) =>
    [...tree]
      .filter(([file]) => isJudged(file))
      .flatMap(([file, text]) => loopholes(file, text))
      .map(({ place, what }) => `${place} ${what}`),
}
