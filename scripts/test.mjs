import { spawnSync } from "node:child_process"
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs"
import path from "node:path"
import { install } from "./lib/install.mjs"
import { cacheDir, root } from "./lib/paths.mjs"
import { allRequired, missingServices } from "./lib/services.mjs"

/** @typedef {import("./lib/test-reporter.mjs").Counts} Counts */

const countsFile = path.join(cacheDir, "test-counts.json")

/** What the reporter has written; nothing when no file had a test. @returns {Counts} */
function readCounts() {
  return existsSync(countsFile) ? JSON.parse(readFileSync(countsFile, "utf8")) : { passed: 0, failed: 0, skipped: [] }
}

/**
 * One run of vitest, its output shown as it comes. A run that fails without a word counts as one failure.
 * @param {string} project
 * @param {string[]} filters
 */
function runVitest(project, filters) {
  rmSync(countsFile, { force: true })
  const reporters = ["--reporter=default", "--reporter=./scripts/lib/test-reporter.mjs"]
  const { status } = spawnSync(
    process.execPath,
    ["node_modules/vitest/vitest.mjs", "run", "--passWithNoTests", "--project", project, ...reporters, ...filters],
    { cwd: root, stdio: "inherit", env: { ...process.env, TEST_COUNTS: countsFile } },
  )
  const counts = readCounts()
  return status !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts
}

/** @param {Counts} total */
function report({ passed, failed, skipped }) {
  for (const line of skipped) console.log(`skipped: ${line}`)
  for (const reason of missingServices())
    console.log(allRequired ? `failed: ${reason}` : `skipped for want of it: ${reason}`)
  const failures = failed + (allRequired ? missingServices().length : 0)
  if (passed + failures === 0) console.log("no test ran")
  console.log(`${passed} passed, ${failures} failed${skipped.length > 0 ? `, ${skipped.length} skipped` : ""}`)
  process.exitCode = failures > 0 || passed === 0 ? 1 : 0
}

/** @param {string[]} filters */
async function main(filters) {
  mkdirSync(cacheDir, { recursive: true })
  await install(console.log)
  const { build, packages } = await import("./lib/build.mjs")
  await build(packages)
  // Real servers want the two cores for themselves, so they come second.
  const runs = ["!e2e", "e2e"].map((project) => runVitest(project, filters))
  report({
    passed: runs.reduce((sum, { passed }) => sum + passed, 0),
    failed: runs.reduce((sum, { failed }) => sum + failed, 0),
    skipped: runs.flatMap(({ skipped }) => skipped),
  })
}

main(process.argv.slice(2)).catch((error) => {
  console.error(error.message)
  console.log("0 passed, 1 failed")
  process.exitCode = 1
})
