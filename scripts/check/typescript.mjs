import path from "node:path"
import { filesOf } from "../lib/digest.mjs"
import { runQuietly } from "./run-quietly.mjs"

/** Its packages are not ours: scripts/newcomer.mjs installs them in an empty folder, and checks it there. */
const elsewhere = "examples/nextjs"

/** Every project of the checkout, by its tsconfig.json. */
export function types() {
  const projects = ["packages", "examples", "e2e", "bench", "templates"].flatMap(filesOf).filter(isOurs)
  const configs = ["tsconfig.json", ...projects.filter((file) => path.basename(file) === "tsconfig.json")]
  return configs.flatMap((config) =>
    runQuietly(process.execPath, ["node_modules/typescript/bin/tsc", "--noEmit", "-p", config]),
  )
}

/** @param {string} file */
const isOurs = (file) => !file.startsWith(elsewhere.split("/").join(path.sep))
