import { describe, expect, it } from "vitest"
import type { Fields } from "../../../src/toolkit/redact"
import { redact } from "../../../src/toolkit/redact"
import {
  ATM_ISSUED,
  ATM_PAID,
  CVS_ISSUED,
  gatewayOf,
  heard,
  MER_ID,
  NOON,
  noticeOf,
  OTHER_KEYS,
  PAID,
  REFERENCE,
  raw,
  sealed,
  TRADE_NO,
  without,
} from "./messages"

const DECLINED: Fields = {
  ...without(PAID, "AuthCode", "AuthDay", "AuthTime"),
  Status: "CREDIT03001",
  Message: "授權失敗",
  TradeStatus: "2",
  ResCode: "51",
  ResCodeMsg: "餘額不足",
}

describe("a notice", () => {
  it.each([
    ["with an outer Status of success", { Status: "SUCCESS" }],
    ["with an outer Status of failure", { Status: "Unapproved" }],
    ["without an outer Status", {}],
  ])("of a decline is a decline, %s", (_what, outer: Fields) => {
    const notice = noticeOf(gatewayOf())
    const told = { ...without(sealed(DECLINED), "Status"), ...outer }
    expect(notice.read(notice.verify(raw(told))).state).toBe("failed")
  })

  it.each([["1"], ["0"], ["8"], [""]])(
    "with a Status that is in no table and TradeStatus %j is unknown",
    (TradeStatus) => {
      for (const Status of ["CREDIT99999", "success", "1", "", "constructor", "__proto__"])
        expect(heard({ ...PAID, Status, TradeStatus })).toMatchObject({ state: "unknown", code: Status })
    },
  )

  it.each(["5", "6", "7", "9", "01", " 1", "", "1.0", "constructor", "toString"])(
    "of success with TradeStatus %j is unknown, with its number kept",
    (TradeStatus) => {
      expect(heard({ ...PAID, TradeStatus })).toMatchObject({ state: "unknown", code: `status ${TradeStatus}` })
    },
  )

  it("that is our own order, sealed with the same keys and sent back by its buyer, is none", () => {
    const order = without(PAID, "Status", "Message", "TradeNo", "TradeStatus", "PaymentType", "Gateway")
    expect(() => heard({ ...order, Timestamp: "1795320000", Credit: "1" })).toThrow("is not a notice")
  })

  it("without TradeStatus is unknown, whatever its Status", () => {
    expect(heard(without(PAID, "TradeStatus")).state).toBe("unknown")
    expect(heard(without(PAID, "TradeStatus", "Status")).state).toBe("unknown")
    expect(heard({ ...without(PAID, "TradeStatus"), Status: "CREDIT03001" }).state).toBe("unknown")
  })

  it.each(["4", "5", "8", "10", "12", "01", "", "constructor"])(
    "of money of another kind is not taken for any: PaymentType %j",
    (PaymentType) => expect(heard({ ...PAID, PaymentType }).state).toBe("unknown"),
  )

  it.each([
    ["UNKNOWN", "8"],
    ["UNKNOWN", "1"],
    ["UNKNOWN", ""],
    ["UNAPPROVED", "8"],
    ["OK", "0"],
    ["OK", "1"],
  ])("with Status %s and TradeStatus %j is undecided", (Status, TradeStatus) => {
    expect(heard({ ...PAID, Status, TradeStatus })).toMatchObject({ state: "pending", code: Status, paidAt: null })
  })

  it.each([
    ["CREDIT03001", "2"],
    ["UPP03000", "3"],
    ["UNAPPROVED", "2"],
    ["UNKNOWN", "3"],
  ])("with Status %s and TradeStatus %s is failed", (Status, TradeStatus) => {
    expect(heard({ ...DECLINED, Status, TradeStatus })).toMatchObject({ state: "failed", code: Status })
  })

  it("of a decline keeps the bank's words and has no time of payment", () => {
    expect(heard(DECLINED)).toMatchObject({ state: "failed", message: "餘額不足", paidAt: null, amount: 1060 })
  })

  it("for the merchant's other shop is read as that shop's, for the payment flow to refuse", () => {
    const notice = noticeOf(gatewayOf())
    expect(notice.read(notice.verify(raw(sealed({ ...PAID, MerID: "S01111111" })))).merchant).toBe("S01111111")
  })

  it.each([
    ["logistics", { ApiType: "ShipStatus", ShipStatus: "31" }],
    ["logistics", { ApiType: "Print" }],
    ["invoice", { InvoiceNotifyType: "C0401", InvoiceStatus: "1" }],
    ["period", { PeriodTradeNo: "1747907897637487066", ThisPeriod: "2" }],
    ["refund", { RefundStatus: "1", BankDate: "2026-11-25" }],
  ])("of %s is no payment, though it says SUCCESS about our trade, and teaches nothing", (code, fields: Fields) => {
    expect(heard({ ...PAID, ...fields })).toMatchObject({
      state: "unknown",
      code,
      tradeNo: TRADE_NO,
      amount: null,
      reference: null,
      details: {},
      paidAt: null,
    })
  })

  it.each(["", "1060.0", "-1060", "１０６０", "1e3", "NT$1060"])("with the amount %j has none", (TradeAmt) => {
    expect(heard({ ...PAID, TradeAmt }).amount).toBeNull()
  })
})

