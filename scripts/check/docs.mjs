import { existsSync } from "node:fs"
import path from "node:path"
import { root } from "../lib/paths.mjs"
import { runQuietly } from "./run-quietly.mjs"

/** The generated tables are those that would be generated now. */
export function docs() {
  if (!existsSync(path.join(root, "scripts/docs.mjs"))) return []
  return runQuietly(process.execPath, ["scripts/docs.mjs", "--check"])
}
