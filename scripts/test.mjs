import { spawnSync } from "node:child_process"
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs"
import path from "node:path"
import { install } from "./lib/install.mjs"
import { cacheDir, root } from "./lib/paths.mjs"
import { allRequired, missingServices, programOf } from "./lib/services.mjs"

/** @typedef {import("./lib/test-reporter.mjs").Counts} Counts */

/** @type {Counts} */
const NOTHING = { passed: 0, failed: 0, failures: [], skipped: {}, longest: [] }
const countsFile = path.join(cacheDir, "test-counts.json")

/** What the reporter has written; nothing when no file had a test. @returns {Counts} */
function readCounts() {
  return existsSync(countsFile) ? JSON.parse(readFileSync(countsFile, "utf8")) : NOTHING
}

/**
 * One run of vitest, its output shown as it comes. A run that fails without a word counts as one failure.
 * @param {string[]} filters
 * @param {Record<string, string>} [env]
 */
function runVitest(filters, env) {
  rmSync(countsFile, { force: true })
  const reporters = ["--reporter=default", "--reporter=./scripts/lib/test-reporter.mjs"]
  const { status } = spawnSync(
    process.execPath,
    ["node_modules/vitest/vitest.mjs", "run", "--passWithNoTests", ...reporters, ...filters],
    { cwd: root, stdio: "inherit", env: { ...process.env, TEST_COUNTS: countsFile, ...env } },
  )
  const counts = readCounts()
  return status !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts
}

/** Everything but what wants a server or a database. @param {string[]} filters */
async function runQuick(filters) {
  const { readTree } = await import("./laws/tree.mjs")
  const { quickTests } = await import("./lib/quick-tests.mjs")
  const wanted = quickTests(readTree()).filter(
    (file) => filters.length === 0 || filters.some((filter) => file.includes(filter)),
  )
  return wanted.length > 0 ? runVitest(wanted, { TEST_QUICK: "true" }) : NOTHING
}

/** All that is made once for all tests. What only some of them need is left to them when few are run. @param {boolean} isWhole */
async function prepare(isWhole) {
  await install(console.log)
  const { build, shown, tested } = await import("./lib/build.mjs")
  await build(tested)
  if (!isWhole) return
  const { prepareTemplate } = await import("./lib/template.mjs")
  // Should a page not build, the tests that show it say so.
  const building = programOf("chromium") ? build(shown).catch((error) => console.error(error.message)) : null
  await Promise.all([building, prepareTemplate()])
}

/** What failed stands last, where the end of a long output shows it. @param {Counts} counts @param {string[]} missing */
function report(counts, missing) {
  if (counts.longest.length > 1) console.log(`longest: ${counts.longest.map((told) => told.join(" s ")).join(", ")}`)
  const reasons = Object.entries(counts.skipped).sort(([, a], [, b]) => b - a)
  for (const [reason, times] of reasons) console.log(`skipped ${times}: ${reason}`)
  for (const reason of missing) console.log(allRequired ? `failed: ${reason}` : `skipped for want of it: ${reason}`)
  for (const line of counts.failures) console.log(`failed: ${line}`)
  const failed = counts.failed + (allRequired ? missing.length : 0)
  const skipped = reasons.reduce((sum, [, times]) => sum + times, 0)
  if (counts.passed + failed === 0) console.log("no test ran")
  console.log(`${counts.passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`)
  process.exitCode = failed > 0 || counts.passed === 0 ? 1 : 0
}

/** @param {string[]} args "--quick", and parts of the paths of test files */
async function main(args) {
  const filters = args.filter((arg) => arg !== "--quick")
  mkdirSync(cacheDir, { recursive: true })
  await prepare(args.length === 0)
  if (args.includes("--quick")) report(await runQuick(filters), [])
  else report(runVitest(filters), missingServices())
}

main(process.argv.slice(2)).catch((error) => {
  console.error(error.message)
  console.log("0 passed, 1 failed")
  process.exitCode = 1
})
