import type { Page } from "playwright-core"
import { describe, expect, it } from "vitest"
import { lacks } from "../../scripts/lib/services.mjs"
import { picture } from "../support/browser"
import { by, fillCheckout, fits, inState, isBoughtOnce, leave } from "../support/checkout-page"
import { attemptsOf } from "../support/ledger"
import { rowsOf } from "../support/rows"
import { open } from "./window"

const approve = (page: Page, form: string) => page.click(`${form} button[value="approve"]`)

describe.skipIf(lacks("chromium"))("wallets on a phone", () => {
  it("LINE Pay: who cancels is told so, keeps the cart, and may pay after all", async () => {
    const { page, problems } = await open.phone()
    await fillCheckout(open, page, "linepay")
    const sessionId = await leave(open, page)
    await page.click('#line-pay-form button[value="cancel"]')
    await page.waitForURL(`${open.address}/payment/return?session_id=${sessionId}`)
    await page.waitForSelector(inState("failed"))
    expect(await page.textContent(".twp-message")).toContain("取消")
    expect(await page.textContent(`${by("cart-link")} .badge`)).toBe("1")
    expect((await rowsOf(open.shop, sessionId)).orderIds).toEqual([])
    await fits(page)
    await picture(page, "linepay-cancelled")
    await page.click(by("pay-again"))
    await page.waitForURL(`${open.shop.sandbox.url}/**`)
    await approve(page, "#line-pay-form")
    await isBoughtOnce(open, page, sessionId)
    expect((await attemptsOf(open.shop, sessionId)).map(({ state }) => state)).toEqual(["failed", "captured"])
    expect(problems).toEqual([])
  })

  it("LINE Pay: sells to who approves", async () => {
    const { page, problems } = await open.phone()
    await fillCheckout(open, page, "linepay")
    const sessionId = await leave(open, page)
    await fits(page)
    await picture(page, "linepay")
    await approve(page, "#line-pay-form")
    await page.waitForURL(`${open.address}/payment/return?session_id=${sessionId}`)
    await isBoughtOnce(open, page, sessionId)
    await fits(page)
    expect(problems).toEqual([])
  })

  it("JKOPAY: sells, and shows the order to who comes back", async () => {
    const { page, problems } = await open.phone()
    await fillCheckout(open, page, "jkopay")
    const sessionId = await leave(open, page)
    await fits(page)
    await picture(page, "jkopay")
    await approve(page, "#jkopay-form")
    await page.click("#done")
    await page.waitForURL(`${open.address}/payment/return?session_id=${sessionId}`)
    await isBoughtOnce(open, page, sessionId)
    await fits(page)
    expect(problems).toEqual([])
  })

  it("JKOPAY: who comes back without paying has no order, and may choose another way", async () => {
    const { page, problems } = await open.phone()
    await fillCheckout(open, page, "jkopay")
    const sessionId = await leave(open, page)
    await page.click("#back")
    await page.waitForURL(`${open.address}/payment/return?session_id=${sessionId}`)
    await page.waitForSelector(inState("pending"))
    expect(await page.locator(by("order-id")).count()).toBe(0)
    expect((await rowsOf(open.shop, sessionId)).orderIds).toEqual([])
    await page.click(by("pay-again"))
    await page.waitForURL(`${open.shop.sandbox.url}/**`)
    await approve(page, "#jkopay-form")
    await page.click("#done")
    await isBoughtOnce(open, page, sessionId)
    expect(problems).toEqual([])
  })
})
