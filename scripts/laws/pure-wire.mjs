import ts from "typescript"
import { nodesOf, parse, placeOf } from "./source.mjs"

const pure = /^packages\/plugin\/src\/providers\/[^/]+\/(?!index\.|provider\.)[^/]+\.ts$/
const impureCalls =
  /^(Date\.now|Date|performance\.now|Math\.random|(crypto\.)?(random\w*|getRandomValues)|setTimeout|setInterval)$/
const impureReads = /^process\.env$/

/** @param {ts.Node} node */
function isImpure(node) {
  if (ts.isNewExpression(node)) return node.expression.getText() === "Date" && !node.arguments?.length
  if (ts.isCallExpression(node)) return impureCalls.test(node.expression.getText())
  return ts.isPropertyAccessExpression(node) && impureReads.test(node.getText())
}

/** @type {import("./tree.mjs").Law} */
export const pureWire = {
  title: "no clock, no randomness and no environment in the pure part of a gateway",
  violations: (tree) =>
    [...tree]
      .filter(([file]) => pure.test(file))
      .flatMap(([file, text]) => [...nodesOf(parse(file, text))].filter(isImpure))
      .map((node) => `${placeOf(node)} ${node.getText()}: hand it in as a value`),
}
