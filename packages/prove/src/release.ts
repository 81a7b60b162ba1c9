import { spawnSync } from "node:child_process"
import { mkdirSync, mkdtempSync, rmSync } from "node:fs"
import path from "node:path"
import type { Medusa } from "./house/medusa.js"

/** A package as the registry has it: `bank@1.2.3`, `@shop/bank@^2/providers/card`. */
export interface Release {
  /** What npm is asked for. */
  readonly wanted: string
  /** What is loaded of it. */
  readonly entry: string
}

const RELEASE = /^((?:@[\w.-]+\/)?\w[\w.-]*)@([\w.^~*-][^/\s]*)((?:\/[\w.-]+)*)$/

export function releaseIn(target: string): Release | null {
  const [, name, version, below] = RELEASE.exec(target) ?? []
  return name && version ? { wanted: `${name}@${version}`, entry: `${name}${below}` } : null
}

const QUIETLY = ["--no-audit", "--no-fund", "--no-save", "--no-package-lock", "--ignore-scripts", "--loglevel=error"]

/**
 * Installs it in a folder of its own, gone with the process. The folder lies within Medusa's own `node_modules`, so that what it is
 * a plugin of is found there, once. @throws with what npm says
 */
export function installRelease({ wanted }: Release, { nodeModules }: Pick<Medusa, "nodeModules">): string {
  const parent = path.join(nodeModules, ".prove")
  mkdirSync(parent, { recursive: true })
  const folder = mkdtempSync(path.join(parent, "release-"))
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }))
  const args = ["install", "--prefix", folder, "--legacy-peer-deps", ...QUIETLY, wanted]
  const shell = process.platform === "win32"
  const { status, stderr, error } = spawnSync("npm", args, { cwd: folder, shell, encoding: "utf8" })
  if (error || status !== 0) throw new Error(`${wanted} cannot be installed: ${error?.message ?? firstWords(stderr)}`)
  return folder
}

const firstWords = (said: string) => said.trim().split("\n").slice(0, 2).join(" ")
