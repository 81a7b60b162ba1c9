import path from "node:path"
import { below, foldersIn, isScript } from "./tree.mjs"

const vague = /^(utils?|helpers?|types?|common|misc)\.(ts|tsx|mjs|js)$/
const prefixed = /\b(?:interface|type|class)\s+(I[A-Z]\w*|Base[A-Z]\w*)/g
const builderDrops = /\/(test|unit-tests|integration-tests)\//

/** @param {string[]} names */
function prefixPairs(names) {
  return names.flatMap((name) =>
    names.filter((other) => other !== name && other.startsWith(name)).map((other) => [name, other]),
  )
}

/** @type {import("./tree.mjs").Law} */
export const fileNames = {
  title: "files are named after what is in them, and folders so that Medusa's builder keeps them",
  violations: (tree) => {
    const scripts = [...tree].filter(([file]) => isScript(file))
    return [
      ...scripts.filter(([file]) => vague.test(path.posix.basename(file))).map(([file]) => `${file}: says nothing`),
      ...scripts
        .filter(([file]) => /\.tsx?$/.test(file))
        .flatMap(([file, text]) => [...text.matchAll(prefixed)].map((match) => `${file}: ${match[1]} has a prefix`)),
      ...below(tree, "packages/plugin/src/")
        .filter(([file]) => builderDrops.test(file) || /\.(test|spec)\.tsx?$/.test(file))
        .map(([file]) => `${file}: the plugin's tests stand outside of src`),
      ...prefixPairs(foldersIn(tree, "packages/")).map(([a, b]) => `packages/${a}: is a prefix of packages/${b}`),
    ]
  },
}
