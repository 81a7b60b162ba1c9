import type { LocalText } from "../src/toolkit/text"

/** A sentence whose words do not matter. */
export function inBoth(text: string): LocalText {
  return { en: text, "zh-TW": text }
}
