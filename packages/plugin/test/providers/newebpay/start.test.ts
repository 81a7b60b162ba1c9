import { describe, expect, it } from "vitest"
import { newebpay } from "../../../src/providers/newebpay/gateway"
import type { StartRequest } from "../../../src/toolkit/contract/gateway"
import { twd } from "../../../src/toolkit/twd"
import { methodOf } from "../../ecpay-account"
import { gatewayOf, NOON, newebpayText, OPTIONS, shaOf, TRADE_NO } from "./speech"

const SHOP = "https://api.shop.example.tw/pay/newebpay-credit_main"

function departure(method: string, changes: Partial<StartRequest> = {}): StartRequest {
  return {
    tradeNo: TRADE_NO,
    method: methodOf(method, newebpay),
    amount: twd(1020),
    at: NOON,
    locale: "zh-TW",
    items: [{ title: "高山烏龍", quantity: 2, total: 960 }],
    shipping: [{ title: "宅配", quantity: 1, total: 60 }],
    buyer: { email: "buyer@example.com", name: "王小明", phone: "0912345678" },
    sessionId: "payses_1",
    urls: {
      notify: `${SHOP}/notify`,
      return: `${SHOP}/return?attempt=1`,
      back: `${SHOP}/return?attempt=1&back=1`,
      preChargeCheck: "",
    },
    ...changes,
  }
}

function formOf(method: string, changes: Partial<StartRequest> = {}, options = {}) {
  const { start } = gatewayOf(options)
  if (start.kind !== "form") throw new Error("NewebPay starts by a form.")
  return start.form(departure(method, changes))
}

function orderOf(method: string, changes: Partial<StartRequest> = {}, options = {}): Record<string, string> {
  const { TradeInfo = "" } = formOf(method, changes, options).fields
  return Object.fromEntries(new URLSearchParams(newebpayText(TradeInfo)))
}

it("the form is signed, and shows nothing but the shop", () => {
  const { action, fields } = formOf("credit")
  expect(action).toBe("https://core.newebpay.com/MPG/mpg_gateway")
  expect(fields).toEqual({
    MerchantID: OPTIONS.merchantId,
    TradeInfo: expect.stringMatching(/^([0-9a-f]{32})+$/),
    TradeSha: shaOf(fields.TradeInfo ?? ""),
    Version: "2.3",
  })
})

it("the order names number, amount, time and the three ways back", () => {
  const order = orderOf("credit")
  expect(order).toEqual({
    MerchantID: OPTIONS.merchantId,
    RespondType: "JSON",
    TimeStamp: String(NOON.getTime() / 1000),
    Version: "2.3",
    LangType: "zh-tw",
    MerchantOrderNo: TRADE_NO,
    Amt: "1020",
    ItemDesc: "高山烏龍 x 2 (960 元), 宅配 x 1 (60 元)",
    ExpireDate: "20261129",
    ReturnURL: `${SHOP}/return?attempt=1`,
    NotifyURL: `${SHOP}/notify`,
    CustomerURL: `${SHOP}/return?attempt=1`,
    ClientBackURL: `${SHOP}/return?attempt=1&back=1`,
    Email: "buyer@example.com",
    CREDIT: "1",
  })
  expect(order.ReturnURL).not.toBe(order.NotifyURL)
})

describe("a method asks for itself alone", () => {
  const common = Object.keys(orderOf("credit")).filter((name) => name !== "CREDIT")
  const own = (method: string, options = {}) => {
    const order = Object.entries(orderOf(method, {}, options))
    return Object.fromEntries(order.filter(([name]) => !common.includes(name) && name !== "OrderDetail"))
  }

  it.each([
    ["all", {}],
    ["credit", { CREDIT: "1" }],
    ["installment", { InstFlag: "3,6,12" }],
    ["bonus", { CreditRed: "1" }],
    ["unionpay", { UNIONPAY: "1" }],
    ["amex", { CREDITAE: "1" }],
    ["applepay", { APPLEPAY: "1" }],
    ["googlepay", { ANDROIDPAY: "1" }],
    ["samsungpay", { SAMSUNGPAY: "1" }],
    ["linepay", { LINEPAY: "1" }],
    ["esunwallet", { ESUNWALLET: "1" }],
    ["taiwanpay", { TAIWANPAY: "1" }],
    ["twqr", { TWQR: "1" }],
    ["wechatpay", { EZPWECHAT: "1" }],
    ["alipay", { EZPALIPAY: "1" }],
    ["bitopay", { BITOPAY: "1" }],
    ["aftee", { AFTEE: "1", BNPL_Capture: "1" }],
    ["oppay", { OPPAY: "1", BNPL_Capture: "1" }],
    ["webatm", { WEBATM: "1", VACC: "1" }],
    ["atm", { VACC: "1" }],
    ["cvs", { CVS: "1" }],
    ["barcode", { BARCODE: "1" }],
  ])("%s", (method, fields) => expect(own(method)).toEqual(fields))

  it("as the options say", () => {
    expect(own("installment", { installments: ["24", "3"] })).toEqual({ InstFlag: "3,24" })
    expect(own("atm", { atmBanks: ["BOT", "KGI"] })).toEqual({ VACC: "1", BankType: "BOT,KGI" })
    expect(own("oppay", { oppayFee: "shop" })).toMatchObject({ OPPAY: "2" })
    expect(own("all", { shownMethods: ["credit", "atm", "aftee"] })).toMatchObject({
      CREDIT: "1",
      VACC: "1",
      AFTEE: "1",
    })
    expect(own("credit", { pageSeconds: 600, force3d: true })).toEqual({ CREDIT: "1", TradeLimit: "600", P3D: "1" })
  })
})