describe("a notice of money", () => {
  it("is read whole; PAYUNi's number of 19 digits stays a string", () => {
    expect(heard(PAID)).toMatchObject({
      tradeNo: TRADE_NO,
      merchant: MER_ID,
      amount: 1060,
      currency: "TWD",
      state: "captured",
      code: "status 1",
      simulated: false,
      reference: REFERENCE,
      paidAt: NOON,
      voucher: null,
      details: { payment_type: "card", authorization_code: "000000", card_first6: "414763", card_last4: "0001" },
    })
  })

  it("of a card is only reserved where the merchant captures by hand", () => {
    expect(heard(PAID, { capture: "manual" }).state).toBe("authorized")
    expect(heard({ ...PAID, AuthType: "7" }, { capture: "manual" }).state).toBe("authorized")
  })

  it.each(["2", "3", "6", "7", "9", "11"])("of anything else (PaymentType %s) is money at once", (PaymentType) => {
    expect(heard({ ...ATM_PAID, PaymentType }, { capture: "manual" }).state).toBe("captured")
  })

  it("of an ATM tells who paid, and keeps the account out of what is stored", () => {
    const trade = heard(ATM_PAID)
    expect(trade).toMatchObject({ state: "captured", paidAt: NOON, voucher: null })
    expect(trade.details).toEqual({ payment_type: "atm", payer_bank: "822", payer_account_last5: "54321" })
    expect(redact(trade.fields, gatewayOf().redaction).Account5No).toBe("***21")
  })

  it("of a code has no Status, as its page prints it, and is told by its TradeStatus", () => {
    expect(heard(without(ATM_PAID, "Status", "Message"))).toMatchObject({ state: "captured", code: "status 1" })
    expect(heard({ ...without(ATM_PAID, "Status"), TradeStatus: "5" }).state).toBe("unknown")
  })

  it("tells instalments, and a fee that is one", () => {
    expect(heard({ ...PAID, CardInst: "6", TradeFee: "21" }).details).toMatchObject({ installments: "6", fee: "21" })
    for (const TradeFee of ["-", "0", ""]) expect(heard({ ...PAID, TradeFee }).details).not.toHaveProperty("fee")
  })

  it("that says it is simulated is", () => {
    expect(heard({ ...PAID, ResCodeMsg: "授權成功(模擬)" }).simulated).toBe(true)
  })

  it.each([
    ["PayTime", { ...ATM_PAID }],
    ["CreateDT", { ...without(ATM_PAID, "PayTime"), PaymentType: "7", CreateDT: "2026-11-22 12:00:00" }],
  ])("has its time in %s", (_field, fields: Fields) => expect(heard(fields).paidAt).toEqual(NOON))

  it("under the keys before a rotation is money", () => {
    const notice = noticeOf(gatewayOf({ previousKeys: [OTHER_KEYS] }))
    expect(notice.read(notice.verify(raw(sealed(PAID, OTHER_KEYS)))).state).toBe("captured")
  })
})

describe("a notice of a code", () => {
  const terms = { amount: 1060, expires_at: "2026-11-25T15:59:59.000Z" }

  it("of an ATM is a voucher, not money", () => {
    expect(heard(ATM_ISSUED)).toMatchObject({
      state: "issued",
      paidAt: null,
      voucher: { kind: "atm", bank_code: "822", account: "9900140673104366", ...terms },
    })
  })

  it("of a store is a voucher, not money", () => {
    expect(heard(CVS_ISSUED).voucher).toEqual({ kind: "cvs", code: "CSA26112200001", chain: "7-eleven", ...terms })
    expect(heard({ ...CVS_ISSUED, Store: "NEW" }).voucher).toMatchObject({ chain: "any" })
  })

  it.each(["PayNo", "ExpireDate", "BankType", "TradeAmt"])("of an ATM without %s is unknown", (name) => {
    expect(heard(without(ATM_ISSUED, name))).toMatchObject({ state: "unknown", voucher: null })
  })

  it("of a wallet's opened order is pending", () => {
    expect(heard({ ...ATM_ISSUED, PaymentType: "9" })).toMatchObject({ state: "pending", voucher: null })
  })

  it("of a kind in no table is unknown", () => {
    expect(heard({ ...ATM_ISSUED, PaymentType: "5" })).toMatchObject({ state: "unknown", voucher: null })
  })

  it("that ran out is expired", () => {
    const expired = { ...without(ATM_ISSUED, "ExpireDate"), TradeStatus: "4", CreateTime: "2026-11-22 12:00:00" }
    expect(heard(expired)).toMatchObject({ state: "expired", voucher: null, code: "status 4" })
  })

  it("never brings a voucher with money", () => {
    expect(heard({ ...ATM_ISSUED, TradeStatus: "1" })).toMatchObject({ state: "captured", voucher: null })
  })
})

describe("what is kept of a notice", () => {
  it("shows no token and no envelope, and of a person two characters", () => {
    const kept = redact(
      { ...PAID, CreditHash: "h".repeat(64), BuyerHash: "b", Consignee: "王小明明", ...sealed(PAID) },
      gatewayOf().redaction,
    )
    for (const name of ["CreditHash", "BuyerHash", "EncryptInfo", "HashInfo"]) expect(kept).not.toHaveProperty(name)
    expect(kept).not.toHaveProperty("Consignee")
  })
})
