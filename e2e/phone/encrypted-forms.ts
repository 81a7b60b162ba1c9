import type { Page } from "playwright-core"
import { describe, expect, it } from "vitest"
import { lacks } from "../../scripts/lib/services.mjs"
import { picture } from "../support/browser"
import { by, fillCheckout, fits, inState, isBoughtOnce, leave, showsOrder } from "../support/checkout-page"
import { act, newebpay } from "../support/encrypted-forms"
import { tradeAt } from "../support/gateway"
import { attemptOf, attemptsOf } from "../support/ledger"
import { rowsOf } from "../support/rows"
import { open } from "./window"

describe.skipIf(lacks("chromium"))("encrypted forms on a phone", () => {
  const payByCard = async (page: Page) => {
    await page.locator("[data-number]").first().click()
    await page.click('#card-form button[value="pay"]')
  }

  const isHome = (page: Page, sessionId: string) =>
    page.waitForURL(`${open.address}/payment/return?session_id=${sessionId}`)

  it("NewebPay: sells by card, the browser posting the sealed order", async () => {
    const { page, problems } = await open.phone()
    await fillCheckout(open, page, "newebpay-credit")
    const sessionId = await leave(open, page)
    await fits(page)
    await picture(page, "newebpay-card")
    await payByCard(page)
    await isHome(page, sessionId)
    await isBoughtOnce(open, page, sessionId)
    await fits(page)
    expect(problems).toEqual([])
  })

  it("NewebPay: who is declined is told so, keeps the cart, and may pay after all", async () => {
    const { page, problems } = await open.phone()
    await fillCheckout(open, page, "newebpay-credit")
    const sessionId = await leave(open, page)
    await page.click('#card-form button[value="MPG03009"]')
    await page.click("#return button")
    await isHome(page, sessionId)
    await page.waitForSelector(inState("failed"))
    expect(await page.textContent(`${by("cart-link")} .badge`)).toBe("1")
    expect((await rowsOf(open.shop, sessionId)).orderIds).toEqual([])
    await fits(page)
    await picture(page, "newebpay-declined")
    await page.click(by("pay-again"))
    await page.waitForURL(`${open.shop.sandbox.url}/**`)
    await payByCard(page)
    await isBoughtOnce(open, page, sessionId)
    expect((await attemptsOf(open.shop, sessionId)).map(({ state }) => state)).toEqual(["failed", "captured"])
    expect(problems).toEqual([])
  })

  it("NewebPay: shows the ATM account that only the browser was told, and by itself that it was paid", async () => {
    const { page, problems } = await open.phone()
    await fillCheckout(open, page, "newebpay-atm")
    const sessionId = await leave(open, page)
    await page.click('#issue-form button[value="issue"]')
    await isHome(page, sessionId)
    await page.waitForSelector(inState("awaiting"))
    await page.waitForSelector(by("order-number"))
    const attempt = await attemptOf(open.shop, sessionId)
    const { details } = tradeAt(open.shop, attempt.trade_no, "newebpay")
    const account = (await page.textContent(by("voucher-account"))) ?? ""
    expect(account.length).toBeGreaterThan(9)
    expect(Object.values(details)).toContain(account.replaceAll(" ", ""))
    await fits(page)
    await picture(page, "newebpay-atm")
    await act(open.shop, newebpay, sessionId, "pay")
    await showsOrder(open, page, sessionId)
    expect(problems).toEqual([])
  })

  it("PAYUNi: sells by card", async () => {
    const { page, problems } = await open.phone()
    await fillCheckout(open, page, "payuni-credit")
    const sessionId = await leave(open, page)
    await fits(page)
    await picture(page, "payuni-card")
    await payByCard(page)
    await isHome(page, sessionId)
    await isBoughtOnce(open, page, sessionId)
    await fits(page)
    expect(problems).toEqual([])
  })

  it("PAYUNi: sells by LINE Pay to who approves", async () => {
    const { page, problems } = await open.phone()
    await fillCheckout(open, page, "payuni-linepay")
    const sessionId = await leave(open, page)
    await fits(page)
    await picture(page, "payuni-linepay")
    await page.click('#wallet-form button[value="approve"]')
    await isHome(page, sessionId)
    await isBoughtOnce(open, page, sessionId)
    expect(problems).toEqual([])
  })
})
