import { existsSync, readFileSync } from "node:fs"
import { createRequire } from "node:module"
import path from "node:path"
import type { VersionFacts } from "../facts"
import { recordOf } from "./medusa-config"

const PACKAGES = ["@medusajs/medusa", "@medusajs/framework"]

export function versionFacts(directory: string): VersionFacts {
  const medusa = Object.fromEntries(PACKAGES.map((name) => [name, versionOf(name, directory)]))
  return { node: process.versions.node, medusa }
}

/** From the manifest on disk: not every package lets its own be required. */
function versionOf(name: string, directory: string): string | null {
  const folders = createRequire(path.join(directory, "package.json")).resolve.paths(name) ?? []
  const manifest = folders.map((folder) => path.join(folder, name, "package.json")).find((file) => existsSync(file))
  if (manifest === undefined) return null
  const { version } = recordOf(JSON.parse(readFileSync(manifest, "utf8")))
  return typeof version === "string" ? version : null
}
