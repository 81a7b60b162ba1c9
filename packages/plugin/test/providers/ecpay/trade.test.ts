import { describe, expect, it } from "vitest"
import { readNotice, readNumber } from "../../../src/providers/ecpay/notice"
import { readQuery } from "../../../src/providers/ecpay/query"
import { sign } from "../../../src/providers/ecpay/wire"
import type { RawMessage, Trade } from "../../../src/toolkit/contract/gateway"
import type { Fields } from "../../../src/toolkit/redact"
import { LIVE_OPTIONS, STAGE_KEYS, signedNotice } from "../../ecpay-account"
import { vector } from "./vectors"

const PAID = vector("sdk-notify-credit").fields
const ATM_NUMBER = vector("sdk-notify-atm-number").fields
const CVS_NUMBER = vector("doc-paymentinfo-cvs").fields
const FAILED = vector("live-failure-2019").fields
const QUERIED = vector("node-ecpay-aio-1").fields
const ABSENT = vector("live-query-notfound-2026").fields

const BARCODE_NUMBER = {
  ...CVS_NUMBER,
  PaymentType: "BARCODE_BARCODE",
  PaymentNo: "",
  Barcode1: "1105036EA",
  Barcode2: "0426123456789012",
  Barcode3: "042677000001500",
}

function without(fields: Fields, ...names: string[]): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !names.includes(name)))
}

function raw(fields: Fields): RawMessage {
  return { body: Buffer.from(new URLSearchParams({ ...fields }).toString()), headers: {}, query: "" }
}

/** As it arrives: form, signature, reading. */
function heard(fields: Fields, keys = STAGE_KEYS): Trade {
  const notice = signedNotice()
  return notice.read(notice.verify(raw(sign(fields, keys))))
}

describe("a payment notice", () => {
  // 付款結果通知, RtnCode (p=2878)
  it.each([
    ["10300066", "pending"],
    ["10100058", "failed"],
    ["10100248", "failed"],
    ["10100249", "failed"],
    ["10100251", "failed"],
    ["10100252", "failed"],
    ["10100254", "failed"],
    ["10100255", "failed"],
    ["10100256", "failed"],
    ["10200163", "failed"],
    ["0", "unknown"],
    ["2", "unknown"],
    ["10100073", "unknown"],
    ["10200047", "unknown"],
    ["10200095", "unknown"],
    ["01", "unknown"],
    [" 1", "unknown"],
    ["", "unknown"],
    ["99999999", "unknown"],
    ["constructor", "unknown"],
    ["__proto__", "unknown"],
    ["toString", "unknown"],
  ])("with RtnCode %j is %s, with its number and text kept", (RtnCode, state) => {
    const trade = readNotice({ ...PAID, RtnCode, RtnMsg: "說明" }, "automatic")
    expect(trade).toMatchObject({ state, code: RtnCode, message: "說明", voucher: null })
  })

  it("without RtnCode is unknown", () => {
    expect(readNotice(without(PAID, "RtnCode"), "automatic")).toMatchObject({ state: "unknown", code: "" })
  })

  it("of a failure, as recorded in 2019, has no time of payment", () => {
    expect(readNotice(FAILED, "automatic")).toMatchObject({
      state: "failed",
      code: "10100058",
      amount: 1688,
      tradeNo: "1555489476T2",
      merchant: "2000132",
      paidAt: null,
      simulated: false,
    })
  })

  it("never brings a voucher, whatever else stands in it", () => {
    const mixed = { ...ATM_NUMBER, ...PAID, RtnCode: "2" }
    expect(readNotice(mixed, "automatic")).toMatchObject({ state: "unknown", voucher: null })
  })

  it("with RtnCode 1 is money", () => {
    expect(heard(PAID)).toMatchObject({
      state: "captured",
      amount: 65,
      currency: "TWD",
      reference: "2611221830051234",
      paidAt: new Date("2026-11-22T10:31:40Z"),
      simulated: false,
      details: { payment_type: "Credit_CreditCard", fee: "2.5" },
    })
  })

  it.each(["Credit_CreditCard", "credit_creditcard", "Flexible_Installment"])(
    "of a card (%s) is only reserved where the merchant captures by hand",
    (PaymentType) => expect(readNotice({ ...PAID, PaymentType }, "manual").state).toBe("authorized"),
  )

  it.each(["ATM_LAND", "CVS_IBON", "WebATM_BOT", "TWQR_OPAY", "DigitalPayment_Jkopay", "BNPL_URICH"])(
    "of anything else (%j) is money at once",
    (PaymentType) => expect(readNotice({ ...PAID, PaymentType }, "manual").state).toBe("captured"),
  )

  it("that does not say what was paid with is neither, where the merchant captures by hand", () => {
    expect(readNotice({ ...PAID, PaymentType: "" }, "manual").state).toBe("unknown")
    expect(readNotice(without(PAID, "PaymentType"), "manual").state).toBe("unknown")
    expect(readNotice(without(PAID, "PaymentType"), "automatic").state).toBe("captured")
  })

  it.each(["", "65.0", "65.5", "-65", "６５", "6 5", "1e3", "NT$65"])("with the amount %j has none", (TradeAmt) => {
    expect(readNotice({ ...PAID, TradeAmt }, "automatic").amount).toBeNull()
  })

  it("in another alphabet of numbers than TWD dollars never rounds", () => {
    expect(readNotice(without(PAID, "TradeAmt"), "automatic").amount).toBeNull()
  })
})

