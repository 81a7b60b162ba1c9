import { describe, expect, it } from "vitest"
import { BOOKS, CARD, heard, notice, OPTIONS, TRADE_ID, TRADE_NO } from "./speech"

const VACC = {
  MerchantID: OPTIONS.merchantId,
  Amt: 1000,
  TradeNo: TRADE_ID,
  MerchantOrderNo: TRADE_NO,
  PaymentType: "VACC",
  ExpireDate: "2026-11-29",
  ExpireTime: "23:59:59",
  BankCode: "004",
  CodeNo: "TestAccount12345",
  CardBank: null,
}

describe("a notice is not money", () => {
  it.each([
    ["a code of no table", CARD, { Status: "MPG99999" }, "unknown"],
    ["a success in lower case", CARD, { Status: "success" }, "unknown"],
    ["no code", CARD, { Status: "" }, "unknown"],
    ["an inherited name", CARD, { Status: "constructor" }, "unknown"],
    ["a decline", CARD, { Status: "MPG03009", Message: "交易失敗" }, "failed"],
    ["a success without the hour of payment", { ...CARD, PayTime: "" }, {}, "unknown"],
    ["a success at no hour", { ...CARD, PayTime: "0000-00-00 00:00:00" }, {}, "unknown"],
    ["a success of which the bank says otherwise", { ...CARD, RespondCode: "05" }, {}, "unknown"],
    ["an issued number", VACC, { Message: "取號成功" }, "issued"],
    ["a number without its bank", { ...VACC, BankCode: "" }, {}, "unknown"],
    ["a number without its end", { ...VACC, ExpireDate: "" }, {}, "unknown"],
    ["a number of another kind", { ...VACC, PaymentType: "CVSCOM" }, {}, "unknown"],
  ])("that says %s", (_what, result, words, state) => {
    expect(heard(notice(result, words)).state).toBe(state)
  })
})

describe("a notice of money", () => {
  it("is read fact by fact", () => {
    expect(heard(notice())).toMatchObject({
      tradeNo: TRADE_NO,
      merchant: OPTIONS.merchantId,
      amount: 1000,
      state: "captured",
      code: "SUCCESS",
      simulated: false,
      reference: TRADE_ID,
      paidAt: new Date("2026-11-22T04:00:00Z"),
      voucher: null,
      details: { payment_type: "CREDIT", card_first6: "400022", card_last4: "1111", authorization_code: "115468" },
    })
  })

  it("is an authorisation of a card where the shop captures by itself, and of nothing else", () => {
    const manual = { capture: "manual" } as const
    expect(heard(notice(), manual).state).toBe("authorized")
    expect(heard(notice({ ...CARD, PaymentMethod: "APPLEPAY" }), manual).state).toBe("authorized")
    expect(heard(notice({ ...CARD, PaymentMethod: "UNIONPAY" }), manual).state).toBe("authorized")
    expect(heard(notice({ ...CARD, PaymentType: "LINEPAY" }), manual).state).toBe("captured")
  })

  it.each(["模擬付款成功", "模擬銷帳成功"])("is known to be simulated by its words: %s", (Message) => {
    expect(heard(notice({ ...VACC, PayTime: "2026-11-22 12:00:00" }, { Message }))).toMatchObject({
      state: "captured",
      simulated: true,
    })
  })

  it("carries no amount that is none", () => {
    for (const Amt of ["1e3", "-1", "1,000", "1000.5", ""]) expect(heard(notice({ ...CARD, Amt })).amount).toBeNull()
  })
})

describe("a number is read", () => {
  const expires_at = "2026-11-29T15:59:59.000Z"

  it.each(["23:59:59", "235959", ""])("as an ATM account that ends at %s", (ExpireTime) => {
    expect(heard(notice({ ...VACC, ExpireTime })).voucher).toEqual({
      kind: "atm",
      bank_code: "004",
      bank_name: { en: "Bank of Taiwan", "zh-TW": "臺灣銀行" },
      account: "TestAccount12345",
      amount: 1000,
      expires_at,
    })
  })

  it("as a store code, and as three barcodes", () => {
    const { BankCode: _, CodeNo: __, ...bare } = VACC
    const code = heard(notice({ ...bare, PaymentType: "CVS", CodeNo: "TEST1234567890" }))
    expect(code.voucher).toEqual({ kind: "cvs", code: "TEST1234567890", chain: "any", amount: 1000, expires_at })
    const three = { PaymentType: "BARCODE", Barcode_1: "A1", Barcode_2: "B2", Barcode_3: "C3" }
    const bars = heard(notice({ ...bare, ...three }))
    expect(bars.voucher).toEqual({ kind: "barcode", barcodes: ["A1", "B2", "C3"], amount: 1000, expires_at })
    expect(heard(notice({ ...bare, ...three, Barcode_3: "" })).state).toBe("unknown")
  })
})

it("an answer's own words cannot come in by a notice", () => {
  expect(heard(notice({ ...BOOKS, PayTime: "" }, { Status: "NO" })).state).toBe("unknown")
})
