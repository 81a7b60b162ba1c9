import { writeFileSync } from "node:fs"

/** @typedef {{ passed: number, failed: number, skipped: string[] }} Counts */

/** @param {import("vitest/node").TestCase} test */
function skipLine(test) {
  const result = test.result()
  const reason = result.state === "skipped" && result.note ? `: ${result.note}` : ""
  return `${test.fullName}${reason}`
}

/** A file that cannot be loaded is a failure although none of its tests is. @param {import("vitest/node").TestModule} module */
function failuresOf(module) {
  const tests = [...module.children.allTests("failed")].length
  return tests === 0 && module.state() === "failed" ? 1 : tests
}

/** Writes the counts of a vitest run as JSON to the file named by TEST_COUNTS. */
export default class CountingReporter {
  /**
   * @param {readonly import("vitest/node").TestModule[]} modules
   * @param {readonly unknown[]} errors outside of any test
   */
  onTestRunEnd(modules, errors) {
    /** @type {Counts} */
    const counts = { passed: 0, failed: errors.length, skipped: [] }
    for (const module of modules) {
      counts.passed += [...module.children.allTests("passed")].length
      counts.failed += failuresOf(module)
      counts.skipped.push(...[...module.children.allTests("skipped")].map(skipLine))
    }
    writeFileSync(process.env.TEST_COUNTS ?? "test-counts.json", JSON.stringify(counts))
  }
}
