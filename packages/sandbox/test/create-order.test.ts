import { afterAll, beforeAll, describe, expect, it } from "vitest"
import type { Fields } from "../src/gateways/ecpay/wire/codec.js"
import { openWorld, order, sign, type World } from "./shop.js"

const CREATE = "/Cashier/AioCheckOut/V5"

let world: World
beforeAll(async () => {
  const closed = { hashKey: "0123456789abcdef", hashIV: "fedcba9876543210" }
  world = await openWorld({
    ecpay: {
      accounts: [
        { merchantId: "3900001", ...closed, methods: [] },
        { merchantId: "3900002", ...closed, methods: ["ATM"] },
      ],
    },
  })
})
afterAll(() => world.close())

async function refusal(fields: Fields, keys?: { hashKey: string; hashIV: string }): Promise<string> {
  const response = await world.call(CREATE, fields, keys)
  const text = await response.text()
  expect(response.status).toBe(200)
  expect(text).toContain("訊息代碼 Message code：")
  expect(text).toContain("訊息說明 Note for message：")
  return /data-code="(\d+)"/.exec(text)?.[1] ?? ""
}

const long = (count: number) => "長".repeat(count)

describe("orders that ECPay refuses", () => {
  const cases: [name: string, changes: Fields, code: string][] = [
    ["an unknown field", { Bogus: "1" }, "10100050"],
    ["an unknown merchant", { MerchantID: "9999999" }, "10200094"],
    ["a trade number with a dash", { MerchantTradeNo: "A-1" }, "10200052"],
    ["a trade number of 21 characters", { MerchantTradeNo: "A".repeat(21) }, "10200052"],
    ["an empty trade number", { MerchantTradeNo: "" }, "10200052"],
    ["a date with dashes", { MerchantTradeDate: "2026-11-22 10:00:00" }, "10100050"],
    ["no description", { TradeDesc: "" }, "10100050"],
    ["a description of 201 characters", { TradeDesc: long(201) }, "10100050"],
    ["an item name of 401 characters, cut before the signature is checked", { ItemName: long(401) }, "10200073"],
    ["another payment type", { PaymentType: "AIO" }, "10100050"],
    ["MD5", { EncryptType: "0" }, "10100050"],
    ["an amount of zero", { TotalAmount: "0" }, "10100050"],
    ["an amount with cents", { TotalAmount: "100.5" }, "10100050"],
    ["an amount with a comma", { TotalAmount: "1,060" }, "10100050"],
    ["a negative amount", { TotalAmount: "-5" }, "10100050"],
    ["an amount above the card limit", { TotalAmount: "200000" }, "5100070"],
    ["an amount below the card limit", { TotalAmount: "4" }, "5100070"],
    ["an amount above the ATM limit", { ChoosePayment: "ATM", TotalAmount: "50000" }, "5100070"],
    ["an amount below the CVS limit", { ChoosePayment: "CVS", TotalAmount: "32" }, "5100070"],
    ["URICH below its own limit", { ChoosePayment: "BNPL", ChooseSubPayment: "URICH", TotalAmount: "999" }, "5100070"],
    ["a method that was removed", { ChoosePayment: "GooglePay" }, "10100050"],
    ["a bank that is suspended", { ChoosePayment: "ATM", ChooseSubPayment: "TAISHIN" }, "10100050"],
    ["a sub-payment of another method", { ChoosePayment: "ATM", ChooseSubPayment: "IBON" }, "10100050"],
    ["BNPL without PaymentInfoURL", { ChoosePayment: "BNPL", PaymentInfoURL: "" }, "10100050"],
    [
      "everything ignored",
      {
        ChoosePayment: "ALL",
        IgnorePayment: "Credit#WebATM#ATM#CVS#BARCODE#ApplePay#TWQR#BNPL#WeiXin",
        TotalAmount: "600000",
      },
      "5100070",
    ],
    ["DigitalPayment ignored", { ChoosePayment: "ALL", IgnorePayment: "DigitalPayment" }, "10100050"],
    ["a return address of 201 characters", { ReturnURL: `https://shop/${"a".repeat(190)}` }, "10100050"],
    ["a return address that is none", { ReturnURL: "shop/notify" }, "10100050"],
    ["a script as back address", { ClientBackURL: "javascript:alert(1)" }, "10100050"],
    ["an underscore in a custom field", { CustomField1: "payses_1" }, "10100050"],
    ["a custom field of 51 characters", { CustomField4: "a".repeat(51) }, "10100050"],
    ["an unknown language", { Language: "FRA" }, "10100050"],
    ["instalments that do not exist", { CreditInstallment: "7" }, "10100050"],
    ["instalments with points", { CreditInstallment: "3", Redeem: "Y" }, "10100050"],
    ["UnionPay with instalments", { UnionPay: "1", CreditInstallment: "3" }, "10100050"],
    ["five periods at an ordinary merchant", { CreditInstallment: "5" }, "10200146"],
    ["an ATM lifetime of 61 days", { ChoosePayment: "ATM", ExpireDate: "61" }, "10100050"],
    ["a CVS lifetime of 43,201 minutes", { ChoosePayment: "CVS", StoreExpireDate: "43201" }, "10100050"],
    ["a barcode lifetime of 31 days", { ChoosePayment: "BARCODE", StoreExpireDate: "31" }, "10100050"],
    ["a word that the firewall stops", { ItemName: "Python 入門" }, "10400011"],
    ["a platform that is none", { PlatformID: "2000132" }, "10100050"],
    ["yearly times of 100", periodic({ PeriodType: "Y", Frequency: "1", ExecTimes: "100" }), "10100228"],
    ["monthly times of 1", periodic({ PeriodType: "M", Frequency: "1", ExecTimes: "1" }), "10100227"],
    ["a monthly frequency of 13", periodic({ PeriodType: "M", Frequency: "13", ExecTimes: "2" }), "10100050"],
    ["another amount for each period", { ...periodic({ PeriodType: "D" }), PeriodAmount: "1" }, "10100050"],
  ]

  it.each(cases)("%s", async (_name, changes, code) => {
    expect(await refusal(order(world.shop, changes))).toBe(code)
  })

  it("a wrong signature", async () => {
    const keys = { hashKey: "wrong", hashIV: "keys" }
    expect(await refusal(order(world.shop), keys)).toBe("10200073")
  })

  it("a field altered after signing", async () => {
    const fields = { ...sign(order(world.shop)), TotalAmount: "1" }
    const response = await fetch(world.sandbox.url + CREATE, { method: "POST", body: new URLSearchParams(fields) })
    expect(await response.text()).toContain("Message code：10200073")
  })

  it("a missing field, by its name", async () => {
    const { ReturnURL: _gone, ...fields } = order(world.shop)
    const response = await world.call(CREATE, fields)
    expect(await response.text()).toContain("Parameter Error. ReturnURL Not In Spec")
  })

  it("a merchant with no service opened, and one without the service asked for", async () => {
    const keys = { hashKey: "0123456789abcdef", hashIV: "fedcba9876543210" }
    expect(await refusal(order(world.shop, { MerchantID: "3900001" }), keys)).toBe("10200141")
    expect(await refusal(order(world.shop, { MerchantID: "3900002" }), keys)).toBe("10300023")
  })

  it("a trade number used before, whatever became of it", async () => {
    const fields = order(world.shop)
    expect((await world.call(CREATE, fields)).status).toBe(302)
    expect(await refusal(fields)).toBe("10300028")
  })

  it("a GET", async () => {
    expect((await fetch(world.sandbox.url + CREATE)).status).toBe(404)
  })
})

