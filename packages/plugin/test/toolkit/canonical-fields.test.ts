import { expect, it } from "vitest"
import { disguiseIn } from "../../src/toolkit/canonical-fields"

const PATTERNS = { TradeNo: /^\d*$/, PaymentType: /^\w*$/, RtnMsg: /^/ }
const GENUINE = { TradeNo: "26", PaymentType: "Credit", RtnMsg: "ok, R&D = fine", NewField: "x" }

it("finds nothing in what the gateway wrote, fields that are in no table included", () => {
  expect(disguiseIn(GENUINE, PATTERNS)).toBeNull()
})

it.each([
  ["a known name in another case", { paymentType: "Credit" }],
  ["a known name in capitals", { TRADENO: "26" }],
  ["a pair in a name", { "RtnMsg=ok&TradeNo": "26" }],
  ["an empty name", { "": "26" }],
  ["a field inside of another", { RtnMsg: "ok&TradeNo=26" }],
  ["a field in another case inside of another", { NewField: "x&tradeno=26" }],
  ["a field without a value inside of another", { RtnMsg: "ok&PaymentType=" }],
  ["a value unlike its field", { TradeNo: "26&More=" }],
])("finds %s", (_, fields) => {
  expect(disguiseIn(fields, PATTERNS)).not.toBeNull()
})

it("says what it found, and a long name by its beginning", () => {
  expect(disguiseIn({ TRADENO: "26" }, PATTERNS)).toBe("a field is named TRADENO")
  expect(disguiseIn({ ["&".repeat(50)]: "" }, PATTERNS)).toBe(`a field is named ${"&".repeat(40)}`)
  expect(disguiseIn({ TradeNo: "x" }, PATTERNS)).toBe("TradeNo does not look like one")
  expect(disguiseIn({ RtnMsg: "ok&TradeNo=26" }, PATTERNS)).toBe("RtnMsg has another field inside")
})

it("is not misled by what every object inherits", () => {
  expect(disguiseIn({ constructor: "1", toString: "2" }, PATTERNS)).toBeNull()
})
