import type { Explanation } from "./contract/explanation"
import type { LocalText } from "./text"

/** One of a vendor's codes: what a shopper may read, and what it means, in both languages. */
export type CodeRow = readonly [code: string, shopper: LocalText, english: string, chinese: string]

/** A table of codes as a gateway's `explain`: null for a code that is not in it. */
export function wordsOf(rows: readonly CodeRow[]): (code: string) => Explanation | null {
  const words = new Map(rows.map(([code, shopper, en, zh]) => [code, { shopper, merchant: { en, "zh-TW": zh } }]))
  return (code) => words.get(code) ?? null
}
