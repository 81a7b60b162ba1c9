import { below, foldersIn } from "./tree.mjs"

const providers = "packages/plugin/src/providers/"

/** What belongs to a gateway of this name: what it is, and where its path begins. @param {string} gateway */
const parts = (gateway) => [
  ...["index", "provider", "gateway", "wire"].map((name) => [`${name}.ts`, `${providers}${gateway}/${name}.ts`]),
  ["tests", `packages/plugin/test/${gateway}`, `packages/plugin/test/providers/${gateway}`],
  ["a page", `docs/gateways/${gateway}.md`],
  ["vectors", `vectors/${gateway}/`],
  ["a sandbox", `packages/sandbox/src/gateways/${gateway}/index.ts`],
  ["a fidelity table", `packages/sandbox/src/gateways/${gateway}/fidelity`],
]

/** @type {import("./tree.mjs").Law} */
export const gatewayFolders = {
  title: "a gateway has its four files, tests, a page, vectors, a sandbox and a fidelity table",
  violations: (tree) =>
    foldersIn(tree, providers).flatMap((gateway) =>
      parts(gateway)
        .filter(([, ...prefixes]) => below(tree, ...prefixes).length === 0)
        .map(([what, prefix]) => `${providers}${gateway}: has no ${what} (${prefix})`),
    ),
}