describe("a simulated payment", () => {
  it.each(["1", "", "2", "true", "00"])("is one whenever SimulatePaid is not 0: %j", (SimulatePaid) => {
    expect(readNotice({ ...PAID, SimulatePaid }, "automatic").simulated).toBe(true)
  })

  it("is also one when the field is missing", () => {
    expect(readNotice(without(PAID, "SimulatePaid"), "automatic").simulated).toBe(true)
  })

  it("is none where the message has no such field by nature: a number, an answer", () => {
    expect(readNotice(ATM_NUMBER, "automatic").simulated).toBe(false)
    expect(readQuery(QUERIED, "automatic").simulated).toBe(false)
  })
})

describe("a notice of an issued number", () => {
  // ATM、CVS 或 BARCODE 的取號結果通知, RtnCode (p=2881)
  it.each([
    ["1", "unknown"],
    ["0", "unknown"],
    ["10200163", "failed"],
    ["10300066", "unknown"],
    ["10100058", "unknown"],
    ["constructor", "unknown"],
    ["", "unknown"],
  ])("with RtnCode %j is %s: never money", (RtnCode, state) => {
    expect(readNotice({ ...ATM_NUMBER, RtnCode }, "automatic").state).toBe(state)
  })

  it.each([
    ["no account", without(ATM_NUMBER, "vAccount")],
    ["an empty bank", { ...ATM_NUMBER, BankCode: "" }],
    ["no date", without(ATM_NUMBER, "ExpireDate")],
    ["a date that is none", { ...ATM_NUMBER, ExpireDate: "2026/02/30" }],
    ["no amount", without(ATM_NUMBER, "TradeAmt")],
    ["two barcodes", { ...BARCODE_NUMBER, Barcode3: "" }],
    ["no code", { ...CVS_NUMBER, PaymentNo: "" }],
  ])("with %s is unknown: nobody could pay it", (_what, fields) => {
    expect(readNotice(fields, "automatic")).toMatchObject({ state: "unknown", voucher: null })
  })

  it("of an ATM account can be paid until the end of its day in Taipei", () => {
    expect(heard(ATM_NUMBER)).toMatchObject({
      state: "issued",
      amount: 125,
      paidAt: null,
      voucher: {
        kind: "atm",
        bank_code: "822",
        bank_name: { "zh-TW": "中國信託銀行" },
        account: "9103522850123456",
        amount: 125,
        expires_at: "2026-11-25T15:59:59.000Z",
      },
    })
  })

  it("of a store code can be paid until its second; its empty barcodes are none", () => {
    const old = { hashKey: "5294y06JbISpM5x9", hashIv: "v77hoKGq4kWxNNIS" }
    expect(() => heard(CVS_NUMBER, old)).toThrow("does not match")
    expect(readNotice(CVS_NUMBER, "automatic").voucher).toEqual({
      kind: "cvs",
      code: "LLL17355880822",
      chain: "any",
      amount: 2000,
      expires_at: "2017-12-27T16:39:03.000Z",
    })
  })

  it.each([
    ["CVS_CVS", "any"],
    ["CVS_IBON", "7-eleven"],
    ["CVS_FAMILY", "familymart"],
    ["CVS_HILIFE", "hilife"],
    ["CVS_OK", "okmart"],
    ["cvs_family", "familymart"],
    ["CVS_NEW", "any"],
  ])("of %s names the chain %s", (PaymentType, chain) => {
    expect(readNotice({ ...CVS_NUMBER, PaymentType }, "automatic").voucher).toMatchObject({ chain })
  })

  it("of barcodes has all three, in order", () => {
    expect(readNotice(BARCODE_NUMBER, "automatic")).toMatchObject({
      state: "issued",
      voucher: { kind: "barcode", barcodes: ["1105036EA", "0426123456789012", "042677000001500"] },
    })
  })

  it("of BNPL is an application that was received: no voucher, no money", () => {
    const applied = { ...without(ATM_NUMBER, "BankCode", "vAccount", "ExpireDate"), BNPLTradeNo: "B1" }
    expect(readNotice({ ...applied, PaymentType: "BNPL_URICH" }, "automatic").state).toBe("pending")
    expect(readNotice({ ...applied, RtnCode: "10200163" }, "automatic").state).toBe("failed")
  })

  it("reads a recorded answer of QueryPaymentInfo as well", () => {
    expect(readNumber(vector("node-ecpay-aio-9").fields)).toMatchObject({
      state: "issued",
      amount: 409,
      voucher: { kind: "atm", bank_code: "005", account: "5219111913209840", expires_at: "2022-04-29T15:59:59.000Z" },
    })
  })
})

