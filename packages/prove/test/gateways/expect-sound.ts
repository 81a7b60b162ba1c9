import { expect } from "vitest"
import type { Report, Result } from "../../src/verdict.js"

/** Whatever is not judged says why: it was declared, or the bank of this gateway never does it. */
const REASON = /: (declared: |not given as a package|the bank |the buyer's browser |a declined trade )/

const found = (results: readonly Result[], ...verdicts: string[]) =>
  results.filter(({ verdict }) => verdicts.includes(verdict)).map(({ id, seen }) => `${id}: ${seen}`)

export function expectSound(report: Report | undefined): void {
  if (!report) throw new Error("no report")
  expect(report.trouble).toBeNull()
  expectAllSound(report.results)
}

export function expectAllSound(results: readonly Result[]): void {
  expect(found(results, "fail", "not judged")).toEqual([])
  expect(found(results, "n/a").filter((line) => !REASON.test(line))).toEqual([])
}
