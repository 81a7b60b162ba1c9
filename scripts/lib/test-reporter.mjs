import { writeFileSync } from "node:fs"
import path from "node:path"

/**
 * `skipped`: how many by reason; `longest`: the files that took longest, with their seconds, the longest first.
 * @typedef {{ passed: number, failed: number, failures: string[], skipped: Record<string, number>, longest: [seconds: number, file: string][] }} Counts
 */

const REASON_LENGTH = 500
/** So many files are named. */
const LONGEST = 12

/** @param {import("vitest/node").TestModule} module */
function fileOf(module) {
  return path.relative(process.cwd(), module.moduleId)
}

/** The reason that was given, else the file, whose text tells. @param {import("vitest/node").TestCase} test */
function skipReason(test) {
  const result = test.result()
  return (result.state === "skipped" && result.note) || `no reason given, in ${fileOf(test.module)}`
}

/** @param {string[]} reasons */
function countEach(reasons) {
  /** @type {Record<string, number>} */
  const counts = {}
  for (const reason of reasons) counts[reason] = (counts[reason] ?? 0) + 1
  return counts
}

/** @param {string} name @param {readonly unknown[]} errors */
function failureLine(name, errors) {
  const [error] = errors
  const message = error instanceof Object && "message" in error ? error.message : error
  return `${name}: ${String(message).replaceAll(/\s+/g, " ").slice(0, REASON_LENGTH)}`
}

/** A file that cannot be loaded is a failure although none of its tests is. @param {import("vitest/node").TestModule} module */
function failuresOf(module) {
  const file = fileOf(module)
  const failures = [...module.children.allTests("failed")].map((test) =>
    failureLine(`${file} > ${test.fullName}`, test.result().errors ?? []),
  )
  return failures.length === 0 && module.state() === "failed" ? [failureLine(file, module.errors())] : failures
}

/** What a file costs, with its imports and its set-up. @param {import("vitest/node").TestModule} module */
function secondsOf(module) {
  const { collectDuration, duration } = module.diagnostic()
  return Math.round((collectDuration + duration) / 1000)
}

/** @param {readonly import("vitest/node").TestModule[]} modules @returns {Counts["longest"]} */
function longestOf(modules) {
  /** @type {Counts["longest"]} */
  const timed = modules.map((module) => [secondsOf(module), fileOf(module)])
  return timed.sort(([one], [other]) => other - one).slice(0, LONGEST)
}

/** Writes the counts of a vitest run, what failed and what was skipped, as JSON to the file named by TEST_COUNTS. */
export default class CountingReporter {
  /**
   * @param {readonly import("vitest/node").TestModule[]} modules
   * @param {readonly unknown[]} errors outside of any test
   */
  onTestRunEnd(modules, errors) {
    const failures = errors.map((error) => failureLine("outside of any test", [error]))
    /** @type {Counts} */
    const counts = { passed: 0, failed: 0, failures, skipped: {}, longest: longestOf(modules) }
    const skipped = modules.flatMap((module) => [...module.children.allTests("skipped")])
    for (const module of modules) {
      counts.passed += [...module.children.allTests("passed")].length
      failures.push(...failuresOf(module))
    }
    counts.failed = failures.length
    counts.skipped = countEach(skipped.map(skipReason))
    writeFileSync(process.env.TEST_COUNTS ?? "test-counts.json", JSON.stringify(counts))
  }
}
