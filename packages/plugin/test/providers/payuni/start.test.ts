import { describe, expect, it } from "vitest"
import type { PayuniOptions } from "../../../src/providers/payuni/gateway"
import { METHODS } from "../../../src/providers/payuni/methods"
import { open } from "../../../src/providers/payuni/wire"
import type { Form, StartRequest } from "../../../src/toolkit/contract/gateway"
import type { Fields } from "../../../src/toolkit/redact"
import { twd } from "../../../src/toolkit/twd"
import { gatewayOf, KEYS, MER_ID, methodOf, TRADE_NO } from "./messages"

const ROUTE = "https://api.shop.example.tw/pay/payuni-credit_main"

const DEPARTURE: StartRequest = {
  tradeNo: TRADE_NO,
  method: methodOf("credit"),
  amount: twd(1060),
  at: new Date("2026-11-22T16:30:05.900Z"),
  locale: "zh-TW",
  items: [
    { title: "珍珠奶茶", quantity: 2, total: 800 },
    { title: "波霸紅茶", quantity: 1, total: 200 },
  ],
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

function formOf(id: string, departure: Partial<StartRequest> = {}, options: Partial<PayuniOptions> = {}): Form {
  const { start } = gatewayOf(options)
  if (start.kind !== "form") throw new Error("PAYUNi starts with a form.")
  return start.form({ ...DEPARTURE, method: methodOf(id), ...departure })
}

/** What PAYUNi reads in the form. */
function orderOf(id: string, departure: Partial<StartRequest> = {}, options: Partial<PayuniOptions> = {}): Fields {
  return open(formOf(id, departure, options).fields, [KEYS]).fields
}

const TOOLS = [
  ...["Credit", "CreditInst", "CreditUnionPay", "ApplePay", "GooglePay", "SamsungPay"],
  ...["ICash", "Aftee", "LinePay", "JKoPay", "ATM", "CVS"],
]

const COMMON = {
  MerID: MER_ID,
  MerTradeNo: TRADE_NO,
  TradeAmt: "1060",
  Timestamp: "1795365005",
  ProdDesc: "珍珠奶茶 x 2 (800 元);波霸紅茶 x 1 (200 元);宅配 x 1 (60 元)",
  ReturnURL: `${ROUTE}/return?attempt=tpa_1`,
  NotifyURL: `${ROUTE}/notify`,
  BackURL: `${ROUTE}/return?attempt=tpa_1&back=1`,
  UsrMail: "buyer@example.tw",
  Lang: "zh-tw",
}

describe.each(METHODS.map(({ id }) => id))("the order form of %s", (id) => {
  const { action, fields } = formOf(id)

  it("goes to UPP 2.0, with nothing outside of the envelope", () => {
    expect(action).toBe("https://api.payuni.com.tw/api/upp")
    expect(Object.keys(fields)).toEqual(["MerID", "Version", "EncryptInfo", "HashInfo"])
    expect(fields).toMatchObject({ MerID: MER_ID, Version: "2.0" })
  })

  it("says what every order says, and nothing more about the buyer", () => {
    expect(orderOf(id)).toMatchObject(COMMON)
    expect(JSON.stringify(orderOf(id))).not.toMatch(/王小明|0912345678/)
  })

  it("has no empty field", () => {
    for (const [name, value] of Object.entries(orderOf(id))) expect(value, name).not.toBe("")
  })
})

describe("each method", () => {
  // 整合式支付頁 → 請求參數 (#34)
  it.each([
    ["all", {}],
    ["credit", { Credit: "1" }],
    ["installment", { CreditInst: "3,6,12" }],
    ["unionpay", { CreditUnionPay: "1" }],
    ["applepay", { ApplePay: "1" }],
    ["googlepay", { GooglePay: "1" }],
    ["samsungpay", { SamsungPay: "1" }],
    ["icash", { ICash: "1" }],
    ["aftee", { Aftee: "1" }],
    ["linepay", { LinePay: "1" }],
    ["jkopay", { JKoPay: "1" }],
    ["atm", { ATM: "1" }],
    ["cvs", { CVS: "1" }],
  ])("%s shows its own and no other", (id, tools) => {
    const shown = Object.entries(orderOf(id)).filter(([name]) => TOOLS.includes(name))
    expect(Object.fromEntries(shown)).toEqual(tools)
  })

  it("of a code has a last day on Taipei's wall, counted from the buyer's departure", () => {
    expect(orderOf("atm").ExpireDate).toBe("2026-11-26")
    expect(orderOf("cvs").ExpireDate).toBe("2026-11-30")
    expect(orderOf("all").ExpireDate).toBe("2026-11-26")
    expect(orderOf("credit")).not.toHaveProperty("ExpireDate")
  })
})

describe("the merchant's options", () => {
  it("set lifetimes; the chooser takes the shorter one, which hides no store code", () => {
    const options = { atmExpireDays: 180, cvsExpireDays: 1 }
    expect(orderOf("atm", {}, options).ExpireDate).toBe("2027-05-22")
    expect(orderOf("all", {}, options).ExpireDate).toBe("2026-11-24")
  })

  it("choose terms and banks", () => {
    const options: Partial<PayuniOptions> = { installments: ["24", "3"], atmBanks: ["822", "004"] }
    expect(orderOf("installment", {}, options).CreditInst).toBe("3,24")
    expect(orderOf("atm", {}, options).AtmBankType).toBe("822,004")
  })

  it("force 3-D where there is 3-D", () => {
    const options = { force3d: true }
    expect(orderOf("credit", {}, options).API3D).toBe("1")
    expect(orderOf("installment", {}, options).API3D).toBe("1")
    expect(orderOf("unionpay", {}, options).Union3D).toBe("1")
    expect(orderOf("atm", {}, options)).not.toHaveProperty("API3D")
    expect(orderOf("credit")).not.toHaveProperty("API3D")
  })

  it("show methods on PAYUNi's own chooser, only those that take the amount", () => {
    const options: Partial<PayuniOptions> = { shownMethods: ["credit", "atm", "installment"] }
    expect(orderOf("all", {}, options)).toMatchObject({ Credit: "1", CreditInst: "3,6,12", ATM: "1" })
    expect(orderOf("all", { amount: twd(60_000) }, options)).not.toHaveProperty("ATM")
    expect(orderOf("all", { amount: twd(60_000) }, { shownMethods: ["atm"] })).toHaveProperty("ATM", "1")
    expect(orderOf("linepay", {}, options)).not.toHaveProperty("Credit")
  })

  it.each([
    ["zh-TW", undefined, "zh-tw"],
    ["en", undefined, "en"],
    ["zh-TW", "en", "en"],
    ["en", "zh-tw", "zh-tw"],
  ] as const)("show a buyer who reads %s with language %s the pages in %s", (locale, language, Lang) => {
    expect(orderOf("credit", { locale }, language ? { language } : {}).Lang).toBe(Lang)
  })

  it.each([
    ["stage", "https://sandbox-api.payuni.com.tw/api/upp"],
    [{ sandbox: "http://localhost:4545" }, "http://localhost:4545/api/upp"],
  ] as const)("send the form to %j", (environment, action) => {
    expect(formOf("credit", {}, { environment }).action).toBe(action)
  })
})

describe("what comes from the shop", () => {
  const described = (...titles: string[]) =>
    orderOf("credit", {
      items: titles.map((title) => ({ title, quantity: 1, total: 10 })),
      ...{ shipping: [], amount: twd(titles.length * 10) },
    }).ProdDesc ?? ""

  it("is made safe: separators, markup, control characters, broken emoji", () => {
    expect(described(`a;b`, `<b>"&'`, "\u0000茶\n葉", "\ud83d", "  ")).toBe(
      "a；b x 1 (10 元);＜b＞＂＆＇ x 1 (10 元);茶 葉 x 1 (10 元);\ufffd x 1 (10 元);商品 x 1 (10 元)",
    )
  })

  it("is cut between characters at 550 bytes", () => {
    const long = described("茶".repeat(500), "more")
    expect(Buffer.byteLength(long)).toBeLessThanOrEqual(550)
    expect(long.isWellFormed()).toBe(true)
    expect(described("x".repeat(545), "more")).not.toMatch(/;$/)
  })

  it("may be nothing at all", () => {
    expect(orderOf("credit", { items: [], shipping: [] }).ProdDesc).toBe("商品")
    expect(orderOf("credit", { items: [], shipping: [], locale: "en" }).ProdDesc).toBe("Goods")
  })

  it.each([null, "", "not an address", "a@b", "王@example.tw", "a b@example.tw", `${"a".repeat(65)}@example.tw`])(
    "leaves out a mail address that PAYUNi might refuse: %j",
    (email) => {
      expect(orderOf("credit", { buyer: { ...DEPARTURE.buyer, email } })).not.toHaveProperty("UsrMail")
    },
  )
})
