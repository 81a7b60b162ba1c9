import { describe, expect, it } from "vitest"
import { ALPHANUMERIC, newTradeNumber } from "../../src/toolkit/trade-number"

const RULE = { length: 20, alphabet: ALPHANUMERIC }

/** Chi-squared over the letters of many numbers; grows with any letter that is too frequent or too rare. */
function unevenness(alphabet: string, numbers: readonly string[]): number {
  const counts = new Map([...alphabet].map((letter) => [letter, 0]))
  for (const letter of numbers.join("")) counts.set(letter, (counts.get(letter) ?? 0) + 1)
  const expected = numbers.join("").length / alphabet.length
  return [...counts.values()].reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0)
}

describe("newTradeNumber", () => {
  it("throws away the bytes that a modulo would favour", () => {
    const bytes = [252, 253, 254, 255, 0, 35, 36, 251]
    const random = () => Buffer.from(bytes)
    expect(newTradeNumber({ length: 4, alphabet: ALPHANUMERIC }, random)).toBe("0Z0Z")
  })

  it("asks for more chance when too many bytes were thrown away", () => {
    const supplies = [Buffer.from([255, 255, 1]), Buffer.from([255, 2, 3])]
    expect(newTradeNumber({ length: 3, alphabet: ALPHANUMERIC }, () => supplies.shift() ?? Buffer.alloc(3))).toBe("123")
  })

  it("keeps to the length and the alphabet", () => {
    for (let i = 0; i < 500; i += 1) expect(newTradeNumber(RULE)).toMatch(/^[0-9A-Z]{20}$/)
    expect(newTradeNumber({ length: 7, alphabet: "01" })).toMatch(/^[01]{7}$/)
  })

  it("uses every letter equally often", () => {
    const numbers = Array.from({ length: 5_000 }, () => newTradeNumber(RULE))
    // 35 degrees of freedom: beyond 90 once in a million runs. A plain modulo over 256 bytes gives about 230.
    expect(unevenness(ALPHANUMERIC, numbers)).toBeLessThan(90)
    const biased = Array.from({ length: 100_000 }, (_, i) => ALPHANUMERIC[(i % 256) % 36] ?? "")
    expect(unevenness(ALPHANUMERIC, biased)).toBeGreaterThan(90)
  })

  it("never repeats, nor does a prefix of half its length", () => {
    const numbers = Array.from({ length: 20_000 }, () => newTradeNumber(RULE))
    expect(new Set(numbers).size).toBe(numbers.length)
    expect(new Set(numbers.map((number) => number.slice(0, 10))).size).toBe(numbers.length)
  })
})
