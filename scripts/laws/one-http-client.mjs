import ts from "typescript"
import { importsOf, nodesOf, parse, placeOf } from "./source.mjs"
import { below } from "./tree.mjs"

const client = "packages/plugin/src/toolkit/http-client.ts"
const networkModules = /^(node:)?(http|https|http2|net|tls|dgram)$/

/** @param {ts.Node} node */
const callsFetch = (node) =>
  ts.isIdentifier(node) && node.text === "fetch" && !ts.isPropertySignature(node.parent) && !isMember(node)

/** `sdk.client.fetch` is another function of the name. @param {ts.Identifier} node */
function isMember(node) {
  const { parent } = node
  if (!ts.isPropertyAccessExpression(parent) || parent.name !== node) return false
  return !/^(globalThis|window|self)$/.test(parent.expression.getText())
}

/** @type {import("./tree.mjs").Law} */
export const oneHttpClient = {
  title: "the plugin's server has one HTTP client",
  violations: (tree) =>
    below(tree, "packages/plugin/src/")
      .filter(([file]) => file !== client && !file.startsWith("packages/plugin/src/admin/"))
      .filter(([file]) => /\.tsx?$/.test(file))
      .flatMap(([file, text]) => [
        ...[...nodesOf(parse(file, text))].filter(callsFetch).map((node) => `${placeOf(node)} fetch: use ${client}`),
        ...importsOf(file, text)
          .filter(({ specifier, typeOnly }) => networkModules.test(specifier) && !typeOnly)
          .map(({ place, specifier }) => `${place} ${specifier}: use ${client}`),
      ]),
}
