import type { Explanation } from "./contract/explanation"
import type { LocalText } from "./text"

/** One of a vendor's codes: what a shopper may read, and what it means, in both languages. */
export type CodeRow = readonly [code: string, shopper: LocalText, english: string, chinese: string]

/** A table of codes as a gateway's `explain`: null for a code that is not in it. */
export function wordsOf(rows: readonly CodeRow[]): (code: string) => Explanation | null {
  const words = new Map(rows.map(([code, shopper, en, zh]) => [code, { shopper, merchant: { en, "zh-TW": zh } }]))
  return (code) => words.get(code) ?? null
}

/** What a merchant reads of a refusal: who refused, what the code means, and always the vendor's own words. */
export function refusalWords(
  vendor: LocalText,
  code: string,
  explanation: Explanation | null,
  vendorsWords: string,
): LocalText {
  const meaning = (language: keyof LocalText) =>
    [explanation?.merchant[language], vendorsWords].filter(Boolean).join(" ")
  return {
    en: `${vendor.en} refused (${code}): ${meaning("en")}`,
    "zh-TW": `${vendor["zh-TW"]}拒絕（${code}）：${meaning("zh-TW")}`,
  }
}
