import { describe, expect, it } from "vitest"
import {
  describeError,
  inBothLanguages,
  isPaymentError,
  localWords,
  PaymentError,
} from "../../src/toolkit/payment-error"

describe("PaymentError", () => {
  it("is told from other errors, and by its kind", () => {
    const error = new PaymentError("refused", "ECPay refused.", { gateway: "ecpay", code: "10100058" })
    expect(isPaymentError(new Error("ECPay refused."))).toBe(false)
    expect(isPaymentError({ kind: "refused" })).toBe(false)
    expect(isPaymentError(error, "signature")).toBe(false)
    expect(isPaymentError(error, "refused")).toBe(true)
    expect(isPaymentError(error)).toBe(true)
  })

  it("keeps its cause", () => {
    const cause = new Error("socket hang up")
    expect(new PaymentError("unreachable", "No answer.", { cause }).cause).toBe(cause)
    expect("cause" in new PaymentError("unreachable", "No answer.")).toBe(false)
  })
})

describe("an error said in both languages", () => {
  const words = { en: "Nothing is left.", "zh-TW": "已無餘額。" }
  const error = new PaymentError("refused", words, { code: "7" })

  it("is English in itself, and has both", () => {
    expect(error).toMatchObject({ message: "Nothing is left.", facts: { code: "7", words } })
    expect(localWords(error)).toEqual(words)
    expect(inBothLanguages(error)).toBe("已無餘額。（Nothing is left.）")
  })

  it("is English twice where nobody said it in Chinese, and told with its cause", () => {
    const plain = new PaymentError("unreadable", "No JSON.", { cause: new Error("socket hang up") })
    expect(localWords(plain)).toEqual({ en: "No JSON.", "zh-TW": "No JSON." })
    expect(inBothLanguages(plain)).toBe("No JSON. ← socket hang up")
  })
})

interface Circle {
  itself?: Circle
}
const CIRCLE: Circle = {}
CIRCLE.itself = CIRCLE

describe("describeError", () => {
  it("is bounded", () => expect(describeError("x ".repeat(1e6)).length).toBeLessThanOrEqual(400))

  it.each([
    [new Error("one line"), "one line"],
    [new Error("not sent", { cause: new Error("socket hang up") }), "not sent ← socket hang up"],
    [new Error("not sent: EPIPE", { cause: { code: "EPIPE" } }), "not sent: EPIPE ← an error without words EPIPE"],
    [new Error("it broke", { cause: new Error("broke") }), "it broke"],
    [Object.assign(new Error(""), { code: "ECONNREFUSED" }), "an error without words ECONNREFUSED"],
    [{ message: { toString: 1 } }, "an error without words"],
    ["thrown text", "thrown text"],
    [{ message: "was an error on the other side of a queue" }, "was an error on the other side of a queue"],
    [{ code: 7 }, "an error without words 7"],
    [{ request: { email: "wang@example.com" } }, "an error without words"],
    [CIRCLE, "an error without words"],
    [Object.create(null), "an error without words"],
    [new Error("buyer wang@example.com"), "buyer ***"],
    [undefined, "undefined"],
    [null, "null"],
  ])("makes one line of anything thrown (%#)", (thrown, line) => expect(describeError(thrown)).toBe(line))
})
