import type { Page } from "playwright-core"
import { describe, expect, it } from "vitest"
import { lacks } from "../../scripts/lib/services.mjs"
import { picture } from "../support/browser"
import { by, fillCheckout, fits, inState, isBoughtOnce } from "../support/checkout-page"
import { attemptsOf } from "../support/ledger"
import { rowsOf } from "../support/rows"
import { open } from "./window"

const good = "4242424242424242"
/** 測試卡號 › 10003: the issuer says no (TapPay, reference.html). */
const declined = "4242421602184242"
const withoutBankPage = "4000000000000077"

describe.skipIf(lacks("chromium"))("TapPay's fields on a phone", () => {
  const field = (page: Page, name: string) => page.frameLocator(`[data-frame="${name}"] iframe`).locator("input")

  async function typeCard(page: Page, number: string, ccv = "123"): Promise<void> {
    await field(page, "number").pressSequentially(number)
    await field(page, "expiry").pressSequentially("1235")
    await field(page, "ccv").pressSequentially(ccv)
  }

  /** The bank's 3-D page. */
  async function enterPassword(page: Page): Promise<void> {
    await page.fill("#pin", "1234567")
    await page.click('#otp-form button[value="submit"]')
  }

  /** Presses "Pay"; answers the payment session that is charged. */
  async function pay(page: Page): Promise<string> {
    const [charge] = await Promise.all([
      page.waitForRequest((request) => request.url().endsWith("/charge") && request.method() === "POST"),
      page.click(by("pay")),
    ])
    return new URL(charge.url()).pathname.split("/").at(-2) ?? ""
  }

  it("says in words what is wrong, and charges nothing until it is right", async () => {
    const { page } = await open.phone()
    const charges: string[] = []
    page.on("request", (request) => request.url().endsWith("/charge") && charges.push(request.url()))
    await fillCheckout(open, page, "tappay-card")
    await field(page, "number").pressSequentially("4242424242424241")
    await page.click(by("pay"))
    await page.waitForSelector('[data-field="ccv"][data-problem="true"]')
    expect(await page.locator(".twp-field-problem").allTextContents()).toEqual([
      "卡號不正確，請再檢查一次",
      "請填寫有效期限",
      "請填寫安全碼",
    ])
    await fits(page)
    await picture(page, "tappay-wrong")
    expect(charges).toEqual([])
  })

  it("sells by a card with the bank's 3-D page", async () => {
    const { page, problems } = await open.phone()
    await fillCheckout(open, page, "tappay-card")
    await typeCard(page, good)
    await fits(page)
    await picture(page, "tappay-card")
    const sessionId = await pay(page)
    await page.waitForURL(`${open.shop.sandbox.url}/redirect/**`)
    await fits(page)
    await picture(page, "tappay-bank")
    await enterPassword(page)
    await page.waitForURL(`${open.address}/payment/return?session_id=${sessionId}`)
    await isBoughtOnce(open, page, sessionId)
    await fits(page)
    expect(problems).toEqual([])
  })

  it("tells who is declined that nothing was charged, and sells to their other card", async () => {
    const { page, problems } = await open.phone()
    await fillCheckout(open, page, "tappay-card")
    await typeCard(page, declined)
    const sessionId = await pay(page)
    await enterPassword(page)
    await page.waitForSelector(inState("failed"))
    expect(await page.textContent(".twp-message")).toMatch(/沒有|未/)
    expect((await rowsOf(open.shop, sessionId)).orderIds).toEqual([])
    await fits(page)
    await picture(page, "tappay-declined")
    await page.click(by("pay-again"))
    await page.waitForURL(`${open.address}/checkout`)
    await page.click(by("gateway-tappay"))
    await page.click(by("method-tappay-card"))
    await typeCard(page, withoutBankPage)
    expect(await pay(page)).toBe(sessionId)
    await isBoughtOnce(open, page, sessionId)
    expect((await attemptsOf(open.shop, sessionId)).map(({ state }) => state)).toEqual(["failed", "captured"])
    expect(problems).toEqual([])
  })

  it("charges once though the button is pressed twice", async () => {
    const { page } = await open.phone()
    await fillCheckout(open, page, "tappay-card")
    await typeCard(page, withoutBankPage)
    let charges = 0
    page.on("request", (request) => request.url().endsWith("/charge") && request.method() === "POST" && charges++)
    await page.locator(by("pay")).dblclick()
    await page.waitForURL(`${open.address}/payment/return?**`)
    await isBoughtOnce(open, page, new URL(page.url()).searchParams.get("session_id") ?? "")
    expect(charges).toBe(1)
  })

  it("sells by a wallet of TapPay's", async () => {
    const { page, problems } = await open.phone()
    await fillCheckout(open, page, "tappay-linepay")
    const sessionId = await pay(page)
    await page.waitForURL(`${open.shop.sandbox.url}/redirect/**`)
    await fits(page)
    await page.click('#wallet-form button[value="approve"]')
    await isBoughtOnce(open, page, sessionId)
    expect(problems).toEqual([])
  })
})
