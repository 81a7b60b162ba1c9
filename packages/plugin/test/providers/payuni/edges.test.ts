import { describe, expect, it } from "vitest"
import { readFacts, statusCode } from "../../../src/providers/payuni/trade"
import type { Fields } from "../../../src/toolkit/redact"
import { ATM_ISSUED, CVS_ISSUED, heard, NOON, PAID, without } from "./messages"

const paidAs = (fields: Fields, capture: "automatic" | "manual" = "automatic") =>
  readFacts(fields, "paid", statusCode(fields), capture)

describe("a notice", () => {
  it.each([
    ["0", "issued"],
    ["1", "captured"],
    ["2", "failed"],
    ["3", "failed"],
    ["4", "expired"],
    ["8", "pending"],
  ])("of success with TradeStatus %s is %s", (TradeStatus, state) => {
    expect(heard({ ...ATM_ISSUED, TradeStatus }).state).toBe(state)
  })

  it.each(["TradeNo", "TradeStatus", "Status", "ApiType", "InvoiceNotifyType", "PeriodTradeNo", "RefundStatus"])(
    "is one by %s alone",
    (name) => expect(heard({ MerID: PAID.MerID ?? "", [name]: "x" })).toMatchObject({ state: "unknown" }),
  )

  it.each(["NotifyURL", "ReturnURL"])("is told from an order, which has %s", (name) => {
    const order = { ...PAID, [name]: "https://api.shop.example.tw" }
    expect(() => heard(order)).toThrow("The message is not a notice of PAYUNi's.")
  })

  it("of a payment that was given back is about that payment: only one into a bank account is none", () => {
    expect(heard({ ...PAID, RefundStatus: "1" })).toMatchObject({ state: "captured", code: "status 1" })
    expect(heard({ ...PAID, BankDate: "2026-11-25" })).toMatchObject({ state: "captured", code: "status 1" })
  })

  it("that leaves out what it is about says nothing of it", () => {
    expect(heard({ TradeStatus: "2" })).toMatchObject({
      ...{ tradeNo: "", merchant: "", amount: null, message: "", reference: null, details: {}, state: "failed" },
    })
  })

  it("of a decline without a code says so", () => {
    expect(heard({ Status: "CREDIT03001", TradeStatus: "3" }).state).toBe("failed")
    expect(heard({ Status: "OK" })).toMatchObject({ state: "pending", code: "OK" })
    expect(heard({ Status: "SUCCESS" })).toMatchObject({ state: "unknown", code: "status " })
  })

  it.each([
    [{ ResCodeMsg: "餘額不足", Message: "授權失敗" }, "餘額不足"],
    [{ ResCodeMsg: "", Message: "授權失敗" }, "授權失敗"],
    [{ Message: "授權失敗" }, "授權失敗"],
  ])("says, by %j", (words, message) => {
    expect(heard({ ...without(PAID, "ResCodeMsg", "Message"), ...words }).message).toBe(message)
  })
})

