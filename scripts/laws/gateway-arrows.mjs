import path from "node:path"
import { order } from "./floor-plan.mjs"
import { importsOf } from "./source.mjs"
import { below } from "./tree.mjs"

const providers = "packages/plugin/src/providers/"
const toolkit = "packages/plugin/src/toolkit/"

/** What lies in a folder of the gateway, `operations`, is of the rest. @param {string} file */
function rank(file) {
  const [, ...parts] = file.slice(providers.length).split("/")
  const found = order.indexOf(parts.join("/").replace(/\.(ts|js)$/, ""))
  return found < 0 ? order.indexOf("*") : found
}

/** @param {string} from @param {string} to */
function isAllowedInFolder(from, to) {
  return rank(to) > rank(from) || (rank(from) === rank(to) && order[rank(from)] === "*")
}

/** @param {string} file */
const gatewayOf = (file) => file.slice(providers.length).split("/", 1).join()

/** @param {string} from @param {string} to @returns {string | null} */
function complaint(from, to) {
  if (from.startsWith(toolkit)) return to.startsWith(providers) ? "the toolkit names no gateway" : null
  if (!to.startsWith(providers)) return null
  if (gatewayOf(from) !== gatewayOf(to)) return "a gateway knows no other gateway"
  return isAllowedInFolder(from, to) ? null : `the order is ${order.join(" → ")}`
}

/** @type {import("./tree.mjs").Law} */
export const gatewayArrows = {
  title: "inside a gateway imports run one way, and the toolkit imports no gateway",
  violations: (tree) =>
    below(tree, providers, toolkit).flatMap(([file, text]) =>
      importsOf(file, text)
        .filter(({ specifier }) => specifier.startsWith("."))
        .flatMap(({ specifier, place }) => {
          const why = complaint(file, path.posix.join(path.posix.dirname(file), specifier))
          return why ? [`${place} must not import ${specifier}: ${why}`] : []
        }),
    ),
}
