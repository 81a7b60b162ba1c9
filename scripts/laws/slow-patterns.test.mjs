import { expect, test } from "vitest"
import { verdict } from "./law-testing.mjs"
import { judged, patternsOf, slowPatterns, writtenOut } from "./slow-patterns.mjs"
import { readTree } from "./tree.mjs"

const file = "packages/plugin/src/toolkit/some.ts"
const HANGS_MS = 300_000

test.each(["/^(a+)+$/", "/^(\\w+\\s?)*$/", "/^[^@]+@[^@]+\\.[^@]+$/", "/\\s+$/"])("%s is slow", (pattern) => {
  expect(verdict(slowPatterns, file, `const shape = ${pattern}`).join()).toMatch(/exponential|polynomial/)
})

// Judged by trying, against the clock: a busy machine may take its own slowness for the pattern's.
test.each(["/^\\w{1,64}$/", "/(?<!\\s)\\s+$/", "/a|b/g"])("%s is not", { retry: 2, timeout: HANGS_MS }, (pattern) => {
  expect(verdict(slowPatterns, file, `const shape = ${pattern}`)).toEqual([])
})

test("what a text can slow down says what bounds it, and ends at that bound", { timeout: HANGS_MS }, () => {
  const there = new Set(patternsOf(readTree()).map(writtenOut))
  for (const { pattern, pump, most, why } of judged.bounded) {
    expect(there.has(pattern), `${pattern} is gone: node scripts/laws/judge-patterns.mjs`).toBe(true)
    expect(why.length).toBeGreaterThan(20)
    const end = pattern.lastIndexOf("/")
    const began = performance.now()
    pump
      .repeat(Math.ceil(most / pump.length))
      .slice(0, most)
      .replace(new RegExp(pattern.slice(1, end), pattern.slice(end + 1)), "")
    expect(performance.now() - began, pattern).toBeLessThan(60_000)
  }
})