describe("money", () => {
  it.each([
    [{ RefundStatus: "2", RemainAmt: "0" }, "refunded"],
    [{ RefundStatus: "2", RemainAmt: "1" }, "captured"],
    [{ RefundStatus: "1", RemainAmt: "0" }, "captured"],
    [{ RemainAmt: "0" }, "captured"],
  ])("of which the row tells %j is %s", (told, state) => {
    expect(paidAs({ ...PAID, ...told }).state).toBe(state)
  })

  it.each([
    [{ CloseStatus: "1" }, "captured"],
    [{ CloseStatus: "2" }, "captured"],
    [{ CloseStatus: "7" }, "captured"],
    [{ CloseStatus: "2", CloseAmt: "1060" }, "captured"],
    [{ CloseStatus: "2", CloseAmt: "600" }, "authorized"],
    [{ CloseStatus: "3", CloseAmt: "1060" }, "authorized"],
    [{ CloseStatus: "9" }, "authorized"],
    [{ CloseStatus: "" }, "authorized"],
    [{}, "authorized"],
  ])("of a card that the shop captures by itself, %j, is %s", (told, state) => {
    expect(paidAs({ ...PAID, ...told }, "manual").state).toBe(state)
    expect(paidAs({ ...PAID, ...told }, "automatic").state).toBe("captured")
  })

  it.each([
    ["PaymentDay", { PaymentDay: "2026-11-22 12:00:00", PayTime: "2026-01-01 00:00:00" }],
    ["PayTime", { PayTime: "2026-11-22 12:00:00", AuthDay: "20260101", AuthTime: "000000" }],
    ["AuthDay and AuthTime", { AuthDay: "20261122", AuthTime: "120000", CreateDT: "2026-01-01 00:00:00" }],
    ["CreateDT", { CreateDT: "2026-11-22 12:00:00" }],
    ["CreateDT, of a day that is none", { AuthDay: "120261122", CreateDT: "2026-11-22 12:00:00", AuthTime: "120000" }],
    [
      "CreateDT, of an hour that is none",
      { AuthDay: "20261122", CreateDT: "2026-11-22 12:00:00", AuthTime: "1200000" },
    ],
  ])("has its time by %s", (_what, told) => {
    expect(paidAs({ ...without(PAID, "AuthDay", "AuthTime"), ...told }).paidAt).toEqual(NOON)
  })

  it("of no time has none, nor has what is no money", () => {
    expect(paidAs(without(PAID, "AuthDay", "AuthTime")).paidAt).toBeNull()
    expect(readFacts(PAID, "pending", "", "automatic").paidAt).toBeNull()
  })

  it("tells a fee that begins with a nought", () => {
    expect(paidAs({ ...PAID, TradeFee: "012" }).details.fee).toBe("012")
  })

  it("is simulated only by its words", () => {
    expect(paidAs(without(PAID, "ResCodeMsg")).simulated).toBe(false)
    expect(paidAs({ ...PAID, ResCodeMsg: "模擬付款" }).simulated).toBe(true)
  })
})

describe("a code", () => {
  const terms = { amount: 1060, expires_at: "2026-11-25T15:59:59.000Z" }
  const ofQuery = (fields: Fields, changes: Fields): Fields => ({
    ...without(fields, "ExpireDate", "PayNo", "BankType", "Store"),
    ...changes,
  })

  it("of an ATM has other names in a query", () => {
    const told = { OffExpireTime: "2026-11-25 23:59:59", OffPayNo: "9900140673104366", OffChannel: "822" }
    const voucher = { kind: "atm", bank_code: "822", account: "9900140673104366", ...terms }
    expect(heard(ofQuery(ATM_ISSUED, told)).voucher).toMatchObject(voucher)
    for (const name of Object.keys(told))
      expect(heard(without(ofQuery(ATM_ISSUED, told), name)), name).toMatchObject({ state: "unknown", voucher: null })
  })

  it.each([
    ["SEVEN", "7-eleven"],
    ["seven", "7-eleven"],
    ["7-ELEVEN", "7-eleven"],
    ["7ELEVEN", "7-eleven"],
    ["SEVENTH", "any"],
    ["NO-SEVEN", "any"],
    ["7--ELEVEN", "any"],
    ["", "any"],
  ])("of the store %j is to be paid at %s", (Store, chain) => {
    expect(heard({ ...CVS_ISSUED, Store }).voucher).toMatchObject({ kind: "cvs", chain })
    const told = { OffExpireTime: "2026-11-25 23:59:59", OffPayNo: "CSA26112200001", OffChannel: Store }
    expect(heard(ofQuery(CVS_ISSUED, told)).voucher).toEqual({ kind: "cvs", code: "CSA26112200001", chain, ...terms })
  })

  it("of a store that is not told is for any", () => {
    expect(heard(without(CVS_ISSUED, "Store")).voucher).toMatchObject({ chain: "any" })
  })

  it.each([
    ["1", "pending"],
    ["2", "unknown"],
    ["3", "unknown"],
    ["6", "pending"],
    ["7", "pending"],
    ["11", "pending"],
    ["", "unknown"],
  ])("without a number, of PaymentType %j, is %s", (PaymentType, state) => {
    expect(heard({ ...without(ATM_ISSUED, "PayNo"), PaymentType })).toMatchObject({ state, voucher: null })
  })
})
