import { describe, expect, it } from "vitest"
import { maskTail, redact } from "../../src/toolkit/redact"

const RULE = { secret: ["CheckMacValue", "HashKey"], personal: ["CustomerName", "ATMAccNo"] }

describe("redact", () => {
  it("drops secrets and masks persons in any case of letters", () => {
    const kept = redact({ checkmacvalue: "A1", HASHKEY: "k", customername: "王小明先生", atmaccno: "12345" }, RULE)
    expect(kept).toEqual({ customername: "***先生", atmaccno: "***45" })
    expect(JSON.stringify(kept)).not.toMatch(/A1|王|123/)
  })

  it("leaves all other fields as they are, and its input too", () => {
    const fields = { RtnCode: "1", TradeAmt: "", CustomerName: "林" }
    expect(redact(fields, RULE)).toEqual({ RtnCode: "1", TradeAmt: "", CustomerName: "*" })
    expect(fields.CustomerName).toBe("林")
  })

  it("keeps a field named __proto__ as a field", () => {
    const kept = redact(JSON.parse(`{ "__proto__": "x", "b": "1" }`), RULE)
    expect(Object.keys(kept)).toEqual(["__proto__", "b"])
    expect(Object.getPrototypeOf(kept)).toBe(Object.prototype)
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
  })
})
