import ts from "typescript"
import { isComparison, nodesOf, parse, placeOf } from "./source.mjs"
import { below } from "./tree.mjs"

/** `gateway.id`, `attempt.gateway`, `gatewayId`: whatever holds a gateway's name. @param {ts.Expression} side */
function isGatewayName(side) {
  if (!ts.isIdentifier(side) && !ts.isPropertyAccessExpression(side)) return false
  return /(^|\.)gateway(\.id|Id|_id)?$/i.test(side.getText().replaceAll("?", ""))
}

/** @param {ts.Expression} side */
const isName = (side) => ts.isStringLiteralLike(side) && /^[a-z]/.test(side.text)

/** @param {ts.Node} node */
function branches(node) {
  if (ts.isSwitchStatement(node)) return isGatewayName(node.expression)
  if (!isComparison(node)) return false
  const sides = [node.left, node.right]
  return sides.some(isGatewayName) && sides.some(isName)
}

/** @type {import("./tree.mjs").Law} */
export const gatewayBranching = {
  title: "shared code never asks which gateway it has",
  violations: (tree) =>
    below(tree, "packages/plugin/src/", "packages/sandbox/src/core/", "packages/conformance/src/")
      .filter(([file]) => /\.tsx?$/.test(file) && !file.startsWith("packages/plugin/src/providers/"))
      .flatMap(([file, text]) => [...nodesOf(parse(file, text))].filter(branches))
      .map((node) => `${placeOf(node)} ${node.getText().split("\n", 1)}: let the gateway declare its own answer`),
}
