import { describe, expect, it } from "vitest"
import type { EcpayOptions } from "../../../src/providers/ecpay/gateway"
import { METHODS } from "../../../src/providers/ecpay/methods"
import { verify } from "../../../src/providers/ecpay/wire"
import type { Form, StartRequest } from "../../../src/toolkit/contract/gateway"
import { twd } from "../../../src/toolkit/twd"
import { gatewayOf, methodOf, STAGE_KEYS } from "../../ecpay-account"

const ROUTE = "https://api.shop.example.tw/pay/ecpay-credit_main"

const DEPARTURE: StartRequest = {
  tradeNo: "T20261122A0001ABCDEF",
  method: methodOf("credit"),
  amount: twd(1060),
  at: new Date("2026-11-22T16:30:05Z"),
  locale: "zh-TW",
  items: [{ title: "珍珠奶茶", quantity: 2, total: 1000 }],
  shipping: [{ title: "宅配", quantity: 1, total: 60 }],
  buyer: { email: "buyer@example.tw", name: "王小明", phone: "0912345678" },
  sessionId: "payses_01M827V6CG0M4HZH5RT2Y2AYW3",
  urls: {
    notify: `${ROUTE}/notify`,
    return: `${ROUTE}/return?attempt=tpa_1`,
    back: `${ROUTE}/return?attempt=tpa_1&back=1`,
    preChargeCheck: `${ROUTE}/gate`,
  },
}

function formOf(id: string, departure: Partial<StartRequest> = {}, options: Partial<EcpayOptions> = {}): Form {
  const { start } = gatewayOf(options)
  if (start.kind !== "form") throw new Error("ECPay starts with a form.")
  return start.form({ ...DEPARTURE, method: methodOf(id), ...departure })
}

const ids = METHODS.map(({ id }) => id)

/** 產生訂單, 共用參數 (p=2862): the longest value of each. */
const LONGEST: Readonly<Record<string, number>> = {
  MerchantID: 10,
  MerchantTradeNo: 20,
  MerchantTradeDate: 20,
  PaymentType: 20,
  TradeDesc: 200,
  ItemName: 400,
  ReturnURL: 200,
  ChoosePayment: 20,
  CheckMacValue: 64,
  ClientBackURL: 200,
  OrderResultURL: 200,
  PaymentInfoURL: 200,
  ClientRedirectURL: 200,
  ChooseSubPayment: 20,
  NeedExtraPaidInfo: 1,
  CustomField1: 50,
  Language: 3,
  CreditInstallment: 20,
  IgnorePayment: 100,
  StoreID: 10,
  PlatformID: 10,
}

/** All names ECPay knows; an unknown one is refused (10100050). */
const KNOWN = new Set([
  ...Object.keys(LONGEST),
  "TotalAmount",
  "EncryptType",
  "UnionPay",
  "ExpireDate",
  "StoreExpireDate",
])

describe.each(ids)("the order form of %s", (id) => {
  const { action, fields } = formOf(id)

  it("goes to AioCheckOut V5, signed as a whole", () => {
    expect(action).toBe("https://payment-stage.ecpay.com.tw/Cashier/AioCheckOut/V5")
    expect(verify(fields, [STAGE_KEYS]).fields).toEqual(fields)
  })

  it("has only fields that ECPay knows, each filled and within its length", () => {
    for (const [name, value] of Object.entries(fields)) {
      expect(KNOWN.has(name), name).toBe(true)
      expect(value, name).not.toBe("")
      expect(value.length, name).toBeLessThanOrEqual(LONGEST[name] ?? 20)
    }
  })

  it("says what every order says", () => {
    expect(fields).toMatchObject({
      MerchantID: "3002607",
      MerchantTradeNo: "T20261122A0001ABCDEF",
      MerchantTradeDate: "2026/11/23 00:30:05",
      PaymentType: "aio",
      TotalAmount: "1060",
      TradeDesc: "網路訂單",
      ItemName: "珍珠奶茶 x 2 (1000 元)#宅配 x 1 (60 元)",
      ReturnURL: `${ROUTE}/notify`,
      ClientBackURL: `${ROUTE}/return?attempt=tpa_1&back=1`,
      EncryptType: "1",
      NeedExtraPaidInfo: "Y",
      CustomField1: "01M827V6CG0M4HZH5RT2Y2AYW3",
    })
  })

  it("has different addresses for the server, the result and the way back", () => {
    const { ReturnURL, ClientBackURL, OrderResultURL = "none" } = fields
    expect(new Set([ReturnURL, ClientBackURL, OrderResultURL]).size).toBe(3)
  })

  it("tells ECPay nothing about the buyer", () => {
    expect(JSON.stringify(fields)).not.toMatch(/buyer@example\.tw|王小明|0912345678/)
  })
})

