import { describe, expect, it } from "vitest"
import { lacks } from "../../scripts/lib/services.mjs"
import { violationsOf } from "../support/axe"
import { picture } from "../support/browser"
import { draftOrder } from "../support/drafts"
import { awaitTransfer } from "../support/orders"
import { orderOf } from "../support/purchase"
import { until } from "../support/until"
import { office } from "./window"

describe.skipIf(lacks("chromium"))("a payment link", () => {
  it("is copied in the order, and the buyer pays by it on a phone", async () => {
    const { orderId } = await awaitTransfer(office.shop)
    const { page, problems } = await office.desk("zhTW")
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"])
    await page.goto(`/app/orders/${orderId}`)
    await page.getByRole("button", { name: "複製付款連結" }).click()
    await page.getByText("付款連結已複製").first().waitFor()
    await picture(page, "desk-payment-link")
    const link = await page.evaluate<string>("navigator.clipboard.readText()")
    const { page: phone } = await office.desk("zhTW", 390)
    await phone.setExtraHTTPHeaders({ "accept-language": "zh-TW" })
    await phone.goto(link)
    await picture(phone, "payment-link")
    expect(await phone.textContent("main")).not.toContain("NaN")
    expect(await phone.getByRole("list").textContent()).toMatch(/NT\$60$/)
    expect(await phone.getByRole("link", { name: "顯示我的繳費資訊" }).count()).toBe(1)
    expect(await phone.evaluate<number>("document.documentElement.scrollWidth")).toBeLessThanOrEqual(390)
    await phone.getByRole("link", { name: "English" }).click()
    await phone.getByText("Choose how to pay").waitFor()
    await phone.getByRole("group", { name: "ECPay" }).getByRole("radio", { name: "Credit card", exact: true }).check()
    await phone.getByRole("button", { name: "Continue to payment" }).click()
    await phone.waitForURL(`${office.shop.sandbox.url}/**`)
    await phone.locator("[data-number]").first().click()
    await phone.click('#card-form button[value="pay"]')
    await phone.fill("#otp", "1234")
    await phone.click('#otp-form button[value="confirm"]')
    await until("captured", async () => (await orderOf(office.shop, orderId)).payment_status === "captured")
    await phone.goto(link)
    await phone.getByText("這筆訂單已付款").waitFor()
    expect(problems).toEqual([])
  })

  it.each([
    ["light", "zhTW", 390],
    ["dark", "zhTW", 1280],
    ["light", "en", 1280],
    ["dark", "en", 390],
  ] as const)(
    "of a draft is copied in the draft, and looks as it should: %s, %s, %i wide",
    async (theme, language, width) => {
      const draft = await draftOrder(office.shop)
      const { page, problems } = await office.desk(language, width, theme)
      const look = async (name: string) => {
        await picture(page, `payment-link-${name}-${theme}-${language}-${width}`)
        expect([name, await violationsOf(page, "main")]).toEqual([name, []])
        const isTooWide = await page.evaluate<boolean>("document.documentElement.scrollWidth > innerWidth")
        expect([name, isTooWide]).toEqual([name, false])
      }
      await page.context().grantPermissions(["clipboard-read", "clipboard-write"])
      await page.goto(`/app/draft-orders/${draft.id}`)
      await page.getByRole("button", { name: language === "en" ? "Copy payment link" : "複製付款連結" }).click()
      await page.locator('a[href*="/pay/orders/"]').waitFor()
      await picture(page, `desk-draft-link-${theme}-${language}-${width}`)
      const link = await page.evaluate<string>("navigator.clipboard.readText()")
      await page.emulateMedia({ colorScheme: theme })
      const lang = language === "en" ? "en" : "zh-TW"
      await page.goto(`${link}?lang=${lang}`)
      expect(await page.textContent("main")).toContain("NT$680")
      await look("draft")
      await office.shop.office.delete(`/admin/draft-orders/${draft.id}`)
      await page.goto(`${link}?lang=${lang}`)
      await look("gone")
      expect(problems.filter((problem) => !problem.includes("410"))).toEqual([])
    },
  )
})
