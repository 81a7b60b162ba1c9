import path from "node:path"
import { importsOf } from "./source.mjs"
import { below, isScript } from "./tree.mjs"

/** Packages whose files may not import each other in a circle, not even types. */
const packages = ["plugin", "sandbox", "conformance", "storefront", "prove", "create-taiwan-payment-provider"].map(
  (name) => `packages/${name}/src/`,
)

/** The file that a relative import means, extension aside. @param {import("./tree.mjs").Tree} tree @param {string} file @param {string} specifier */
function targetOf(tree, file, specifier) {
  const base = path.posix.join(path.posix.dirname(file), specifier).replace(/\.js$/, "")
  return [`${base}.ts`, `${base}.tsx`, `${base}.js`, `${base}/index.ts`].find((candidate) => tree.has(candidate))
}

/** Whom each file imports. @param {import("./tree.mjs").Tree} tree @param {string} folder @returns {Map<string, string[]>} */
function graphOf(tree, folder) {
  const files = below(tree, folder).filter(([file]) => isScript(file))
  return new Map(
    files.map(([file, text]) => [
      file,
      importsOf(file, text)
        .filter(({ specifier }) => specifier.startsWith("."))
        .flatMap(({ specifier }) => targetOf(tree, file, specifier) ?? []),
    ]),
  )
}

/**
 * The shortest way from a file's imports back to the file, or null.
 * @param {Map<string, string[]>} graph @param {string} start
 */
function circleAt(graph, start) {
  /** @type {string[][]} */
  const queue = [[start]]
  const seen = new Set()
  for (let way = queue.shift(); way; way = queue.shift()) {
    for (const next of graph.get(way.at(-1) ?? "") ?? []) {
      if (next === start) return way
      if (!seen.has(next)) queue.push([...way, next])
      seen.add(next)
    }
  }
  return null
}

/** A circle is named once, from its first file in the alphabet. @param {Map<string, string[]>} graph */
function circlesOf(graph) {
  return [...graph.keys()].flatMap((start) => {
    const circle = circleAt(graph, start)
    return circle?.every((file) => file >= start) ? [[...circle, start].join(" → ")] : []
  })
}

/** @type {import("./tree.mjs").Law} */
export const noCircles = {
  title: "no file imports itself by way of others, not even for a type",
  violations: (tree) => packages.flatMap((folder) => circlesOf(graphOf(tree, folder))),
}
