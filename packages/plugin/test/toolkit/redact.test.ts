import { describe, expect, it } from "vitest"
import { maskTail, redact } from "../../src/toolkit/redact"

const RULE = {
  kept: ["RtnCode", "TradeAmt", "RtnMsg"],
  personal: ["CustomerName", "ATMAccNo"],
  secret: ["CheckMacValue", "HashKey"],
}

describe("redact", () => {
  it("keeps what is named, and nothing else", () => {
    const fields = { RtnCode: "1", TradeAmt: "", Nickname: "小明", rtncode: "2" }
    expect(redact(fields, RULE)).toEqual({ RtnCode: "1", TradeAmt: "" })
    expect(redact(JSON.parse(`{ "__proto__": "x", "constructor": "y" }`), RULE)).toEqual({})
  })

  it("keeps two characters of a person, and sentences without one", () => {
    const fields = { CustomerName: "王小明先生", ATMAccNo: "12345", RtnMsg: "付款成功 wang@example.com" }
    expect(redact(fields, RULE)).toEqual({ CustomerName: "***先生", ATMAccNo: "***45", RtnMsg: "付款成功 ***" })
    expect(fields.CustomerName).toBe("王小明先生")
  })

  it("keeps no secret in any case of letters, not even one that is named among the kept", () => {
    const rule = { ...RULE, kept: [...RULE.kept, "HASHKEY", "checkmacvalue"] }
    expect(redact({ checkmacvalue: "A1", HASHKEY: "k", HashKey: "k" }, rule)).toEqual({})
  })

  it("keeps no more of a field than a sentence is long", () => {
    const { RtnCode, ATMAccNo } = redact({ RtnCode: "1".repeat(1e6), ATMAccNo: "2".repeat(1e6) }, RULE)
    expect(RtnCode?.length).toBeLessThanOrEqual(400)
    expect(ATMAccNo?.length).toBe(100)
  })
})

describe("maskTail", () => {
  it.each([
    ["", ""],
    ["1", "*"],
    ["12", "**"],
    ["123", "***"],
    ["1234", "**34"],
    ["0912345678", "********78"],
  ])("%j becomes %j", (value, masked) => expect(maskTail(value)).toBe(masked))

  it("never leaves half a character behind", () => {
    expect(maskTail("ab😀c").isWellFormed()).toBe(true)
    expect(maskTail("😀😀😀😀").isWellFormed()).toBe(true)
    expect(maskTail(`${"x".repeat(99)}😀`).isWellFormed()).toBe(true)
    expect(maskTail("1234\u0000")).toBe("**34")
  })
})
