import { describe, expect, it } from "vitest"
import { equalInConstantTime, sha256, sha256Hex } from "../../src/toolkit/digest"

describe("equalInConstantTime", () => {
  it.each([
    ["", "A"],
    ["A", ""],
    ["A", "a"],
    ["ABC", "AB"],
    ["ABC", "ABCD"],
    ["ABC", "ABC "],
    ["é", "e\u0301"],
  ])("tells %j from %j, whatever their lengths", (received, expected) => {
    expect(equalInConstantTime(received, expected)).toBe(false)
  })

  it("knows the same text again", () => expect(equalInConstantTime("6C51C9E6", "6C51C9E6")).toBe(true))
})

describe("sha256", () => {
  // FIPS 180-2, appendix B.1
  const abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"

  it("is the standard's, over UTF-8", () => {
    expect(sha256Hex("abc")).toBe(abc)
    expect(sha256(Buffer.from("abc")).toString("hex")).toBe(abc)
    expect(sha256Hex("茶")).toBe(sha256Hex(Buffer.from([0xe8, 0x8c, 0xb6])))
  })
})
