import { runQuietly } from "./run-quietly.mjs"

export function biome() {
  return runQuietly(process.execPath, [
    "node_modules/@biomejs/biome/bin/biome",
    "ci",
    "--error-on-warnings",
    "--colors=off",
    ".",
  ])
}
