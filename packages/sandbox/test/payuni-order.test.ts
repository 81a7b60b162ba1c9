import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { hashOf } from "../src/gateways/payuni/wire/codec.js"
import { openPage } from "../src/shopper/index.js"
import { type CallOptions, MANUAL, type Merchant, openMerchant, SHOP, seconds } from "./payuni-merchant.js"

const MINUTE = 60_000

let merchant: Merchant
beforeEach(async () => {
  merchant = await openMerchant()
})
afterEach(() => merchant.close())

async function codeOf(changes: Record<string, string>, options?: CallOptions): Promise<string> {
  const response = await merchant.post(merchant.order(changes), options)
  if (response.status === 302) return "taken"
  return /id="error" data-code="(\w+)"/.exec(await response.text())?.[1] ?? "no code"
}

describe("an envelope", () => {
  it.each([
    ["API00002", { Version: "" }],
    ["API00003", { Version: "1.5" }],
    ["DEF01001", { MerID: "" }],
    ["API00004", { EncryptInfo: "" }],
    ["API00005", { HashInfo: "" }],
    ["API00010", { EncryptInfo: "xyz" }],
    ["API00011", { HashInfo: "xyz" }],
    ["API00011", { HashInfo: "a".repeat(64) }],
    ["DEF01003", { IsPlatForm: "1" }],
    ["DEF01005", { MerID: "S99999999" }],
    ["DEF01007", { HashInfo: "0".repeat(64) }],
    ["DEF01007", { MerID: MANUAL.merId }],
  ])("is refused as %s", async (code, outer) => {
    expect(await codeOf({}, { outer })).toBe(code)
    expect(merchant.world.sandbox.gateway("payuni").trades()).toEqual([])
  })

  it("that was sealed with another IV is DEF01007, and a right hash over nonsense DEF01002", async () => {
    expect(await codeOf({}, { shop: { ...MANUAL, merId: "S01234567" } })).toBe("DEF01007")
    expect(await codeOf({}, { outer: { EncryptInfo: "00", HashInfo: hashOf("00", SHOP) } })).toBe("DEF01002")
  })

  it("may be of Version 1.0", async () => expect(await codeOf({}, { version: "1.0" })).toBe("taken"))
})

