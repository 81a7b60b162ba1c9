import { mkdirSync } from "node:fs"
import path from "node:path"
import { Stryker } from "@stryker-mutator/core"
import { parts } from "../mutation/parts.mjs"
import { readReport } from "../mutation/report.mjs"
import { cacheDir } from "./lib/paths.mjs"

/**
 * Changes one thing at a time in the code that decides about money, and sees whether a test notices.
 * npm run mutate -- codecs [files…]; what was measured before and has not changed is not measured again.
 * @param {string} name @param {string[]} files
 */
async function mutate(name, files) {
  const part = parts[name]
  if (!part) throw new Error(`Which part? ${Object.keys(parts).join(", ")}`)
  process.env.MUTATION_PART = name
  const folder = path.join(cacheDir, "mutation")
  mkdirSync(folder, { recursive: true })
  const fileName = path.join(folder, `${name}.json`)
  await new Stryker({
    testRunner: "vitest",
    vitest: { configFile: "mutation/vitest.config.mjs", related: true },
    plugins: ["@stryker-mutator/vitest-runner"],
    mutate: files.length > 0 ? files : part.mutate,
    ignorePatterns: ["**/dist", "**/.medusa", ".cache", "docs", "**/*.md"],
    tempDirName: ".cache/stryker",
    concurrency: Number(process.env.MUTATION_WORKERS ?? 2),
    timeoutMS: 30_000,
    disableTypeChecks: false,
    ignoreStatic: false,
    incremental: true,
    incrementalFile: path.join(folder, `${name}-known.json`),
    reporters: ["json"],
    jsonReporter: { fileName },
    allowConsoleColors: false,
    checkers: [],
  }).runMutationTest()
  return readReport(fileName)
}

const [name = "", ...files] = process.argv.slice(2)
const { lines, share } = await mutate(name, files)
for (const line of lines) console.log(line)
console.log(`${share.toFixed(1)} % killed (at least ${parts[name].least} %)`)
process.exitCode = share < parts[name].least ? 1 : 0
