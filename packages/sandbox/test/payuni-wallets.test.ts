import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { findTrade, payVoucher } from "../src/shopper/index.js"
import { type Merchant, only, openMerchant } from "./payuni-merchant.js"

const DAY = 24 * 60 * 60_000

let merchant: Merchant
beforeEach(async () => {
  merchant = await openMerchant()
})
afterEach(() => merchant.close())

describe("wallets", () => {
  it.each([
    ["LinePay", "LINEPAY03001"],
    ["JKoPay", "JKO03001"],
    ["ICash", "ICASH03001"],
    ["Aftee", "AFTEE03001"],
    ["ApplePay", "CREDIT03001"],
  ])("%s can decline", async (tool, Status) => {
    const { reference } = await merchant.pay(only(tool), { outcome: "decline" })
    expect(merchant.receivedAt("/notify")).toMatchObject([{ Status, TradeStatus: "2" }])
    expect(await merchant.status(reference)).toBe("2")
  })

  it("may have to check the buyer: UNAPPROVED, spelt otherwise outside", async () => {
    const { reference } = await merchant.pay(only("Aftee"), { outcome: "unapproved" })
    expect(merchant.world.shop.receivedAt("/notify")[0]?.Status).toBe("Unapproved")
    expect(merchant.receivedAt("/notify")).toMatchObject([{ Status: "UNAPPROVED", TradeStatus: "8" }])
    expect(await merchant.status(reference)).toBe("8")
  })

  it.each([
    ["ApplePay", "1", { AuthType: "4", Card4No: "0001" }],
    ["GooglePay", "1", { AuthType: "5" }],
    ["SamsungPay", "1", { AuthType: "6" }],
    ["ICash", "6", { PayNo: /^W\d+$/, PayTime: "2026-11-22" }],
    ["Aftee", "7", { CreateDT: "2026-11-22" }],
    ["LinePay", "9", { PayTime: "2026-11-22" }],
    ["JKoPay", "11", { JKoChannel: "account", JKoStrCupAmt: "0" }],
  ])("%s pays as PaymentType %s", async (tool, PaymentType, fields) => {
    const { reference } = await merchant.pay(only(tool))
    const [notice = {}] = merchant.receivedAt("/notify")
    expect(notice).toMatchObject({ Status: "SUCCESS", TradeStatus: "1", PaymentType })
    for (const [name, value] of Object.entries(fields)) expect(notice[name]).toMatch(value)
    expect(await merchant.query(reference)).toMatchObject([{ TradeStatus: "1", PaymentType }])
  })
})

describe("codes", () => {
  it("that expire are notified with Status SUCCESS and TradeStatus 4, and can still be paid late", async () => {
    const { reference } = await merchant.pay(only("ATM"))
    await merchant.world.sandbox.advance(8 * DAY)
    expect(merchant.receivedAt("/notify").at(-1)).toMatchObject({
      Status: "SUCCESS",
      TradeStatus: "4",
      PaymentType: "2",
    })
    expect(await merchant.status(reference)).toBe("4")
    await expect(payVoucher(merchant.world.sandbox.url, merchant.trade().id, 1060, "payuni")).rejects.toThrow("expired")
    await merchant.act("pay-late")
    await merchant.world.sandbox.settled()
    expect(merchant.receivedAt("/notify").at(-1)).toMatchObject({ TradeStatus: "1" })
  })

  it("that expire are not notified where the switch says so", async () => {
    merchant.configure({ expiryNotices: false, issuedNotices: false })
    const { reference } = await merchant.pay(only("CVS"))
    await merchant.act("expire")
    await merchant.world.sandbox.settled()
    expect(merchant.receivedAt("/notify")).toEqual([])
    expect(await merchant.status(reference)).toBe("4")
  })

  it("of a bank are issued, notified and returned, then paid once", async () => {
    const { reference } = await merchant.pay({ ...only("ATM"), AtmBankType: "822,013" }, { bank: "013" })
    const issued = { Status: "SUCCESS", Message: "建立成功", TradeStatus: "0", PaymentType: "2", BankType: "013" }
    expect(merchant.receivedAt("/notify")).toMatchObject([issued])
    expect(merchant.receivedAt("/return")).toMatchObject([
      { ...issued, PaySet: "1", ExpireDate: "2026-11-29 23:59:59" },
    ])
    expect(await merchant.query(reference)).toMatchObject([{ TradeStatus: "0", OffChannel: "013" }])
    const trade = await findTrade(merchant.world.sandbox.url, reference, "payuni")
    await payVoucher(merchant.world.sandbox.url, trade?.id ?? "", undefined, "payuni")
    await merchant.world.sandbox.settled()
    const paid = { TradeStatus: "1", PayBank: "013", Account5No: "12345", TradeAmt: "1060", NewMerTradeNo: reference }
    expect(merchant.receivedAt("/notify").at(-1)).toMatchObject(paid)
    await expect(payVoucher(merchant.world.sandbox.url, trade?.id ?? "", 1, "payuni")).rejects.toThrow("paid")
  })

  it("can be paid with a wrong amount", async () => {
    await merchant.pay(only("ATM"))
    await merchant.act("pay", { amount: "1059" })
    await merchant.world.sandbox.settled()
    expect(merchant.receivedAt("/notify").at(-1)).toMatchObject({ TradeStatus: "1", TradeAmt: "1059" })
  })

  it("of a store have a PayNo of 12 and end with the day of ExpireDate", async () => {
    await merchant.pay({ ...only("CVS"), ExpireDate: "2026-11-24" })
    const [result] = merchant.receivedAt("/notify")
    expect(result).toMatchObject({ Store: "SEVEN", PaymentType: "3", ExpireDate: "2026-11-24 23:59:59" })
    expect(result?.PayNo).toMatch(/^\d{12}$/)
    await merchant.act("pay")
    await merchant.world.sandbox.settled()
    expect(merchant.receivedAt("/notify").at(-1)).toMatchObject({ PayStore: "SEVEN", PayNo: result?.PayNo })
  })

  it("stay on PAYUNi's page without a ReturnURL, where they can be paid", async () => {
    const { page, reference } = await merchant.pay({ ...only("CVS"), ReturnURL: "" })
    expect(page.html).toContain('data-kind="CVS"')
    const paid = await page.submit("pay-voucher")
    expect(paid.html).toContain("付款成功")
    expect(await merchant.status(reference)).toBe("1")
  })
})
