import { describe, expect, it } from "vitest"
import { METHODS } from "../../../src/providers/ecpay/methods"
import type { Method } from "../../../src/toolkit/contract/gateway"
import { methodOf } from "../../ecpay-account"

const methods: readonly Method[] = METHODS

/** ChoosePayment and the published limits, TWD (付款方式費率, p=2862, p=36991, p=36659, p=56448). */
const LIMITS: Readonly<Record<string, readonly [min: number, max: number]>> = {
  credit: [5, 199_999],
  installment: [5, 199_999],
  unionpay: [5, 199_999],
  applepay: [5, 199_999],
  twqr: [6, 49_999],
  weixin: [6, 500_000],
  bnpl: [50, 500_000],
  webatm: [11, 49_999],
  atm: [11, 49_999],
  cvs: [33, 6_000],
  barcode: [17, 20_000],
}

describe("ECPay's methods", () => {
  it("are fourteen, each with an identifier of its own that the dashboard can split", () => {
    expect(methods).toHaveLength(14)
    expect(new Set(methods.map(({ id }) => id)).size).toBe(14)
    expect(new Set(methods.map(({ identifier }) => identifier)).size).toBe(14)
    for (const { identifier } of methods) expect(identifier).toMatch(/^ecpay(-[a-z]+)?$/)
  })

  it.each(Object.entries(LIMITS))("%s has the published limits", (id, [min, max]) => {
    expect(methodOf(id).limits).toEqual({ min, max })
  })

  it("say in both languages what staff must do where no API gives money back", () => {
    for (const { id, refund, refundAdvice } of methods) {
      expect(Boolean(refundAdvice?.en && refundAdvice["zh-TW"]), id).toBe(refund === "manual")
    }
  })

  it.each(["twqr", "weixin", "bnpl", "jkopay", "ipass", "webatm", "atm", "cvs", "barcode"])(
    "%s has no refund API and is captured at once",
    (id) => expect(methodOf(id)).toMatchObject({ refund: "manual", capture: "immediate" }),
  )

  it("refund instalments in full only", () => {
    expect(methodOf("installment")).toMatchObject({ refund: "full", capture: "full" })
    expect(methodOf("credit")).toMatchObject({ refund: "partial", capture: "partial" })
  })

  it("wait as long as ECPay reports late: barcodes three days, accounts and codes one (support 4634)", () => {
    expect(methodOf("barcode").voucher?.graceHours).toBeGreaterThanOrEqual(72)
    expect(methodOf("all").voucher?.graceHours).toBeGreaterThanOrEqual(72)
    for (const id of ["atm", "cvs"]) expect(methodOf(id).voucher?.graceHours).toBeGreaterThanOrEqual(24)
    expect(methodOf("credit").voucher).toBeUndefined()
  })

  it("leave a buyer ten minutes before the gateway is asked (查詢訂單, 注意事項)", () => {
    for (const { quietMinutes } of methods) expect(quietMinutes).toBeGreaterThanOrEqual(10)
  })
})
