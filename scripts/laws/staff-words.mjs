import ts from "typescript"
import { nodesOf, parse, placeOf } from "./source.mjs"
import { below } from "./tree.mjs"

/** Where staff are told that something is not done. */
const rooms = [
  ...["staff", "operations", "refund-desk", "links"].map((room) => `packages/plugin/src/payments/${room}/`),
  "packages/plugin/src/api/admin/",
]

/** @param {ts.Node | undefined} node */
const isText = (node) => node !== undefined && (ts.isStringLiteralLike(node) || ts.isTemplateExpression(node))

/** `new PaymentError("refused", "…")`. @param {ts.Node} node */
function refusesInOneLanguage(node) {
  if (!ts.isNewExpression(node) || node.expression.getText() !== "PaymentError") return false
  const [kind, words] = node.arguments ?? []
  return /^"(refused|unsupported)"$/.test(kind?.getText() ?? "") && isText(words)
}

/** @type {import("./tree.mjs").Law} */
export const staffWords = {
  title: "what staff are refused is said in both languages",
  violations: (tree) =>
    below(tree, "packages/plugin/src/")
      .filter(([file]) => rooms.some((room) => file.startsWith(room)) && file.endsWith(".ts"))
      .flatMap(([file, text]) => [...nodesOf(parse(file, text))])
      .filter(refusesInOneLanguage)
      .map((node) => `${placeOf(node)} say it in English and in Chinese`),
}
