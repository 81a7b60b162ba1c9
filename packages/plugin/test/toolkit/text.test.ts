import { describe, expect, it } from "vitest"
import { clipBytes, fullWidth, tidyText } from "../../src/toolkit/text"

describe("clipBytes", () => {
  it.each([
    ["珍珠奶茶", 11, "珍珠奶"],
    ["珍珠奶茶", 12, "珍珠奶茶"],
    ["a😀b", 4, "a"],
    ["a😀b", 5, "a😀"],
    ["a😀b", 6, "a😀b"],
    ["é", 1, ""],
    ["plain", 0, ""],
    ["", 5, ""],
  ])("cuts %j at %i bytes between characters", (text, bytes, clipped) => {
    expect(clipBytes(text, bytes)).toBe(clipped)
  })

  it("never grows and never breaks a character, wherever it cuts", () => {
    const text = "茶🧋e\u0301 tea 👩‍👩‍👧 終"
    for (let bytes = 0; bytes <= Buffer.byteLength(text); bytes += 1) {
      const clipped = clipBytes(text, bytes)
      expect(Buffer.byteLength(clipped)).toBeLessThanOrEqual(bytes)
      expect(text.startsWith(clipped) && clipped.isWellFormed()).toBe(true)
    }
  })
})

describe("tidyText", () => {
  it.each([
    ["lone high \ud83d end", "lone high \ufffd end"],
    ["\udc00", "\ufffd"],
    ["line\r\nbreak\tand\u0000null\u007f", "line break and null"],
    ["　全形　空白　", "全形 空白"],
    ["no\u00a0break\u2028line\u2029", "no break line"],
    ["  ", ""],
  ])("makes %j %j", (text, tidy) => expect(tidyText(text)).toBe(tidy))
})

describe("fullWidth", () => {
  it("reads the same", () => expect([...`"'<>&+#%!~`].map(fullWidth).join("")).toBe("＂＇＜＞＆＋＃％！～"))
})
