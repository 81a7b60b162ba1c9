import path from "node:path"
import ts from "typescript"
import { isScript } from "../laws/tree.mjs"

/** @typedef {import("../laws/tree.mjs").Tree} Tree */

/** What starts a database or a server of its own. Whoever imports one of these is not quick. */
const servers = ["medusa", "postgres", "redis", "template", "test-database"].map((name) => `scripts/lib/${name}.mjs`)

const isTest = /\.test\.(ts|tsx|mjs)$/

/** The file that a relative import means; undefined for one of a package. @param {Tree} tree @param {string} from @param {string} specifier */
function resolve(tree, from, specifier) {
  if (!specifier.startsWith(".")) return undefined
  const file = path.posix.join(path.posix.dirname(from), specifier)
  const stem = file.replace(/\.js$/, "")
  return [file, `${stem}.ts`, `${stem}.tsx`, `${stem}/index.ts`].find((candidate) => tree.has(candidate))
}

/** @param {Tree} tree @param {string} file */
function importsOf(tree, file) {
  if (!isScript(file)) return []
  const { importedFiles } = ts.preProcessFile(tree.get(file) ?? "", true, true)
  return importedFiles.flatMap(({ fileName }) => resolve(tree, file, fileName) ?? [])
}

/** All that a file leads to, itself among it. @param {Tree} tree @param {string} file @param {Set<string>} [seen] */
function reachOf(tree, file, seen = new Set()) {
  if (seen.has(file)) return seen
  seen.add(file)
  for (const next of importsOf(tree, file)) reachOf(tree, next, seen)
  return seen
}

/** The test files whose imports lead to no server and no database. @param {Tree} tree */
export function quickTests(tree) {
  const tests = [...tree.keys()].filter((file) => isTest.test(file))
  return tests.filter((file) => {
    const reach = reachOf(tree, file)
    return !servers.some((server) => reach.has(server))
  })
}
