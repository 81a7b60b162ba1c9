import { mkdirSync } from "node:fs"
import path from "node:path"
import { Stryker } from "@stryker-mutator/core"
import { partOf } from "../mutation/parts.mjs"
import { readReport } from "../mutation/report.mjs"
import { cacheDir } from "./lib/paths.mjs"

const folder = path.join(cacheDir, "mutation")

/**
 * Changes one thing at a time in the code that decides about money, and sees whether a test notices.
 * npm run mutate -- codecs [files…]; what was measured before and has not changed is not measured again.
 * @param {string} name @param {import("../mutation/parts.mjs").Part} part @param {string[]} files
 */
async function mutate(name, { mutate }, files) {
  process.env.MUTATION_PART = name
  mkdirSync(folder, { recursive: true })
  const fileName = path.join(folder, `${name}.json`)
  await new Stryker({
    ...{ testRunner: "vitest", plugins: ["@stryker-mutator/vitest-runner"] },
    vitest: { configFile: "mutation/vitest.config.mjs", related: true },
    mutate: files.length > 0 ? files : mutate,
    ...{ ignorePatterns: ["**/dist", "**/.medusa", ".cache", "docs", "**/*.md"], tempDirName: ".cache/stryker" },
    ...{ concurrency: Number(process.env.MUTATION_WORKERS ?? 2), timeoutMS: 30_000, disableTypeChecks: false },
    ...{ incremental: true, incrementalFile: path.join(folder, `${name}-known.json`) },
    ...{ reporters: ["json"], jsonReporter: { fileName }, allowConsoleColors: false },
  }).runMutationTest()
  return readReport(fileName)
}

/** @param {string[]} args */
async function main([name = "", ...files]) {
  const part = partOf(name)
  const { lines, share, total, killed, equivalent } = await mutate(name, part, files)
  for (const line of lines) console.log(line)
  const counts = `${killed} of ${total} killed, ${equivalent} equivalent`
  console.log(`${counts}: ${share.toFixed(1)} % (at least ${part.least} %)`)
  process.exitCode = share < part.least ? 1 : 0
}

await main(process.argv.slice(2))
