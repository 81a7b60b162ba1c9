import { readdirSync, readFileSync } from "node:fs"
import path from "node:path"
import { root } from "./paths.mjs"

const API = path.join(root, "packages/plugin/src/api")

/** @typedef {{ route: string, verbs: string[], source: string }} PluginRoute */

/**
 * Every route of the plugin as its file names it, with the verbs that it answers and what its file says. Found by the files,
 * so that tests that walk them know a new one by themselves.
 * @returns {PluginRoute[]}
 */
export function pluginRoutes() {
  const files = readdirSync(API, { recursive: true, encoding: "utf8" }).filter((file) => /\broute\.ts$/.test(file))
  return files.sort().map((file) => {
    const source = readFileSync(path.join(API, file), "utf8")
    const exported = source.matchAll(/export (?:const|async function|function) ([A-Z]+)\b/g)
    const verbs = [...exported].flatMap(([, verb]) => verb ?? [])
    return { route: `/${path.dirname(file).replaceAll(/\[(\w+)\]/g, ":$1")}`, verbs, source }
  })
}

/** Those of the staff. */
export const adminRoutes = () => pluginRoutes().filter(({ route }) => route.startsWith("/admin/"))
