import { describe, expect, test } from "vitest"
import { TIERS, titles } from "./cases/index.js"
import { messageOf } from "./finding.js"
import { prove as judge, type Question } from "./prove.js"
import { listOf, nextSteps, type Unfinished } from "./steps/next-steps.js"
import type { Report, Result } from "./verdict.js"

const PATIENCE_MS = 300_000

const worded = ({ seen, loss }: Result) => `${seen}\n-> ${loss}`

const resultsOf = (reports: readonly Report[], id: string) =>
  reports.flatMap(({ results }) => results).filter((result) => result.id === id)

/** Why the case applies to none of the services; null when it does. */
function lackOf(results: readonly Result[]): string | null {
  return results.every(({ verdict }) => verdict === "n/a") ? (results[0]?.seen ?? null) : null
}

/** What a reader of a red test wants to know. */
function problemsOf(results: readonly Result[]): string[] {
  return results.filter(({ verdict }) => verdict === "fail" || verdict === "not judged").map(worded)
}

/**
 * One test for each case, for CI; what does not apply is skipped, and says why:
 *
 *     import { prove } from "@taiwan-payments/prove/vitest"
 *     prove({ provider: MyProvider, adapter: await import("./bank.prove.mjs") })
 */
export function prove(question: Question): void {
  describe("prove", () => {
    let running: Promise<Report[]> | undefined
    const reports = () => {
      running ??= judge(question)
      return running
    }
    test("the provider starts, and the bank is sound", { timeout: PATIENCE_MS }, async () => {
      const troubles = await reports().then((all) => all.map(({ trouble }) => trouble), messageOf)
      expect([troubles].flat().filter(Boolean)).toEqual([])
    })
    const wanted = titles.filter(({ id, tier }) => (question.only ? id === question.only : isIn(question, tier)))
    for (const { id } of wanted) {
      test(id, { timeout: PATIENCE_MS }, async ({ skip }) => {
        const results = resultsOf(await reports(), id)
        const lack = lackOf(results)
        if (lack) skip(lack)
        expect(problemsOf(results)).toEqual([])
      })
    }
  })
}

const isIn = ({ tiers = TIERS }: Question, tier: string) => tiers.includes(tier)

/** One test, red with a numbered list until everything is written and every case passes. For packages that are begun. */
export function nothingLeft(question: Unfinished): void {
  test("nothing is left to write", { timeout: PATIENCE_MS }, async () => {
    const list = listOf(await nextSteps(question))
    if (list) throw new Error(list)
  })
}
