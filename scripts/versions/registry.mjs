import { spawnSync } from "node:child_process"
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs"
import path from "node:path"
import { cacheDir, root } from "../lib/paths.mjs"

const plugin = JSON.parse(readFileSync(path.join(root, "packages/plugin/package.json"), "utf8"))

/** @param {string[]} args @param {string} [cwd] */
function npm(args, cwd = root) {
  const { status, stdout, stderr } = spawnSync("npm", args, { cwd, encoding: "utf8", maxBuffer: 2 ** 26 })
  if (status !== 0) throw new Error(`npm ${args.join(" ")}: ${stderr.split("\n")[0]}`)
  return stdout
}

/** The oldest version that the plugin takes, the one that it is built with, and the newest preview beyond that one, if there is any. */
export function versionsToTry() {
  const oldest = plugin.peerDependencies["@medusajs/framework"].replace("^", "")
  const newest = plugin.devDependencies["@medusajs/medusa"]
  /** @type {string[]} */
  const published = JSON.parse(npm(["view", "@medusajs/medusa", "versions", "--json"]))
  return [oldest, newest, ...previewAfter(newest, published)]
}

/** The last published preview or snapshot of a version after this one. @param {string} newest @param {readonly string[]} published in the order of npm */
export function previewAfter(newest, published) {
  const previews = published.filter((version) => isPreview(version) && isAfter(version, newest))
  return previews.sort((one, other) => dayOf(one).localeCompare(dayOf(other))).slice(-1)
}

/** @param {string} version */
export const isPreview = (version) => /-(preview|snapshot)-\d+$/.test(version)

/** @param {string} version */
const dayOf = (version) => version.split("-").at(-1) ?? ""

/** Whether the release that a preview leads to comes after another. @param {string} preview @param {string} release */
function isAfter(preview, release) {
  const numbers = (/** @type {string} */ version) => version.replace(/-.*/, "").split(".").map(Number)
  const [ahead, behind] = [numbers(preview), numbers(release)]
  const place = ahead.findIndex((number, index) => number !== behind[index])
  return place >= 0 && Number(ahead[place]) > Number(behind[place])
}

/** Which versions of Node a version of Medusa says that it runs on. @param {string} medusa */
export const nodesOf = (medusa) => npm(["view", `@medusajs/medusa@${medusa}`, "engines.node"]).trim()

/** The folder of a Node of this major version: this very one, or one from npm, whose package holds the program and runs no script. @param {string} major */
export function nodeFolder(major) {
  if (process.versions.node.startsWith(`${major}.`)) return path.dirname(process.execPath)
  const folder = path.join(cacheDir, "versions", `node-${major}`)
  const name = `node-${process.platform}-${process.arch}`
  const bin = path.join(folder, "node_modules", name, "bin")
  if (existsSync(path.join(bin, "node"))) return bin
  mkdirSync(folder, { recursive: true })
  writeFileSync(path.join(folder, "package.json"), JSON.stringify({ private: true }))
  npm(["install", "--ignore-scripts", "--no-audit", "--no-fund", `${name}@${major}`], folder)
  return bin
}
