import { payVoucher } from "@taiwan-payments/sandbox/shopper"
import type { Page } from "playwright-core"
import { describe, expect, it } from "vitest"
import { lacks } from "../../scripts/lib/services.mjs"
import { picture } from "../support/browser"
import { by, fillCheckout, fits, inState, leave, showsOrder } from "../support/checkout-page"
import { attemptOf } from "../support/ledger"
import { settled } from "../support/purchase"
import { open } from "./window"

describe.skipIf(lacks("chromium"))("the shop on a phone", () => {
  async function enterCard(page: Page): Promise<void> {
    await page.locator("[data-number]").first().click()
    await page.click('#card-form button[value="pay"]')
    await page.fill("#otp", "1234")
  }

  const confirm = (page: Page) => page.click('#otp-form button[value="confirm"]')

  it("sells by credit card with the bank's 3-D page", async () => {
    const { page, problems } = await open.phone()
    await fillCheckout(open, page, "ecpay-credit")
    await fits(page)
    await picture(page, "checkout")
    const sessionId = await leave(open, page)
    await enterCard(page)
    await fits(page)
    await picture(page, "bank")
    await confirm(page)
    await page.waitForURL(`${open.address}/payment/return?session_id=${sessionId}`)
    await showsOrder(open, page, sessionId)
    await fits(page)
    await picture(page, "paid")
    expect(await page.locator(`${by("cart-link")} .badge`).count()).toBe(0)
    expect(problems).toEqual([])
  })

  it("lets a declined buyer try again", async () => {
    const { page } = await open.phone()
    await fillCheckout(open, page, "ecpay-credit")
    const sessionId = await leave(open, page)
    await page.click('#card-form button[value="10100252"]')
    await page.click("#order-result button")
    await page.waitForSelector(inState("failed"))
    await picture(page, "declined")
    await page.click(by("pay-again"))
    await page.waitForURL(`${open.shop.sandbox.url}/**`)
    await enterCard(page)
    await confirm(page)
    await showsOrder(open, page, sessionId)
  })

  it("shows an ATM account, and by itself that it was paid", async () => {
    const { page, problems } = await open.phone()
    await fillCheckout(open, page, "ecpay-atm")
    const sessionId = await leave(open, page)
    await page.click('#choose button[value="LAND"]')
    await page.waitForSelector(inState("awaiting"))
    await page.waitForSelector(by("order-number"))
    const trade = open.shop.sandbox.gateway("ecpay").trades().at(-1)
    expect(await page.textContent(by("voucher-account"))).toBe(trade?.details.vAccount)
    expect(await page.textContent(by("voucher-bank"))).toBe("005")
    await fits(page)
    await picture(page, "atm")
    await payVoucher(open.shop.sandbox.url, trade?.id ?? "")
    await showsOrder(open, page, sessionId)
    expect(problems).toEqual([])
  })

  it("shows the account again to a guest who lost the page, by the order's number and e-mail address alone", async () => {
    const bought = await open.phone()
    await fillCheckout(open, bought.page, "ecpay-atm")
    const sessionId = await leave(open, bought.page)
    await bought.page.click('#choose button[value="LAND"]')
    await bought.page.waitForSelector(by("order-number"))
    const [account, number] = await Promise.all(
      ["voucher-account", "order-id"].map((id) => bought.page.textContent(by(id))),
    )
    const { page, problems } = await open.phone()
    await page.goto(`${open.address}/orders`)
    await page.fill(by("find-number"), number ?? "")
    await page.fill(by("find-email"), "somebody@example.com")
    await page.click(by("find-order"))
    await page.waitForSelector(by("find-problem"))
    await fits(page)
    await picture(page, "find-order")
    await page.fill(by("find-email"), "Shopper@example.com")
    await page.click(by("find-order"))
    await page.waitForURL(`${open.address}/orders/${sessionId}`)
    await page.waitForSelector(by("voucher-account"))
    expect(await page.textContent(by("voucher-account"))).toBe(account)
    expect(problems.filter((problem) => !problem.includes("404"))).toEqual([])
  })

  it("shows three barcodes that a store can scan", async () => {
    const { page, problems } = await open.phone()
    await fillCheckout(open, page, "ecpay-barcode")
    await leave(open, page)
    await page.waitForSelector(inState("awaiting"))
    const trade = open.shop.sandbox.gateway("ecpay").trades().at(-1)
    for (const place of [1, 2, 3]) {
      const bars = page.locator(by(`barcode-${place}`))
      expect(await bars.getAttribute("data-text")).toBe(trade?.details[`Barcode${place}`])
      expect(await bars.isVisible()).toBe(true)
    }
    await fits(page)
    await picture(page, "barcode")
    expect(problems).toEqual([])
  })

  it("shows the order to who closed the window after paying, on this phone and another", async () => {
    const { page } = await open.phone()
    await fillCheckout(open, page, "ecpay-credit")
    const sessionId = await leave(open, page)
    await enterCard(page)
    const paid = page.waitForRequest((request) => request.url().includes("/otp"))
    await page.route("**/pay/*/return?*", (route) => route.abort())
    await confirm(page)
    await paid
    const context = page.context()
    await page.close()
    await settled(open.shop, sessionId)
    const home = await context.newPage()
    await home.goto(open.address)
    const reminder = home.locator(by("payment-reminder"))
    await reminder.waitFor()
    expect(await reminder.textContent()).toMatch(/已付款，訂單 #\d+/)
    await picture(home, "paid-reminder")
    await home.reload()
    await home.waitForSelector(by("product-card"))
    expect(await home.locator(by("payment-reminder")).count()).toBe(0)
    await home.goto(`${open.address}/payment/return`)
    await home.waitForSelector(by("no-payment"))
    expect(await home.title()).toContain("付款結果")
    await fits(home)
    await picture(home, "no-payment")
    await home.close()
    for (const later of [await context.newPage(), (await open.phone()).page]) {
      await later.goto(`${open.address}/payment/return?session_id=${sessionId}`)
      await showsOrder(open, later, sessionId)
    }
    expect((await attemptOf(open.shop, sessionId)).state).toBe("captured")
  })

  it("keeps the chosen method when the page is reloaded, and says in Chinese that it is offline", async () => {
    const { page } = await open.phone()
    await fillCheckout(open, page, "ecpay-atm")
    await page.reload()
    expect(await page.isChecked(`${by("method-ecpay-atm")} input`)).toBe(true)
    await page.route("**/store/**", (route) => route.abort("internetdisconnected"))
    await page.reload()
    await page.waitForSelector(".trouble")
    expect(await page.textContent(".trouble")).toContain("請檢查網路")
    expect(await page.textContent(".trouble p")).not.toMatch(/[a-z]{4}/i)
    await picture(page, "offline")
  })

  it("gives the focus back to who closes the cart with Esc", async () => {
    const { page } = await open.phone()
    await page.goto(open.address)
    await page.locator(by("product-card")).first().click()
    await page.click(by("add-to-cart"))
    await page.waitForSelector(by("cart-drawer"))
    await page.keyboard.press("Escape")
    await page.waitForSelector(by("cart-drawer"), { state: "detached" })
    expect(await page.evaluate("document.activeElement.dataset.testid")).toBe("add-to-cart")
  })

  it("speaks English from the menu to the result", async () => {
    const { page, problems } = await open.phone()
    await page.goto(open.address)
    await page.click(by("language"))
    await page.waitForSelector('html[lang="en"]')
    await fillCheckout(open, page, "ecpay-credit")
    expect(await page.textContent(by("pay"))).toContain("Pay")
    const sessionId = await leave(open, page)
    expect(await page.textContent("h1")).toContain("Pay by card")
    const order = open.shop.sandbox.gateway("ecpay").trades().at(-1)
    expect(JSON.stringify(order)).not.toMatch(/珍珠|紅茶|綠茶|烏龍|鮮奶/)
    await enterCard(page)
    await confirm(page)
    await showsOrder(open, page, sessionId)
    expect(await page.textContent(by("result-state"))).toMatch(/^[\x20-\x7e’]+$/)
    await picture(page, "paid-english")
    expect(problems).toEqual([])
  })
})
