import path from "node:path"
import { importsOf } from "./source.mjs"
import { below } from "./tree.mjs"

const entry = /^packages\/plugin\/src\/providers\/[^/]+\/gateway\.ts$/

/** @param {import("./tree.mjs").Tree} tree @param {string} file @param {string} specifier */
function resolve(tree, file, specifier) {
  const base = path.posix.join(path.posix.dirname(file), specifier).replace(/\.js$/, "")
  return [`${base}.ts`, `${base}/index.ts`].find((candidate) => tree.has(candidate))
}

/**
 * Every module that loading a file loads, types left out.
 * @param {import("./tree.mjs").Tree} tree @param {string} file @param {Set<string>} seen
 * @returns {{ specifier: string, place: string }[]}
 */
function loadedBy(tree, file, seen) {
  if (seen.has(file)) return []
  seen.add(file)
  return importsOf(file, tree.get(file) ?? "")
    .filter(({ typeOnly }) => !typeOnly)
    .flatMap((found) => {
      const next = found.specifier.startsWith(".") ? resolve(tree, file, found.specifier) : undefined
      return next ? loadedBy(tree, next, seen) : [found]
    })
}

/** @type {import("./tree.mjs").Law} */
export const pureGateways = {
  title: "the pure part of a gateway loads no Medusa module",
  violations: (tree) =>
    below(tree, "packages/plugin/src/providers/")
      .filter(([file]) => entry.test(file))
      .flatMap(([file]) =>
        loadedBy(tree, file, new Set())
          .filter(({ specifier }) => specifier.startsWith("@medusajs/"))
          .map(({ specifier, place }) => `${place} loads ${specifier} into ${file}`),
      ),
}
