import { payVoucher } from "@taiwan-payments/sandbox/shopper"
import type { Page } from "playwright-core"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { lacks } from "../scripts/lib/services.mjs"
import { openWindow, picture, type ShopWindow } from "./support/browser"
import { attemptOf } from "./support/ledger"
import { reaches } from "./support/purchase"

const by = (name: string) => `[data-testid="${name}"]`
const inState = (state: string) => `${by("result-state")}[data-state="${state}"]`

describe.skipIf(lacks("chromium"))("the shop on a phone", () => {
  let open: ShopWindow
  beforeAll(async () => {
    open = await openWindow()
  })
  afterAll(() => open?.close())

  /** From the menu to the filled checkout. */
  async function fillCheckout(page: Page, method: string): Promise<void> {
    await page.goto(open.address)
    await page.click(`${by("product-card")}[data-handle="roasted-oolong-beans"]`)
    await page.locator(by("variant")).nth(1).click()
    await page.click(by("add-to-cart"))
    await page.locator(by("cart-drawer")).locator(by("go-checkout")).click()
    await page.fill(by("email"), "shopper@example.com")
    await page.fill(by("name"), "王小明")
    await page.fill(by("phone"), "0912345678")
    await page.click(`${by("shipping-option")}[data-code="home"]`)
    await page.selectOption(by("city"), { index: 1 })
    await page.fill(by("district"), "中正區")
    await page.fill(by("address"), "重慶南路一段 122 號")
    await page.click(by(`method-${method}`))
  }

  /** Leaves for the gateway; answers the payment session. */
  async function leave(page: Page): Promise<string> {
    const [departure] = await Promise.all([
      page.waitForRequest((request) => request.url().includes("/pay/sessions/") && request.isNavigationRequest()),
      page.click(by("pay")),
    ])
    await page.waitForURL(`${open.shop.sandbox.url}/**`)
    return new URL(departure.url()).pathname.split("/").at(-1) ?? ""
  }

  async function enterCard(page: Page): Promise<void> {
    await page.locator("[data-number]").first().click()
    await page.click('#card-form button[value="pay"]')
    await page.fill("#otp", "1234")
  }

  const confirm = (page: Page) => page.click('#otp-form button[value="confirm"]')

  async function showsOrder(page: Page, sessionId: string): Promise<void> {
    await page.waitForSelector(inState("paid"))
    await page.waitForSelector(by("order-number"))
    const { order_id } = await reaches(open.shop, sessionId, "paid")
    expect(await page.textContent(by("order-id"))).toBe(order_id)
  }

  /** Nothing sticks out to the side. */
  async function fits(page: Page): Promise<void> {
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(390)
  }

  it("sells by credit card with the bank's 3-D page", async () => {
    const { page, problems } = await open.phone()
    await fillCheckout(page, "ecpay-credit")
    await fits(page)
    await picture(page, "checkout")
    const sessionId = await leave(page)
    await enterCard(page)
    await fits(page)
    await picture(page, "bank")
    await confirm(page)
    await page.waitForURL(`${open.address}/payment/return?session_id=${sessionId}`)
    await showsOrder(page, sessionId)
    await fits(page)
    await picture(page, "paid")
    expect(await page.locator(`${by("cart-link")} .badge`).count()).toBe(0)
    expect(problems).toEqual([])
  })

  it("lets a declined buyer try again", async () => {
    const { page } = await open.phone()
    await fillCheckout(page, "ecpay-credit")
    const sessionId = await leave(page)
    await page.click('#card-form button[value="10100252"]')
    await page.click("#order-result button")
    await page.waitForSelector(inState("failed"))
    await picture(page, "declined")
    await page.click(by("pay-again"))
    await page.waitForURL(`${open.shop.sandbox.url}/**`)
    await enterCard(page)
    await confirm(page)
    await showsOrder(page, sessionId)
  })

  it("shows an ATM account, and by itself that it was paid", async () => {
    const { page, problems } = await open.phone()
    await fillCheckout(page, "ecpay-atm")
    const sessionId = await leave(page)
    await page.click('#choose button[value="LAND"]')
    await page.waitForSelector(inState("awaiting"))
    await page.waitForSelector(by("order-number"))
    const trade = open.shop.sandbox.gateway("ecpay").trades().at(-1)
    expect(await page.textContent(by("voucher-account"))).toBe(trade?.details.vAccount)
    expect(await page.textContent(by("voucher-bank"))).toBe("005")
    await fits(page)
    await picture(page, "atm")
    await payVoucher(open.shop.sandbox.url, trade?.id ?? "")
    await showsOrder(page, sessionId)
    expect(problems).toEqual([])
  })

  it("shows three barcodes that a store can scan", async () => {
    const { page, problems } = await open.phone()
    await fillCheckout(page, "ecpay-barcode")
    await leave(page)
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
    await fillCheckout(page, "ecpay-credit")
    const sessionId = await leave(page)
    await enterCard(page)
    const paid = page.waitForRequest((request) => request.url().includes("/otp"))
    await page.route("**/pay/*/return?*", (route) => route.abort())
    await confirm(page)
    await paid
    const context = page.context()
    await page.close()
    await reaches(open.shop, sessionId, "paid")
    for (const later of [await context.newPage(), (await open.phone()).page]) {
      await later.goto(`${open.address}/payment/return?session_id=${sessionId}`)
      await showsOrder(later, sessionId)
    }
    expect((await attemptOf(open.shop, sessionId)).state).toBe("captured")
  })

  it("speaks English from the menu to the result", async () => {
    const { page, problems } = await open.phone()
    await page.goto(open.address)
    await page.click(by("language"))
    await page.waitForSelector('html[lang="en"]')
    await fillCheckout(page, "ecpay-credit")
    expect(await page.textContent(by("pay"))).toContain("Pay")
    const sessionId = await leave(page)
    expect(await page.textContent("h1")).toContain("Pay by card")
    await enterCard(page)
    await confirm(page)
    await showsOrder(page, sessionId)
    expect(await page.textContent(by("result-state"))).toMatch(/^[\x20-\x7e’]+$/)
    await picture(page, "paid-english")
    expect(problems).toEqual([])
  })
})
