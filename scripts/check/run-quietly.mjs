import { spawnSync } from "node:child_process"
import { root } from "../lib/paths.mjs"

/**
 * Runs a command; its output matters only when it fails.
 * @param {string} command
 * @param {string[]} args
 * @param {string} [cwd]
 * @returns {string[]} its output's lines when it failed, else nothing
 */
export function runQuietly(command, args, cwd = root) {
  const { status, stdout, stderr, error } = spawnSync(command, args, { cwd, encoding: "utf8", maxBuffer: 2 ** 26 })
  if (error) return [`${command} cannot be started: ${error.message}`]
  if (status === 0) return []
  const lines = `${stdout}${stderr}`.split("\n").filter((line) => line.trim() !== "")
  return lines.length > 0 ? lines : [`${command} ${args.join(" ")} ended with ${status}`]
}
