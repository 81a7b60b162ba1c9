import { describe, expect, it } from "vitest"
import { explain } from "../../../src/providers/payuni/codes"

describe("a code in words", () => {
  it.each(["CREDIT99999", "status 1", "2", "", "constructor", "__proto__", "toString"])(
    "is none for what is in no table: %j",
    (code) => expect(explain(code)).toBeNull(),
  )

  it.each(["UNKNOWN", "OK", "status 8", "API00009"])(
    "of what is undecided never says that nothing was charged: %s",
    (code) => {
      const told = explain(code)?.shopper
      expect(told?.en).toMatch(/do not pay again/)
      expect(`${told?.en} ${told?.["zh-TW"]}`).not.toMatch(/not charged|並未扣款/)
    },
  )

  it.each(["status 2", "status 3", "UNAPPROVED"])("of a failure says that nothing was charged: %s", (code) => {
    expect(explain(code)?.shopper.en).toMatch(/were not charged/)
    expect(explain(code)?.shopper["zh-TW"]).toMatch(/並未扣款/)
  })

  it.each([
    ["DEF01007", /hashKey and hashIv/],
    ["UPP02010", /clock/],
    ["CANCEL03001", /captured/],
    ["CLOSE01007", /ask PAYUNi/],
  ])("of the merchant's making tells what to do: %s", (code, words) => {
    expect(explain(code)?.merchant.en).toMatch(words)
    expect(explain(code)?.merchant["zh-TW"]).not.toBe("")
  })
})