describe("an answer of QueryTradeInfo", () => {
  // 查詢訂單, TradeStatus (p=2890)
  it.each([
    ["0", "pending"],
    ["10200095", "failed"],
    ["10100249", "failed"],
    ["10200163", "failed"],
    ["10100058", "failed"],
    ["10100248", "failed"],
    ["10200047", "absent"],
    ["10200052", "unknown"],
    ["10200073", "unknown"],
    ["2", "unknown"],
    ["10100073", "unknown"],
    ["10300066", "unknown"],
    ["", "unknown"],
    ["hasOwnProperty", "unknown"],
    ["1", "captured"],
  ])("with TradeStatus %j is %s", (TradeStatus, state) => {
    expect(readQuery({ ...QUERIED, TradeStatus }, "automatic")).toMatchObject({ state, code: TradeStatus })
  })

  it("about a trade that is not there has no amount and no reference, as recorded in 2026", () => {
    expect(readQuery(ABSENT, "automatic")).toMatchObject({
      state: "absent",
      amount: null,
      reference: null,
      paidAt: null,
      tradeNo: "paidcli-probe-001",
    })
  })

  it("about a paid card tells what staff want to see", () => {
    expect(readQuery(QUERIED, "manual")).toMatchObject({
      state: "authorized",
      amount: 2900,
      reference: "2204271718551574",
      paidAt: new Date("2022-04-27T09:19:44Z"),
      details: {
        payment_type: "Credit_CreditCard",
        authorization_id: "11958723",
        authorization_code: "777777",
        card_first6: "431195",
        card_last4: "2222",
        fee: "58",
      },
    })
  })

  it("leaves out details that are empty or nought", () => {
    const { details } = readQuery(QUERIED, "automatic")
    expect(Object.keys(details)).not.toEqual(expect.arrayContaining(["installments"]))
    expect(Object.values(details)).not.toContain("")
  })

  it("about an unpaid account is pending", () => {
    expect(readQuery(vector("node-ecpay-aio-5").fields, "automatic")).toMatchObject({ state: "pending", paidAt: null })
  })
})

describe("the notice of another account", () => {
  it("does not verify with our keys, nor ours with another's", () => {
    const { hashKey, hashIv } = LIVE_OPTIONS
    expect(() => heard(PAID, { hashKey, hashIv })).toThrow("does not match")
  })

  it("keeps the merchant it names, to be bound later", () => {
    expect(heard({ ...PAID, MerchantID: "3002599" }).merchant).toBe("3002599")
    expect(heard(without(PAID, "MerchantID", "MerchantTradeNo"))).toMatchObject({ merchant: "", tradeNo: "" })
  })
})
