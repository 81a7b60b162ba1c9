// Code 39, ISO/IEC 16388: nine elements a character, bar first, bars and spaces in turn; w is wide, n is narrow.
const patterns: Readonly<Record<string, string>> = {
  "0": "nnnwwnwnn",
  "1": "wnnwnnnnw",
  "2": "nnwwnnnnw",
  "3": "wnwwnnnnn",
  "4": "nnnwwnnnw",
  "5": "wnnwwnnnn",
  "6": "nnwwwnnnn",
  "7": "nnnwnnwnw",
  "8": "wnnwnnwnn",
  "9": "nnwwnnwnn",
  A: "wnnnnwnnw",
  B: "nnwnnwnnw",
  C: "wnwnnwnnn",
  D: "nnnnwwnnw",
  E: "wnnnwwnnn",
  F: "nnwnwwnnn",
  G: "nnnnnwwnw",
  H: "wnnnnwwnn",
  I: "nnwnnwwnn",
  J: "nnnnwwwnn",
  K: "wnnnnnnww",
  L: "nnwnnnnww",
  M: "wnwnnnnwn",
  N: "nnnnwnnww",
  O: "wnnnwnnwn",
  P: "nnwnwnnwn",
  Q: "nnnnnnwww",
  R: "wnnnnnwwn",
  S: "nnwnnnwwn",
  T: "nnnnwnwwn",
  U: "wwnnnnnnw",
  V: "nwwnnnnnw",
  W: "wwwnnnnnn",
  X: "nwnnwnnnw",
  Y: "wwnnwnnnn",
  Z: "nwwnwnnnn",
  "-": "nwnnnnwnw",
  ".": "wwnnnnwnn",
  " ": "nwwnnnwnn",
  $: "nwnwnwnnn",
  "/": "nwnwnnnwn",
  "+": "nwnnnwnwn",
  "%": "nnnwnwnwn",
}
const startStop = "nwnnwnwnn"

/**
 * The elements of a Code 39 symbol with its start and stop characters: bar, space, bar, … each `n` or `w`.
 *
 * @throws RangeError for an empty text or a character outside `0-9 A-Z - . $ / + %` and space.
 */
export function code39(text: string): string {
  if (text === "") throw new RangeError("A barcode needs at least one character.")
  return [startStop, ...Array.from(text, pattern), startStop].join("n")
}

function pattern(character: string): string {
  const found = Object.hasOwn(patterns, character) ? patterns[character] : undefined
  if (!found) throw new RangeError("A character that Code 39 does not have.")
  return found
}

export interface BarcodeDrawing {
  /** Pixels, quiet zones included. */
  readonly width: number
  readonly height: number
  /** SVG path data: one rectangle for each bar. */
  readonly path: string
}

export interface BarcodeOptions {
  /** Width of a narrow bar in pixels, even so that wide bars are whole pixels too; 2 by default. */
  readonly narrow?: number
  /** Height of the bars in pixels; 72 by default. */
  readonly height?: number
}

// Wide to narrow must lie between 2 and 3; the quiet zone is ten narrow bars on each side.
const wideRatio = 2.5
const quietBars = 10

/** Draws a Code 39 symbol as an SVG path. @throws RangeError as `code39` does. */
export function drawBarcode(text: string, { narrow = 2, height = 72 }: BarcodeOptions = {}): BarcodeDrawing {
  let x = quietBars * narrow
  const bars: string[] = []
  for (const [index, element] of [...code39(text)].entries()) {
    const width = element === "w" ? narrow * wideRatio : narrow
    if (index % 2 === 0) bars.push(`M${x} 0h${width}v${height}h-${width}z`)
    x += width
  }
  return { width: x + quietBars * narrow, height, path: bars.join("") }
}
