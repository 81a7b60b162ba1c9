import { readFileSync } from "node:fs"
import { createRequire } from "node:module"
import path from "node:path"
import type { VersionFacts } from "../facts"
import { recordOf } from "./medusa-config"

const PACKAGES = ["@medusajs/medusa", "@medusajs/framework"]

export function versionFacts(directory: string): VersionFacts {
  const require = createRequire(path.join(directory, "package.json"))
  return {
    node: process.versions.node,
    medusa: Object.fromEntries(PACKAGES.map((name) => [name, versionOf(name, require)])),
  }
}

function versionOf(name: string, require: NodeJS.Require): string | null {
  try {
    const { version } = recordOf(JSON.parse(readFileSync(require.resolve(`${name}/package.json`), "utf8")))
    return typeof version === "string" ? version : null
  } catch {
    // Not installed here; that is what there is to know.
    return null
  }
}
