import type { CaseTitle, Tier } from "./cases/case.js"
import type { Facts } from "./facts.js"

export type Judgement = "pass" | "fail" | "n/a" | "not judged"

export interface Result {
  readonly id: string
  readonly tier: Tier
  readonly verdict: Judgement
  /** What was seen in both books, or why it was not judged. */
  readonly seen: string | null
  /** What a shop would lose. */
  readonly loss: string
  readonly ms: number
  readonly requests: readonly { method: string; host: string; path: string; status: number | null; moved: boolean }[]
}

/** 0 passed · 1 contract or money failed · 2 not judged, or not all that was asked for · 3 only manners failed · 4 the bank is unsound. */
export type ExitCode = 0 | 1 | 2 | 3 | 4

/** What one provider came to. */
export interface Report {
  readonly schema: 1
  readonly provider: {
    readonly package: string | null
    readonly version: string | null
    readonly integrity: string | null
    readonly identifier: string
  }
  readonly medusa: string
  readonly node: string
  readonly bank: { readonly sha256: string | null; readonly source: string | null }
  readonly facts: Facts
  readonly results: readonly Result[]
  /** Why nothing was judged: an unsound bank, a provider that does not start, or a case that does not apply to it. */
  readonly trouble: string | null
  readonly exit: ExitCode
}

interface Reading {
  readonly strict: boolean
  /** Whether a case was asked for; gates run before it, too. All are, where it is left out. */
  readonly isAsked?: ((result: Pick<Result, "id" | "tier">) => boolean) | undefined
}

/** What was asked for and has no verdict: it failed nothing, and passed nothing. */
export function withoutVerdict(results: readonly Result[], isAsked: Reading["isAsked"] = () => true): Result[] {
  const asked = results.filter(isAsked)
  const isJudged = asked.some(({ verdict }) => verdict === "pass" || verdict === "fail")
  return asked.filter(({ verdict }) => verdict === "not judged" || (!isJudged && verdict === "n/a"))
}

/** A gate that failed leaves the shop without a verdict on what it guards. */
export function exitOf(
  results: readonly Result[],
  gates: readonly Pick<CaseTitle, "id">[],
  { strict, isAsked }: Reading,
): ExitCode {
  const failed = results.filter(({ verdict }) => verdict === "fail")
  if (failed.some(({ id }) => gates.some((gate) => gate.id === id))) return 2
  if (failed.some(({ tier }) => tier !== "manners")) return 1
  if (failed.length > 0) return strict ? 1 : 3
  const passed = results.some(({ verdict }) => verdict === "pass")
  return passed && withoutVerdict(results, isAsked).length === 0 ? 0 : 2
}
