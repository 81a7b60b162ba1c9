import { spawnSync } from "node:child_process"
import { installedWith, lockPackages, nameAt, shipped } from "../lib/lock-packages.mjs"
import { root } from "../lib/paths.mjs"

/** @typedef {{ name: string, severity: string }} Weakness */
/** @typedef {{ weaknesses: Weakness[] } | { silent: string }} Told */

/**
 * Known weaknesses of what is installed with what is published fail; others (of Medusa, of tools) are named. Where the registry
 * cannot be asked, that is said, and proves nothing.
 * @param {(line: string) => void} note
 */
export function audit(note) {
  const { stdout, stderr, error } = spawnSync("npm", ["audit", "--json"], {
    ...{ cwd: root, encoding: "utf8", maxBuffer: 2 ** 26, timeout: 120_000 },
  })
  const told = read(stdout ?? "", error?.message ?? stderr ?? "")
  const lock = lockPackages()
  return judge(told, new Set(installedWith(lock, shipped(lock)).map(nameAt)), note)
}

/**
 * @param {string} stdout what `npm audit --json` printed @param {string} why
 * @returns {Told}
 */
export function read(stdout, why) {
  try {
    const { vulnerabilities, message } = JSON.parse(stdout)
    if (vulnerabilities) return { weaknesses: Object.values(vulnerabilities) }
    return { silent: String(message ?? "no answer") }
  } catch {
    return { silent: why.split("\n")[0] || "no answer" }
  }
}

/** @param {Told} told @param {ReadonlySet<string>} ours @param {(line: string) => void} note @returns {string[]} */
export function judge(told, ours, note) {
  if ("silent" in told) {
    note(`the registry could not be asked about weaknesses: ${told.silent.replace(/\S+:\/\/\S+/g, "(address)")}`)
    return []
  }
  const others = told.weaknesses.filter(({ name }) => !ours.has(name))
  if (others.length > 0) note(`weak, but not shipped: ${others.map(({ name }) => name).join(", ")}`)
  return told.weaknesses
    .filter(({ name }) => ours.has(name))
    .map(({ name, severity }) => `${name} has a known weakness (${severity}) and comes with a published package`)
}
