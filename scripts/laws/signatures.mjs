import ts from "typescript"
import { isComparison, nodesOf, parse, placeOf } from "./source.mjs"
import { below } from "./tree.mjs"

const signature =
  /^(check_?mac_?value|check_?code|trade_?sha|hash_?info|hmac|mac|sign|signed|seal|seal_?of|signature|.*_?signature|.*(CheckMacValue|Mac|Hmac))$/i
const expected =
  /^(expected|computed|correct|right|our)_?\w*(mac|hmac|sign|signature|check_?mac_?value|check_?code|sha|hash)$/i
const speech = /(^|\.)(log|info|warn|error|debug|write|json|send|end)$/

/** The last name of `a.b.c`, `f(x)` or `a["b"]`. @param {ts.Node} node @returns {string} */
function nameOf(node) {
  if (ts.isCallExpression(node)) return nameOf(node.expression)
  if (ts.isPropertyAccessExpression(node)) return node.name.text
  if (ts.isElementAccessExpression(node) && ts.isStringLiteralLike(node.argumentExpression)) {
    return node.argumentExpression.text
  }
  return ts.isIdentifier(node) ? node.text : ""
}

/** `signature === undefined` asks whether there is one; that gives nothing away. @param {ts.Node} node */
const isConstant = (node) =>
  ts.isStringLiteralLike(node) || ts.isNumericLiteral(node) || /^(undefined|null|true|false)$/.test(node.getText())

/** @param {ts.Node} node */
function comparesSignature(node) {
  if (!isComparison(node)) return false
  const sides = [node.left, node.right]
  return sides.some((side) => signature.test(nameOf(side)) || expected.test(nameOf(side))) && !sides.some(isConstant)
}

/** @param {ts.Node} node */
const namesExpected = (node) => [...nodesOf(node)].some((each) => ts.isIdentifier(each) && expected.test(each.text))

/** @param {ts.Node} node */
function tellsExpected(node) {
  if (ts.isThrowStatement(node)) return namesExpected(node)
  if (ts.isReturnStatement(node) && node.expression) return expected.test(nameOf(node.expression))
  if (!ts.isCallExpression(node) || !speech.test(node.expression.getText())) return false
  return node.arguments.some(namesExpected)
}

/** @param {ts.Node} node */
function complaint(node) {
  if (comparesSignature(node)) return [`${placeOf(node)} ${node.getText()}: compare signatures in constant time`]
  return tellsExpected(node) ? [`${placeOf(node)} tells the expected signature: whoever forges could read it`] : []
}

/** Whoever says that a message is proven has compared something, and by our one comparison. @param {string} file @param {ts.SourceFile} source */
function unproven(file, source) {
  const called = [...nodesOf(source)].flatMap((node) => (ts.isCallExpression(node) ? [nameOf(node)] : []))
  if (!called.includes("markVerified") || called.includes("equalInConstantTime")) return []
  return [`${file} calls markVerified and nowhere equalInConstantTime`]
}

/** @type {import("./tree.mjs").Law} */
export const signatures = {
  title: "signatures are compared in constant time, and the expected one is never told",
  violations: (tree) =>
    below(tree, "packages/plugin/src/")
      .filter(([file]) => /\.tsx?$/.test(file))
      .flatMap(([file, text]) => {
        const source = parse(file, text)
        return [...[...nodesOf(source)].flatMap(complaint), ...unproven(file, source)]
      }),
}
