import { describe, expect, it } from "vitest"
import { lacks } from "../../scripts/lib/services.mjs"
import { picture } from "../support/browser"
import { departOnly } from "../support/departure"
import { attemptOf } from "../support/ledger"
import { formBody, paid, post, signed, tell } from "../support/notices"
import { buyByCard, checkout, settled } from "../support/purchase"
import { office } from "./window"

const PAGE = "/app/taiwan-payments/inbox"

describe.skipIf(lacks("chromium"))("the inbox", () => {
  it("shows a forged notice as refused, and reads nothing of it", async () => {
    const { fields: order } = await departOnly((await checkout(office.shop)).data.start_url)
    const forged = signed(paid(order, { RtnMsg: "give me the goods" }), { hashKey: "wrong", hashIv: "keys" })
    expect(await post(order.ReturnURL ?? "", formBody(forged))).toMatchObject({ status: 400 })
    const { page, problems } = await office.desk("en", 390)
    await page.goto(`${PAGE}?verdict=forged`)
    const row = page.getByRole("listitem").filter({ hasText: "Refused: bad signature" })
    await row.first().waitFor()
    expect(await row.getByRole("button").count()).toBe(0)
    expect(await page.getByText("give me the goods").count()).toBe(0)
    await picture(page, "inbox-forged")
    expect(problems).toEqual([])
  })

  it("takes a verified notice in again, which changes nothing", async () => {
    const { shop } = office
    const session = await checkout(shop)
    const { fields: order } = await departOnly(session.data.start_url)
    for (let sent = 0; sent < 2; sent += 1) await tell(order.ReturnURL ?? "", paid(order))
    await settled(shop, session.id)
    const before = await attemptOf(shop, session.id)
    const { page, problems } = await office.desk("zhTW")
    await page.goto(`${PAGE}?q=${order.MerchantTradeNo}`)
    const row = page.getByRole("listitem").filter({ hasText: "已採信" })
    await row.getByText("共收到 2 次").waitFor()
    await row.getByRole("button", { name: "顯示訊息內容" }).click()
    await row.getByText("MerchantTradeNo").waitFor()
    expect(await page.getByText("CheckMacValue").count()).toBe(0)
    await picture(page, "inbox-notice")
    await row.getByRole("button", { name: "重新處理" }).click()
    await page.getByRole("alertdialog").getByRole("button", { name: "重新處理" }).click()
    await page.getByText("付款狀態不變").first().waitFor()
    const { state, captured_amount, applied_at, order_id } = await attemptOf(shop, session.id)
    expect({ state, captured_amount, applied_at, order_id }).toEqual({
      ...{ state: before.state, captured_amount: before.captured_amount },
      ...{ applied_at: before.applied_at, order_id: before.order_id },
    })
    await row.getByRole("link", { name: /交易/ }).click()
    const drawer = page.getByRole("dialog")
    await drawer.getByText("重新處理綠界科技的通知").waitFor()
    await drawer.getByText("處理人：admin@example.com").first().waitFor()
    expect(problems).toEqual([])
  })

  it("shows what was asked about a payment, and what was answered, from the payment itself", async () => {
    const { shop } = office
    const { session } = await buyByCard(shop)
    const { id } = await attemptOf(shop, session.id)
    await shop.office.post(`/admin/taiwan-payments/attempts/${id}/query`, {})
    const { page, problems } = await office.desk("en")
    await page.goto(`/app/taiwan-payments?attempt=${id}`)
    await page.getByRole("link", { name: "Messages and requests of this payment" }).click()
    await page.waitForURL((url) => url.pathname === PAGE && url.searchParams.get("attempt") === id)
    await page.getByRole("tab", { name: "Requests" }).click()
    const row = page.getByRole("listitem").filter({ hasText: "QueryTradeInfo" }).first()
    await row.getByText("HTTP 200").waitFor()
    await row.getByRole("button", { name: "Show answer" }).click()
    await row.getByText("TradeStatus").waitFor()
    await picture(page, "inbox-exchanges")
    expect(problems).toEqual([])
  })

  it.each(["light", "dark"] as const)(
    "is looked at in %s, in both languages, at the desk and on a phone",
    async (theme) => {
      for (const [language, width] of [
        ["en", 1280],
        ["zhTW", 390],
      ] as const) {
        const { page, problems } = await office.desk(language, width)
        await page.addInitScript({ content: `localStorage.setItem("medusa_admin_theme", "${theme}")` })
        for (const tab of ["", "exchanges"]) {
          await page.goto(`${PAGE}?tab=${tab}`)
          await page
            .getByRole("listitem")
            .filter({ hasText: /HTTP 200|ECPay|綠界/ })
            .first()
            .waitFor()
          expect(await page.evaluate("document.documentElement.scrollWidth <= innerWidth")).toBe(true)
          await picture(page, `inbox-${theme}-${language}-${tab || "notices"}`)
        }
        expect(problems).toEqual([])
      }
    },
  )
})