function periodic(changes: Fields): Fields {
  return { PeriodAmount: "1060", PeriodType: "M", Frequency: "1", ExecTimes: "12", ...changes }
}

describe("orders that ECPay takes", () => {
  const cases: [name: string, changes: Fields][] = [
    ["the plainest", {}],
    ["fields of other methods", { ClientRedirectURL: "https://shop.example/r", IgnorePayment: "", ExpireDate: "3" }],
    ["an empty PlatformID", { PlatformID: "" }],
    ["custom fields with allowed symbols", { CustomField1: "A.#()$[];%{}:/?&@<>! 茶" }],
    ["an item name of 400 characters", { ItemName: long(400) }],
    ["all methods", { ChoosePayment: "ALL", IgnorePayment: "CVS#BARCODE" }],
    ["the older e-invoice fields", { InvoiceMark: "Y", RelateNumber: "R1", InvType: "07" }],
    ["a wallet in either case", { ChoosePayment: "DigitalPayment", ChooseSubPayment: "IPASS" }],
    ["a periodic order", periodic({})],
    ["ReturnURL as PaymentInfoURL", { PaymentInfoURL: "https://shop.example/n", ReturnURL: "https://shop.example/n" }],
  ]

  it.each(cases)("%s", async (_name, changes) => {
    const response = await world.call(CREATE, order(world.shop, changes))
    expect(response.status).toBe(302)
    expect(response.headers.get("location")).toMatch(/^\/Cashier\//)
  })

  it("a platform's order, signed with the platform's keys alone", async () => {
    const platform = { hashKey: "spPjZn66i0OhqJsQ", hashIV: "hT5OJckN45isQTTs" }
    const fields = order(world.shop, { PlatformID: "3002599" })
    expect(await refusal(fields)).toBe("10200073")
    expect((await world.call(CREATE, fields, platform)).status).toBe(302)
  })

  it("stamps every answer with the virtual time", async () => {
    const response = await world.call(CREATE, order(world.shop))
    const date = new Date(response.headers.get("date") ?? "")
    expect(Math.abs(date.getTime() - world.sandbox.clock.now().getTime())).toBeLessThan(2_000)
  })
})
