import { spawnSync } from "node:child_process"
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { afterAll, expect, test } from "vitest"
import { root } from "./paths.mjs"

const folder = mkdtempSync(path.join(tmpdir(), "reporter-test-"))
afterAll(() => rmSync(folder, { recursive: true }))

/** Runs vitest on one test file. @param {string} code */
function countsOf(code) {
  writeFileSync(path.join(folder, "case.test.mjs"), code)
  const counts = path.join(folder, "counts.json")
  const reporter = path.join(root, "scripts/lib/test-reporter.mjs")
  const vitest = path.join(root, "node_modules/vitest/vitest.mjs")
  const args = [vitest, "run", "--globals", "--root", folder, "--dir", folder, "--reporter", reporter]
  spawnSync(process.execPath, args, { cwd: folder, env: { ...process.env, TEST_COUNTS: counts } })
  return JSON.parse(readFileSync(counts, "utf8"))
}

test("passed, failed and skipped are counted, with the reason", () => {
  const code =
    'test("a", () => {}); test("b", () => { expect(1).toBe(2) }); test.for([1, 2])("c%i", (_, { skip }) => skip("no Redis"))'
  expect(countsOf(code)).toMatchObject({ passed: 1, failed: 1, skipped: { "no Redis": 2 } })
})

test("what failed is named with its file and the first reason, in one line", () => {
  const [failure] = countsOf('test("b", () => { expect(1).toBe(2) })').failures
  expect(failure).toMatch(/^case\.test\.mjs > b: expected 1 to be 2[^\n]*$/)
})

test("a file that cannot be loaded is a failure", () => {
  const counts = countsOf('import "./missing.mjs"; test("a", () => {})')
  expect(counts).toMatchObject({ passed: 0, failed: 1, skipped: {} })
  expect(counts.failures[0]).toMatch(/^case\.test\.mjs: .*missing\.mjs/)
})

test("an error outside of a test is a failure", () => {
  const code =
    'test("a", () => { setTimeout(() => { throw new Error("late") }, 0); return new Promise((r) => setTimeout(r, 50)) })'
  expect(countsOf(code).failed).toBe(1)
})

test("what took long is named with its seconds", () => {
  const code = 'test("a", () => new Promise((resolve) => setTimeout(resolve, 1600)))'
  const [[seconds, file]] = countsOf(code).longest
  expect(file).toBe("case.test.mjs")
  expect(seconds).toBeGreaterThan(0)
})
