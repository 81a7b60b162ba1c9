/** Bars and gaps of each Code 39 character: nine elements, w wide, n narrow, beginning with a bar. */
const PATTERNS: Readonly<Record<string, string>> = {
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
  "*": "nwnnwnwnn",
}

const NARROW = 1
const WIDE = 3

/** An SVG of the text in Code 39, for capital letters and digits. */
export function code39(text: string): string {
  let x = 10
  let bars = ""
  for (const character of `*${text}*`) {
    const pattern = PATTERNS[character] ?? ""
    for (let i = 0; i < pattern.length; i++) {
      const width = pattern[i] === "w" ? WIDE : NARROW
      if (i % 2 === 0) bars += `<rect x="${x}" width="${width}" height="40"/>`
      x += width
    }
    x += NARROW
  }
  return `<svg viewBox="0 0 ${x + 10} 40" preserveAspectRatio="none" role="img" aria-label="${text}" fill="currentColor" shape-rendering="crispEdges">${bars}</svg>`
}
