import { describe, expect, it } from "vitest"
import { decodeFields, encodeFieldsAsPhp } from "../../src/toolkit/form"

const decode = (text: string) => decodeFields(text, "The bank's notice", "bank")

describe("a message of form fields", () => {
  it.each(["", "&", "&&&"])("without any is unreadable: %j", (text) => {
    expect(() => decode(text)).toThrow(
      expect.objectContaining({
        kind: "unreadable",
        message: "The bank's notice cannot be read: it has no form fields.",
        facts: { gateway: "bank" },
      }),
    )
  })

  it.each(["a=1&a=1", "a=1&b=2&%61=3", "__proto__=1&__proto__=2"])("with one twice is unreadable: %j", (text) => {
    expect(() => decode(text)).toThrow("a field stands twice")
  })

  it("keeps names that every object inherits as plain fields", () => {
    const fields = decode("__proto__=x&constructor=y")
    expect(Object.keys(fields)).toEqual(["__proto__", "constructor"])
    expect(Object.getPrototypeOf(fields)).toBe(Object.prototype)
  })
})

describe("fields as PHP writes them", () => {
  it("escape all but letters, digits, hyphen, underscore and full stop", () => {
    expect(encodeFieldsAsPhp({ b: "Tea!*'()~ + & % = -_.", "a[0]": "茶" })).toBe(
      "b=Tea%21%2A%27%28%29%7E+%2B+%26+%25+%3D+-_.&a%5B0%5D=%E8%8C%B6",
    )
  })

  it("are read back as they were", () => {
    const fields = { MerTradeNo: "A-1_b", ProdDesc: "珍珠奶茶 *大杯* ~", Remark: "" }
    expect(decode(encodeFieldsAsPhp(fields))).toEqual(fields)
  })
})
