/** A sentence in the two languages of this package. */
export interface LocalText {
  readonly en: string
  readonly "zh-TW": string
}

/** The longest beginning of `text` that fits `maxBytes` of UTF-8, cut between characters, never inside one. */
export function clipBytes(text: string, maxBytes: number): string {
  let size = 0
  let clipped = ""
  for (const character of text) {
    size += Buffer.byteLength(character)
    if (size > maxBytes) break
    clipped += character
  }
  return clipped
}

/** Lone surrogates become U+FFFD, control characters a space, runs of space one space. */
export function tidyText(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\p{Cc}\p{Zs}\p{Zl}\p{Zp}]+/gu, " ")
    .trim()
}

/**
 * A text as gateways take it that sign a form: nothing beyond the Basic Multilingual Plane (most emoji), of which nobody knows whether
 * both sides encode it alike, and none of the joiners that then join nothing.
 */
export function withinBmp(text: string): string {
  return tidyText(text.replace(/[\u{10000}-\u{10ffff}\u200d\ufe0e\ufe0f\u20e3]/gu, ""))
}

/** An ASCII character as its full-width form, which reads the same and means nothing to a machine. */
export function fullWidth(character: string): string {
  return String.fromCodePoint((character.codePointAt(0) ?? 0) + 0xfee0)
}
