import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { openPage } from "../src/shopper/index.js"
import { type Merchant, only, openMerchant } from "./payuni-merchant.js"

const MINUTE = 60_000
const FORM = { "content-type": "application/x-www-form-urlencoded" }
const DAY = 24 * 60 * MINUTE

let merchant: Merchant
beforeEach(async () => {
  merchant = await openMerchant()
})
afterEach(() => merchant.close())

describe("the page", () => {
  it("lets the buyer leave, and comes to its end after ten minutes", async () => {
    const { page, reference } = await merchant.pay({}, { outcome: "leave" })
    expect(page.url).toBe(`${merchant.world.shop.url}/back`)
    expect(await merchant.status(reference)).toBe("9")
    await merchant.world.sandbox.advance(10 * MINUTE)
    expect(await merchant.status(reference)).toBe("4")
    expect(merchant.world.shop.received.map(({ path }) => path)).toEqual(["/back"])
  })

  it("that is over takes no payment", async () => {
    const page = await openPage(merchant.startUrl(merchant.order({ TradeLExpireSec: "60" })))
    await merchant.world.sandbox.advance(MINUTE)
    const late = await page.submit("card-form", { number: "4147631000000001", expiry: "12/35" }, "pay")
    expect(late.html).toContain("交易已逾期")
    expect(merchant.trade().state).toBe("expired")
    expect(merchant.world.shop.received).toEqual([])
  })

  it("takes no second payment of one order", async () => {
    const url = merchant.startUrl(merchant.order())
    const [first, second] = [await openPage(url), await openPage(url)]
    const card = { number: "4147631000000001", expiry: "12/35" }
    await Promise.all([first, first].map((page) => page.submit("card-form", card, "pay")))
    await merchant.world.sandbox.settled()
    expect(merchant.receivedAt("/notify")).toHaveLength(1)
    expect(second.form("card-form")).toBeUndefined()
  })

  it("of a code that was paid meanwhile brings nobody home with the code's issue", async () => {
    const page = await openPage(merchant.startUrl(merchant.order(only("CVS"))), { autoSubmit: false })
    const code = await page.submit("departure")
    expect(code.form("upp-return")).toBeDefined()
    await merchant.act("pay")
    const later = await openPage(code.url)
    expect([later.url, later.html.includes("付款成功")]).toEqual([code.url, true])
  })

  it("does nothing for a button that it does not have", async () => {
    const page = await openPage(merchant.startUrl(merchant.order()))
    for (const press of ["toString", "00", "constructor"]) {
      const body = new URLSearchParams({ press, number: "1" })
      await fetch(`${page.url}/card`, { method: "POST", body })
    }
    expect(merchant.trade().state).toBe("open")
  })

  it("issues one account, however often the bank is pressed", async () => {
    const page = await openPage(merchant.startUrl(merchant.order(only("ATM"))))
    const press = () =>
      fetch(`${page.url}/choose`, { method: "POST", body: "bank=822", redirect: "manual", headers: FORM })
    expect((await Promise.all([press(), press()])).map(({ status }) => status)).toEqual([303, 303])
    await merchant.world.sandbox.settled()
    expect(merchant.receivedAt("/notify")).toHaveLength(1)
    const both = { method: "POST", body: "tool=ATM&bank=004", redirect: "manual", headers: FORM } as const
    const single = await openPage(merchant.startUrl(merchant.order({ LinePay: "1", ATM: "1", AtmBankType: "004" })))
    expect((await fetch(`${single.url}/choose`, both)).status).toBe(303)
  })

  it("speaks English and Chinese", async () => {
    const page = await openPage(merchant.startUrl(merchant.order({ Lang: "en" })))
    expect(page.html).toContain('lang="en"')
    expect((await page.submit("language")).html).toContain('lang="zh-Hant-TW"')
  })

  it("offers a choice between several tools", async () => {
    await merchant.pay({ LinePay: "1", ATM: "1" }, { tool: "LinePay" })
    expect(merchant.receivedAt("/notify")).toMatchObject([{ PaymentType: "9" }])
  })
})

describe("notices", () => {
  it("go again until HTTP 200, three times, whatever the body", async () => {
    const { answers } = merchant.world.shop
    answers.set("/notify", (response) => response.writeHead(500).end())
    await merchant.pay({})
    await merchant.world.sandbox.advance(6 * MINUTE)
    expect(merchant.receivedAt("/notify")).toHaveLength(2)
    answers.set("/notify", (response) => response.end("whatever"))
    await merchant.world.sandbox.advance(DAY)
    expect(merchant.receivedAt("/notify")).toHaveLength(3)
  })

  it("end after the retries that are set", async () => {
    merchant.configure({ noticeRetries: 1, noticeRetryMinutes: 1 })
    merchant.world.shop.answers.set("/notify", (response) => response.writeHead(302).end())
    await merchant.pay({})
    await merchant.world.sandbox.advance(DAY)
    expect(merchant.receivedAt("/notify")).toHaveLength(2)
  })

  it("go again by hand, and a late failure can be sent after a success", async () => {
    await merchant.pay({})
    await merchant.act("retrigger")
    await merchant.act("late-failure")
    await merchant.world.sandbox.settled()
    expect(merchant.receivedAt("/notify").map(({ TradeStatus }) => TradeStatus)).toEqual(["1", "1", "2"])
  })

  it("can have a wrong amount or a spoilt signature", async () => {
    merchant.world.sandbox.fault({ kind: "wrong-amount", gateway: "payuni" })
    await merchant.pay({})
    expect(merchant.receivedAt("/notify")).toMatchObject([{ TradeAmt: "1061" }])
    merchant.world.sandbox.fault({ kind: "corrupt-signature", gateway: "payuni" })
    await merchant.pay({})
    expect(() => merchant.receivedAt("/notify")).toThrow("Not sealed")
  })
})
