import { describe, expect, it } from "vitest"
import { readNotice } from "../../../src/providers/newebpay/notice"
import { factsOf, readVoucher } from "../../../src/providers/newebpay/trade"
import type { Fields } from "../../../src/toolkit/redact"
import { CARD, gatewayOf, heard, notice } from "./speech"

const NUMBER: Fields = { Amt: "1000", ExpireDate: "2026-11-29", ExpireTime: "235959" }
const expires_at = "2026-11-29T15:59:59.000Z"

describe("a notice", () => {
  it.each(["MPG02004", "MPG03009", "MPG03010", "MPG03011", "MPG05001", "MPG05002", "MPG05003", "MPG05004", "MPG05005"])(
    "that says %s is failed",
    (Status) => {
      expect(heard(notice(CARD, { Status, Message: "失敗" }))).toMatchObject({
        state: "failed",
        code: Status,
        message: "失敗",
      })
    },
  )

  it.each(["NotifyURL", "ReturnURL"])("is told from an order, which has %s", (name) => {
    const { notice: signed } = gatewayOf()
    if (signed?.kind !== "signed") throw new Error("NewebPay signs its notices.")
    const order = notice({ ...CARD, [name]: "https://api.shop.example.tw" })
    expect(() => signed.verify(order)).toThrow("The message is not a notice of NewebPay's.")
  })

  it("without a code, a word or a name says nothing of them", () => {
    expect(readNotice({}, "automatic")).toMatchObject({
      ...{ state: "unknown", code: "", message: "", tradeNo: "", merchant: "", reference: null, simulated: false },
    })
  })

  it.each([
    ["no word of the bank's", {}, "captured"],
    ["an empty word of the bank's", { RespondCode: "" }, "captured"],
    ["the bank's approval", { RespondCode: "00" }, "captured"],
    ["the bank's refusal", { RespondCode: "51" }, "unknown"],
  ])("of success with %s", (_what, word, state) => {
    const fields = { Status: "SUCCESS", Amt: "1000", PaymentType: "CREDIT", PayTime: "2026-11-22 12:00:00", ...word }
    expect(readNotice(fields, "automatic").state).toBe(state)
  })

  it("that does not say what was paid with is neither money nor none, where the shop captures by itself", () => {
    const fields = { Status: "SUCCESS", Amt: "1000", PayTime: "2026-11-22 12:00:00" }
    expect(readNotice(fields, "manual").state).toBe("unknown")
    expect(readNotice(fields, "automatic").state).toBe("captured")
  })

  it("is simulated by the bank's words, too", () => {
    expect(factsOf({ RespondMsg: "模擬付款成功" }, "", "").simulated).toBe(true)
    expect(factsOf({ RespondMsg: "授權成功", Message: "授權成功" }, "", "").simulated).toBe(false)
  })
})

describe("a number", () => {
  const VACC = { ...NUMBER, PaymentType: "VACC", BankCode: "004", CodeNo: "12345" }

  it.each([
    ["a day alone", { ExpireTime: "" }, expires_at],
    ["a day, and no hour", { ExpireTime: undefined }, expires_at],
    ["its hour in figures", { ExpireTime: "123456" }, "2026-11-29T04:34:56.000Z"],
    ["its hour with colons", { ExpireTime: "12:34:56" }, "2026-11-29T04:34:56.000Z"],
    ["both in one", { ExpireDate: "2026-11-29 12:34:56", ExpireTime: "000000" }, "2026-11-29T04:34:56.000Z"],
    ["an hour that is none", { ExpireTime: "1234567" }, null],
    ["an hour that is none", { ExpireTime: "x123456" }, null],
    ["no day", { ExpireDate: undefined }, null],
  ])("ends by %s", (_what, changes, end) => {
    const fields = Object.entries({ ...VACC, ...changes }).flatMap(([name, value]) => (value ? [[name, value]] : []))
    expect(readVoucher(Object.fromEntries(fields))?.expires_at ?? null).toBe(end)
  })

  it.each([
    ["(004)98765432109876", { bank_code: "004", account: "98765432109876" }],
    ["98765432109876", { bank_code: "822", account: "1" }],
    ["(04)98765432109876", { bank_code: "822", account: "1" }],
    ["x(004)98765432109876", { bank_code: "822", account: "1" }],
    ["", { bank_code: "822", account: "1" }],
  ])("of an account that an answer tells as %j", (PayInfo, told) => {
    expect(readVoucher({ ...VACC, BankCode: "822", CodeNo: "1", PayInfo })).toMatchObject({ kind: "atm", ...told })
  })

  it.each([["BankCode"], ["CodeNo"]])("of an account without %s is none", (name) => {
    expect(readVoucher({ ...VACC, [name]: "" })).toBeNull()
  })

  it.each([
    [{ CodeNo: "A1", PayInfo: "B2" }, "A1"],
    [{ CodeNo: "", PayInfo: "B2" }, "B2"],
    [{ PayInfo: "B2" }, "B2"],
  ])("of a store by %j", (told, code) => {
    const voucher = readVoucher({ ...NUMBER, PaymentType: "CVS", ...told })
    expect(voucher).toEqual({ kind: "cvs", code, chain: "any", amount: 1000, expires_at })
    expect(readVoucher({ ...NUMBER, PaymentType: "CVS" })).toBeNull()
  })

  const three = { Barcode_1: "A1", Barcode_2: "B2", Barcode_3: "C3" }

  it.each([
    [three, ["A1", "B2", "C3"]],
    [{ ...three, PayInfo: "D4,E5,F6" }, ["D4", "E5", "F6"]],
    [{ ...three, PayInfo: "D4,E5" }, null],
    [{ ...three, PayInfo: ",E5,F6" }, null],
    [{ ...three, PayInfo: "D4,,F6" }, null],
    [{ ...three, Barcode_1: "" }, null],
    [{ ...three, Barcode_2: "" }, null],
    [{ ...three, Barcode_3: "" }, null],
  ])("of barcodes by %j", (told, barcodes) => {
    const voucher = readVoucher({ ...NUMBER, PaymentType: "BARCODE", ...told })
    expect(voucher).toEqual(barcodes && { kind: "barcode", barcodes, amount: 1000, expires_at })
  })

  it("of no kind that is known, or of no amount, is none", () => {
    expect(readVoucher({ ...VACC, PaymentType: "OTHER", PayInfo: "A,B,C" })).toBeNull()
    expect(readVoucher({ ...VACC, Amt: "1e3" })).toBeNull()
  })
})