describe("the lines of the order", () => {
  const lines = (changes: Partial<StartRequest> = {}) => JSON.parse(orderOf("aftee", changes).OrderDetail ?? "null")
  const line = (title: string, total: number, quantity = 1) => ({ title, total, quantity })

  it("add up, each with a number of its own", () => {
    const numbered = (index: string) => `${TRADE_NO.slice(3)}${index}`
    expect(lines()).toEqual([
      { ItemName: "高山烏龍 x 2", ItemAmt: 960, ItemType: 1, ItemOrderNo: numbered("000") },
      { ItemName: "宅配", ItemAmt: 60, ItemType: 1, ItemOrderNo: numbered("001") },
    ])
  })

  it.each([
    ["decimals", [line("a", 959.5), line("b", 0.5)]],
    ["a discount", [line("a", 1000), line("b", -40)]],
    ["another sum", [line("a", 1)]],
    ["nothing", []],
    ["too many", Array.from({ length: 31 }, () => line("a", 1))],
  ])("are one of the whole where there is %s", (_what, items) => {
    const told = lines({ items })
    expect(told).toHaveLength(1)
    expect(told[0].ItemAmt).toBe(1020)
  })

  it("have names that fit", () => {
    for (const title of ["", "茶".repeat(50), "\"\n'", "🍵".repeat(30)])
      for (const { ItemName } of lines({ items: [line(title, 960, 12)] })) {
        expect(ItemName.length).toBeGreaterThan(0)
        expect(ItemName.length).toBeLessThanOrEqual(20)
        expect(ItemName.isWellFormed()).toBe(true)
      }
  })
})

describe("what is told about the goods", () => {
  const desc = (title: string, locale: StartRequest["locale"] = "zh-TW") =>
    orderOf("credit", { items: [{ title, quantity: 1, total: 1020 }], shipping: [], locale }).ItemDesc ?? ""

  it("has no quotation marks, no line breaks, and fits", () => {
    expect(desc(`Tea "A"\r\n'B' <b>`)).toBe("Tea A B b x 1 (1020 元)")
    expect(desc("茶".repeat(80))).toBe("茶".repeat(50))
    expect(desc("🍵茶")).toBe("茶 x 1 (1020 元)")
    expect(desc("a~*!()+&=%")).toBe("a~*!()+&=% x 1 (1020 元)")
    expect(desc("\u0000\ud800").isWellFormed()).toBe(true)
  })

  it("is never empty, in the buyer's language", () => {
    expect(desc("")).toBe("商品 x 1 (1020 元)")
    expect(desc(" ", "en")).toBe("Goods x 1 (TWD 1020)")
    expect(orderOf("credit", { locale: "en" }).LangType).toBe("en")
    expect(orderOf("credit", { locale: "en" }, { language: "jp" }).LangType).toBe("jp")
  })

  it("leaves an address out that is none or too long", () => {
    for (const email of [null, `${"x".repeat(50)}@example.com`])
      expect(orderOf("credit", { buyer: { email, name: null, phone: null } })).not.toHaveProperty("Email")
  })
})

it("a number ends on Taipei's day", () => {
  const at = new Date("2026-11-22T16:30:00Z")
  expect(orderOf("atm", { at }, { expireDays: 1 }).ExpireDate).toBe("20261124")
})
