import { optional, required } from "./floor-plan.mjs"
import { below, foldersIn } from "./tree.mjs"

const providers = "packages/plugin/src/providers/"

/** What belongs to a gateway of this name: what it is, and where its path begins. @param {string} gateway */
const parts = (gateway) => [
  ...required.map((name) => [`${name}.ts`, `${providers}${gateway}/${name}.ts`, `${providers}${gateway}/${name}/`]),
  ["tests", `packages/plugin/test/${gateway}`, `packages/plugin/test/providers/${gateway}`],
  ["a page", `docs/gateways/${gateway}.md`],
  ["vectors", `vectors/${gateway}/`],
  ["a sandbox", `packages/sandbox/src/gateways/${gateway}/index.ts`],
  ["a fidelity table", `packages/sandbox/src/gateways/${gateway}/fidelity`],
]

/** @param {ReadonlyMap<string, string>} tree @param {string} gateway */
const missing = (tree, gateway) =>
  parts(gateway)
    .filter(([, ...prefixes]) => below(tree, ...prefixes).length === 0)
    .map(([what, prefix]) => `${providers}${gateway}: has no ${what} (${prefix})`)

/** Files of other names than the floor plan's. @param {ReadonlyMap<string, string>} tree @param {string} gateway */
const strangers = (tree, gateway) =>
  below(tree, `${providers}${gateway}/`)
    .map(([file]) => file.slice(`${providers}${gateway}/`.length))
    .filter((file) => !isPlanned(file))
    .map((file) => `${providers}${gateway}/${file}: is not in the floor plan (${[...required, ...optional].join(" ")})`)

/** @param {string} file */
function isPlanned(file) {
  return file.startsWith("operations/") || [...required, ...optional].some((name) => file === `${name}.ts`)
}

/** @type {import("./tree.mjs").Law} */
export const gatewayFolders = {
  title:
    "a gateway has the files of the floor plan and no others, tests, a page, vectors, a sandbox and a fidelity table",
  violations: (tree) =>
    foldersIn(tree, providers).flatMap((gateway) => [...missing(tree, gateway), ...strangers(tree, gateway)]),
}
