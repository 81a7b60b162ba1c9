import { existsSync, readFileSync } from "node:fs"
import path from "node:path"
import { cacheDir, root } from "./paths.mjs"
import { run } from "./process.mjs"

/**
 * @typedef {{ version?: string, optional?: boolean, link?: boolean, inBundle?: boolean }} Locked
 * @param {string} file
 * @returns {Record<string, Locked>}
 */
function lockedPackages(file) {
  return JSON.parse(readFileSync(path.join(root, file), "utf8")).packages
}

/** Whether node_modules holds what package-lock.json asks for. */
function isInstalled() {
  if (!existsSync(path.join(root, "node_modules/.package-lock.json"))) return false
  const installed = lockedPackages("node_modules/.package-lock.json")
  return Object.entries(lockedPackages("package-lock.json")).every(
    ([place, { version, optional, link }]) =>
      !place.includes("node_modules/") ||
      optional ||
      (link ? existsSync(path.join(root, place)) : installed[place]?.version === version),
  )
}

/** Installs the dependencies where they are missing or not those of the lock file. @param {(line: string) => void} say */
export async function install(say) {
  if (isInstalled()) return
  say("installing dependencies (npm ci)")
  await run({
    name: "npm ci",
    command: "npm",
    args: ["ci", "--no-audit", "--no-fund"],
    cwd: root,
    logFile: path.join(cacheDir, "logs", "npm-ci.log"),
  })
}