describe("an order", () => {
  it.each([
    ["UPP02111", { MerID: MANUAL.merId }],
    ["UPP02002", { MerTradeNo: "" }],
    ["UPP02003", { MerTradeNo: "A".repeat(26) }],
    ["UPP02004", { MerTradeNo: "訂單" }],
    ["UPP02005", { TradeAmt: "" }],
    ["UPP02006", { TradeAmt: "10.5" }],
    ["UPP02007", { TradeAmt: "0" }],
    ["UPP02007", { TradeAmt: "-5" }],
    ["UPP02008", { Timestamp: "" }],
    ["UPP02009", { Timestamp: "now" }],
    ["UPP02010", { Timestamp: "1500000000" }],
    ["UPP02014", { ProdDesc: "" }],
    ["UPP02011", { ReturnURL: "shop" }],
    ["UPP02012", { NotifyURL: "ftp://shop" }],
    ["UPP02044", { BackURL: "back" }],
    ["UPP02013", { UsrMail: "nobody" }],
    ["UPP02045", { TradeLExpireSec: "long" }],
    ["UPP02046", { TradeLExpireSec: "59" }],
    ["UPP02046", { TradeLExpireSec: "601" }],
    ["UPP02042", { ExpireDate: "20261130" }],
    ["UPP02043", { ExpireDate: "2026-02-30" }],
    ["UPP02043", { ExpireDate: "2026-11-21" }],
    ["UPP02043", { ExpireDate: "2027-06-01" }],
    ["UPP02016", { UseTokenType: "4", CreditToken: "me" }],
    ["UPP02017", { UseTokenType: "1" }],
    ["UPP02018", { UseTokenType: "1", CreditToken: "a".repeat(201) }],
    ["UPP02019", { UseTokenType: "1", CreditToken: "a+b@example.com" }],
    ["UPP01008", { ShipTag: "1" }],
    ["UPP01008", { Ship: "1" }],
    ["UPP02085", { TradeInvoice: "1" }],
    ["UPP02114", { Coupon: "1" }],
    ["UPP02077", { ATM: "1", AtmBankType: "999" }],
    ["UPP02034", { Credit: "", CreditInst: "5" }],
    ["UPP02088", { TradeAmt: "200000" }],
    ["UPP02090", { Credit: "", CreditInst: "3", TradeAmt: "200000" }],
    ["UPP02101", { Credit: "", ATM: "1", TradeAmt: "14" }],
    ["UPP02101", { Credit: "", ATM: "1", TradeAmt: "50000" }],
    ["UPP02102", { Credit: "", CVS: "1", TradeAmt: "29" }],
    ["UPP02102", { Credit: "", CVS: "1", TradeAmt: "20001" }],
    ["UPP02108", { Credit: "", Aftee: "1", TradeAmt: "19" }],
    ["UPP02022", { Credit: "", CVS: "1", ExpireDate: "2026-12-24" }],
  ])("is refused as %s: %j", async (code, changes) => {
    expect(await codeOf(changes)).toBe(code)
    expect(merchant.world.sandbox.gateway("payuni").trades()).toEqual([])
    await merchant.world.sandbox.settled()
    expect(merchant.world.shop.received).toEqual([])
  })

  it("for a code that would end in less than two hours is refused as UPP02048", async () => {
    const today = { Credit: "", ATM: "1", ExpireDate: "2026-11-22" }
    expect(await codeOf(today)).toBe("taken")
    await merchant.world.sandbox.advance(12 * 60 * MINUTE + MINUTE)
    expect(await codeOf(today)).toBe("UPP02048")
  })

  it("for a tool that the shop has not opened is refused with the tool's code", async () => {
    const gateway = merchant.world.sandbox.gateway("payuni")
    gateway.addAccount({ ...MANUAL, tools: ["Credit", "CreditInst"], periods: ["3"] })
    const ask = (changes: Record<string, string>) => codeOf({ MerID: MANUAL.merId, ...changes }, { shop: MANUAL })
    expect(await ask({ LinePay: "1" })).toBe("UPP02073")
    expect(await ask({ ATM: "1" })).toBe("UPP02030")
    expect(await ask({ CreditInst: "3,6" })).toBe("UPP02035")
    expect(await ask({ CreditInst: "3" })).toBe("taken")
  })

  it("with a number used less than ten minutes ago is UPP01007, and later another order of that number", async () => {
    expect(await codeOf({ MerTradeNo: "AGAIN-1" })).toBe("taken")
    await merchant.world.sandbox.advance(9 * MINUTE)
    expect(await codeOf({ MerTradeNo: "AGAIN-1" })).toBe("UPP01007")
    expect(await codeOf({ MerTradeNo: "AGAIN-1", MerID: MANUAL.merId }, { shop: MANUAL })).toBe("taken")
    await merchant.world.sandbox.advance(2 * MINUTE)
    expect(await codeOf({ MerTradeNo: "AGAIN-1" })).toBe("taken")
    expect((await merchant.query("AGAIN-1")).map(({ TradeStatus }) => TradeStatus)).toEqual(["4", "9"])
  })

  it("may be off by what the switch says", async () => {
    const late = seconds(new Date(merchant.world.sandbox.clock.now().getTime() - 20 * MINUTE))
    expect(await codeOf({ Timestamp: late })).toBe("UPP02010")
    merchant.world.sandbox.gateway("payuni").configure({ timestampSeconds: 1500 })
    expect(await codeOf({ Timestamp: late })).toBe("taken")
  })

  it("has its description cut at 550 characters", async () => {
    await merchant.post(merchant.order({ ProdDesc: "茶".repeat(600) }))
    expect(merchant.trade().details.ProdDesc).toBe("茶".repeat(550))
  })

  it("without any tool shows what the portal has opened and the amount allows", async () => {
    const page = await openPage(merchant.startUrl(merchant.order({ Credit: "", TradeAmt: "20" })))
    expect(page.form("choose")?.buttons.map(({ value }) => value)).toEqual([
      ...["Credit", "CreditInst", "CreditUnionPay", "ApplePay", "GooglePay", "SamsungPay"],
      ...["ICash", "Aftee", "LinePay", "JKoPay", "ATM"],
    ])
  })
})

describe("paths", () => {
  it("that nobody knows answer HTML", async () => {
    const response = await fetch(`${merchant.world.sandbox.url}/api/trade_query`, { method: "POST" })
    expect([response.status, response.headers.get("content-type")]).toEqual([404, "text/html; charset=UTF-8"])
    expect(await response.text()).toContain("<!doctype html>")
  })

  it("with a Version of another one answer API00003 in the open", async () => {
    const { outer } = await merchant.call("/api/trade/cancel", {}, { version: "1.3" })
    expect(outer).toEqual({ Status: "API00003", Message: "無API對應程式" })
  })

  it("of pages that nobody was given lead nowhere", async () => {
    const response = await fetch(`${merchant.world.sandbox.url}/upp/pay/unknown`)
    expect([response.status, (await response.text()).includes('data-code="UPP03001"')]).toEqual([404, true])
  })
})
