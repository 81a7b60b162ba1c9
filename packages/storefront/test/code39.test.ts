import { describe, expect, it } from "vitest"
import { code39, drawBarcode } from "../src/code39.js"

// The other usual notation of the same symbols: 1 is a narrow piece of bar, 0 of space, a wide element is two of them.
const published: Readonly<Record<string, string>> = {
  "0": "101001101101",
  "1": "110100101011",
  "2": "101100101011",
  "3": "110110010101",
  "4": "101001101011",
  "5": "110100110101",
  "6": "101100110101",
  "7": "101001011011",
  "8": "110100101101",
  "9": "101100101101",
  A: "110101001011",
  B: "101101001011",
  C: "110110100101",
  D: "101011001011",
  E: "110101100101",
  F: "101101100101",
  G: "101010011011",
  H: "110101001101",
  I: "101101001101",
  J: "101011001101",
  K: "110101010011",
  L: "101101010011",
  M: "110110101001",
  N: "101011010011",
  O: "110101101001",
  P: "101101101001",
  Q: "101010110011",
  R: "110101011001",
  S: "101101011001",
  T: "101011011001",
  U: "110010101011",
  V: "100110101011",
  W: "110011010101",
  X: "100101101011",
  Y: "110010110101",
  Z: "100110110101",
  "-": "100101011011",
  ".": "110010101101",
  " ": "100110101101",
  $: "100100100101",
  "/": "100100101001",
  "+": "100101001001",
  "%": "101001001001",
}
const startStop = "100101101101"

function inPieces(elements: string): string {
  return Array.from(elements, (element, index) => (index % 2 === 0 ? "1" : "0").repeat(element === "w" ? 2 : 1)).join(
    "",
  )
}

describe("code39", () => {
  it.each(["", "*", "a", "條", "1105036ea", "é", "A\n", "constructor"])("refuses %j", (text) => {
    expect(() => code39(text)).toThrow(RangeError)
  })

  it("draws every character as published", () => {
    expect(Object.keys(published)).toHaveLength(43)
    for (const [character, pieces] of Object.entries(published)) {
      expect(inPieces(code39(character)), character).toBe(`${startStop}0${pieces}0${startStop}`)
    }
  })

  it("draws ECPay's three recorded barcodes, each character once, between start and stop", () => {
    for (const text of ["1105036EA", "3453011539101592", "042677000001500"]) {
      const expected = [startStop, ...Array.from(text, (character) => published[character]), startStop].join("0")
      expect(inPieces(code39(text))).toBe(expected)
    }
  })
})

describe("drawBarcode", () => {
  it("refuses what Code 39 refuses", () => {
    expect(() => drawBarcode("~")).toThrow(RangeError)
  })

  it("keeps a quiet zone of ten narrow bars on both sides", () => {
    const { width, path } = drawBarcode("A", { narrow: 2 })
    const bars = barsOf(path)
    expect(bars[0]?.x).toBe(20)
    const last = bars.at(-1)
    expect(width - ((last?.x ?? 0) + (last?.width ?? 0))).toBe(20)
  })

  it("draws five bars a character, two or five pixels wide and never overlapping", () => {
    const bars = barsOf(drawBarcode("3453011539101592").path)
    expect(bars).toHaveLength(18 * 5)
    for (const [index, bar] of bars.entries()) {
      expect([2, 5]).toContain(bar.width)
      const before = bars[index - 1]
      if (before) expect(bar.x - before.x - before.width).toBeGreaterThanOrEqual(2)
    }
  })
})

function barsOf(path: string): readonly { x: number; width: number }[] {
  return Array.from(path.matchAll(/M(\d+) 0h(\d+)v\d+h-\2z/g), ([, x, width]) => ({
    x: Number(x),
    width: Number(width),
  }))
}
