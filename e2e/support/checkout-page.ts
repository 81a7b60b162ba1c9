import type { Page } from "playwright-core"
import { expect } from "vitest"
import type { ShopWindow } from "./browser"
import { reaches, settled } from "./purchase"
import { rowsOf } from "./rows"

/** An element of the shop, by its test id. */
export const by = (name: string) => `[data-testid="${name}"]`

/** The headline of a payment's page once it says this. */
export const inState = (state: string) => `${by("result-state")}[data-state="${state}"]`

/** From the menu to the filled checkout, with a method chosen. */
export async function fillCheckout({ address }: ShopWindow, page: Page, method: string): Promise<void> {
  await page.goto(address)
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
  await chooseMethod(page, method)
}

/** First the gateway, then its method. */
export async function chooseMethod(page: Page, method: string): Promise<void> {
  await page.click(by(`gateway-${method.split("-")[0]}`))
  await page.click(by(`method-${method}`))
}

/** Leaves for the gateway; answers the payment session. */
export async function leave({ shop }: ShopWindow, page: Page): Promise<string> {
  const [departure] = await Promise.all([
    page.waitForRequest((request) => request.url().includes("/pay/sessions/") && request.isNavigationRequest()),
    page.click(by("pay")),
  ])
  await page.waitForURL(`${shop.sandbox.url}/**`)
  return new URL(departure.url()).pathname.split("/").at(-1) ?? ""
}

/** The buyer is back in the shop, and sees the order that the ledger knows. */
export async function showsOrder({ shop }: ShopWindow, page: Page, sessionId: string): Promise<void> {
  await page.waitForSelector(inState("paid"))
  await page.waitForSelector(by("order-number"))
  const { order_id } = await reaches(shop, sessionId, "paid")
  expect(await page.getAttribute(by("order-id"), "data-order")).toBe(order_id)
  expect(await page.textContent(by("order-id"))).toMatch(/^#\d+$/)
}

/** One order of one payment, captured once, and the cart is put away. */
export async function isBoughtOnce(open: ShopWindow, page: Page, sessionId: string): Promise<void> {
  await showsOrder(open, page, sessionId)
  await settled(open.shop, sessionId)
  const { orderIds, payments, captures } = await rowsOf(open.shop, sessionId)
  expect({ orders: orderIds.length, payments, captures: captures.length }).toEqual({
    orders: 1,
    payments: 1,
    captures: 1,
  })
  expect(await page.locator(`${by("cart-link")} .badge`).count()).toBe(0)
}

/** Nothing sticks out to the side. */
export async function fits(page: Page): Promise<void> {
  const width = page.viewportSize()?.width ?? 0
  expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(width)
}
