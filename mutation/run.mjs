import { mkdirSync } from "node:fs"
import path from "node:path"
import { Stryker } from "@stryker-mutator/core"
import { cacheDir } from "../scripts/lib/paths.mjs"
import { startTestServer } from "../scripts/lib/template.mjs"
import { choose } from "./chosen.mjs"
import { measuring } from "./known.mjs"
import { partOf, SLOW, SRC } from "./parts.mjs"
import { outcomesIn } from "./report.mjs"

const folder = path.join(cacheDir, "mutation")

/**
 * Changes one thing at a time in some files of a part, and sees whether a test notices. What was measured before
 * on this machine, and has not changed, is not measured again. What came of it stands in mutation/known.json.
 * @param {string} name of the part @param {string[]} files @param {{ workers: number, afresh: boolean }} wish
 */
export async function measure(name, files, { workers, afresh }) {
  const part = partOf(name)
  const incrementalFile = path.join(folder, `${name}-known.json`)
  mkdirSync(folder, { recursive: true })
  const server = part.database ? await startTestServer({ inMemory: true }) : null
  const testServer = server && { base: server.urlOf("postgres"), template: server.template }
  const keep = measuring(files)
  const without = [...SLOW, ...(part.without?.() ?? [])]
  choose({ tests: [...new Set(files.flatMap(part.testsOf))], without, testServer })
  try {
    await new Stryker({
      ...{ testRunner: "vitest", plugins: ["@stryker-mutator/vitest-runner"] },
      vitest: { configFile: "mutation/vitest.config.mjs", related: true },
      mutate: files.map((file) => `${SRC}/${file}`),
      ...{ ignorePatterns: ["**/dist", "**/.medusa", ".cache", "docs", "**/*.md"], tempDirName: ".cache/stryker" },
      ...{ concurrency: workers, timeoutMS: 40_000, disableTypeChecks: false, dryRunTimeoutMinutes: 30 },
      ...{ incremental: true, incrementalFile, force: afresh },
      ...{
        reporters: ["json", "progress-append-only"],
        jsonReporter: { fileName: path.join(folder, `${name}.json`) },
        allowConsoleColors: false,
      },
    }).runMutationTest()
    keep(outcomesIn(incrementalFile, files))
  } finally {
    await server?.stop()
  }
}