describe("each method", () => {
  // 全方位金流 → 各付款方式的參數 (p=2866 … p=2876, p=36659)
  it.each([
    ["all", { ChoosePayment: "ALL", ExpireDate: "3" }],
    ["credit", { ChoosePayment: "Credit", UnionPay: "2" }],
    ["installment", { ChoosePayment: "Credit", CreditInstallment: "3,6,12" }],
    ["unionpay", { ChoosePayment: "Credit", UnionPay: "1" }],
    ["applepay", { ChoosePayment: "ApplePay" }],
    ["twqr", { ChoosePayment: "TWQR" }],
    ["weixin", { ChoosePayment: "WeiXin" }],
    ["bnpl", { ChoosePayment: "BNPL", PaymentInfoURL: `${ROUTE}/notify` }],
    ["jkopay", { ChoosePayment: "DigitalPayment", ChooseSubPayment: "Jkopay" }],
    ["ipass", { ChoosePayment: "DigitalPayment", ChooseSubPayment: "iPASS" }],
    ["webatm", { ChoosePayment: "WebATM" }],
    ["atm", { ChoosePayment: "ATM", ExpireDate: "3" }],
    ["cvs", { ChoosePayment: "CVS", StoreExpireDate: "10080" }],
    ["barcode", { ChoosePayment: "BARCODE", StoreExpireDate: "7" }],
  ])("%s chooses its own", (id, chosen) => expect(formOf(id).fields).toMatchObject(chosen))

  it.each(["unionpay", "atm", "cvs", "barcode"])("%s has no OrderResultURL, which ECPay does not allow there", (id) => {
    expect(formOf(id).fields).not.toHaveProperty("OrderResultURL")
  })

  it.each(["all", "atm", "cvs", "barcode"])(
    "%s tells the number to the server and brings the buyer back with it",
    (id) => {
      expect(formOf(id).fields).toMatchObject({
        PaymentInfoURL: DEPARTURE.urls.notify,
        ClientRedirectURL: DEPARTURE.urls.return,
      })
    },
  )

  it.each(["credit", "unionpay", "applepay", "webatm", "twqr"])(
    "%s has nothing of a number that is paid later",
    (id) => {
      for (const name of ["PaymentInfoURL", "ClientRedirectURL", "ExpireDate", "StoreExpireDate"])
        expect(formOf(id).fields).not.toHaveProperty(name)
    },
  )

  it("installment cannot be combined with UnionPay", () => {
    expect(formOf("installment").fields).not.toHaveProperty("UnionPay")
  })

  it("all leaves StoreExpireDate out: minutes for a code, days for a barcode", () => {
    expect(formOf("all").fields).not.toHaveProperty("StoreExpireDate")
  })
})

describe("the merchant's options", () => {
  it("set lifetimes in the unit of each method", () => {
    const options = { atmExpireDays: 60, cvsExpireMinutes: 43_200, barcodeExpireDays: 30 }
    expect(formOf("atm", {}, options).fields.ExpireDate).toBe("60")
    expect(formOf("cvs", {}, options).fields.StoreExpireDate).toBe("43200")
    expect(formOf("barcode", {}, options).fields.StoreExpireDate).toBe("30")
  })

  it("choose bank and chain, only where there is a choice", () => {
    const subPayments = { atm: "CATHAY", webatm: "BOT", cvs: "FAMILY", bnpl: "URICH" }
    for (const [id, sub] of Object.entries(subPayments))
      expect(formOf(id, {}, { subPayments }).fields.ChooseSubPayment).toBe(sub)
    expect(formOf("credit", {}, { subPayments }).fields).not.toHaveProperty("ChooseSubPayment")
  })

  it("hide methods from ECPay's own chooser only", () => {
    const hiddenMethods: EcpayOptions["hiddenMethods"] = ["CVS", "BARCODE"]
    expect(formOf("all", {}, { hiddenMethods }).fields.IgnorePayment).toBe("CVS#BARCODE")
    expect(formOf("atm", {}, { hiddenMethods }).fields).not.toHaveProperty("IgnorePayment")
  })

  it("offer at most twenty characters of instalment periods", () => {
    const installments: EcpayOptions["installments"] = ["3", "6", "12", "18", "24", "30N"]
    const { CreditInstallment = "" } = formOf("installment", {}, { installments }).fields
    expect(CreditInstallment).toBe("3,6,12,18,24,30N")
    expect(CreditInstallment.length).toBeLessThanOrEqual(20)
  })

  it("name platform and store", () => {
    const fields = formOf("credit", {}, { platformId: "3002599", storeId: "TPE01" }).fields
    expect(fields).toMatchObject({ PlatformID: "3002599", StoreID: "TPE01" })
  })

  it.each([
    ["zh-TW", undefined, undefined],
    ["en", undefined, "ENG"],
    ["zh-TW", "JPN", "JPN"],
    ["en", "KOR", "KOR"],
    ["en", "CHT", undefined],
    ["zh-TW", "CHT", undefined],
  ] as const)("show a buyer who reads %s with language %s ECPay's pages in %s", (locale, language, sent) => {
    const options = language === undefined ? {} : { language }
    expect(formOf("credit", { locale }, options).fields.Language).toBe(sent)
  })

  it("send the form to the sandbox, or to production", () => {
    const sandbox = formOf("credit", {}, { environment: { sandbox: "http://localhost:4545" } })
    expect(sandbox.action).toBe("http://localhost:4545/Cashier/AioCheckOut/V5")
  })
})

describe("what comes from the shop", () => {
  it("is made safe: names with forbidden characters, firewall words, broken emoji", () => {
    const items = [{ title: `"Python" & <b> \ud83d 茶`, quantity: 1, total: 65 }]
    const { ItemName = "" } = formOf("credit", { items, shipping: [], amount: twd(65) }).fields
    expect(ItemName).toBe("＂Ｐython＂ ＆ ＜b＞ \ufffd 茶 x 1 (65 元)")
  })

  it("may be nothing at all", () => {
    expect(formOf("credit", { items: [], shipping: [] }).fields.ItemName).toBe("商品")
    expect(formOf("credit", { items: [], shipping: [], locale: "en" }).fields.ItemName).toBe("Goods")
  })

  it("keeps the reference field to letters and digits, at most fifty", () => {
    const sessionId = `payses_${"a-b_c.d!&=".repeat(20)}`
    expect(formOf("credit", { sessionId }).fields.CustomField1).toMatch(/^[A-Za-z0-9]{1,50}$/)
  })
})
