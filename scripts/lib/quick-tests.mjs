import path from "node:path"
import ts from "typescript"
import { isScript } from "../laws/tree.mjs"

/** @typedef {import("../laws/tree.mjs").Tree} Tree */

/** What starts a database, a server, a browser or a compiler, or asks for one. Whoever imports one of these is not quick. */
const slow = [
  ...["medusa", "postgres", "redis", "services", "template", "test-database"].map((name) => `scripts/lib/${name}.mjs`),
  "@taiwan-payments/prove/vitest",
  "@taiwan-payments/conformance/harness",
  "packages/prove/src/house/programs.ts",
  ...["own-tests", "type-check"].map((name) => `packages/create-taiwan-payment-provider/test/${name}.ts`),
  "playwright-core",
]

const isTest = /\.test\.(ts|tsx|mjs)$/

/** The file that an import means, or else the package. @param {Tree} tree @param {string} from @param {string} specifier */
function resolve(tree, from, specifier) {
  if (!specifier.startsWith(".")) return specifier
  const file = path.posix.join(path.posix.dirname(from), specifier)
  const stem = file.replace(/\.js$/, "")
  return [file, `${stem}.ts`, `${stem}.tsx`, `${stem}/index.ts`].find((candidate) => tree.has(candidate)) ?? file
}

/** @param {Tree} tree @param {string} file */
function importsOf(tree, file) {
  if (!tree.has(file) || !isScript(file)) return []
  const { importedFiles } = ts.preProcessFile(tree.get(file) ?? "", true, true)
  return importedFiles.map(({ fileName }) => resolve(tree, file, fileName))
}

/** Answers what a file imports, and reads each file once. @param {Tree} tree */
function rememberImports(tree) {
  /** @type {Map<string, string[]>} */
  const known = new Map()
  /** @param {string} file */
  return (file) => {
    const found = known.get(file) ?? importsOf(tree, file)
    known.set(file, found)
    return found
  }
}

/** All that a file leads to, itself and packages among it. @param {(file: string) => string[]} imports @param {string} file @param {Set<string>} [seen] */
function reachOf(imports, file, seen = new Set()) {
  if (seen.has(file)) return seen
  seen.add(file)
  for (const next of imports(file)) reachOf(imports, next, seen)
  return seen
}

/** The test files whose imports lead to no server, database or browser. @param {Tree} tree */
export function quickTests(tree) {
  const imports = rememberImports(tree)
  const tests = [...tree.keys()].filter((file) => isTest.test(file))
  return tests.filter((file) => {
    const reach = reachOf(imports, file)
    return !slow.some((place) => reach.has(place))
  })
}
