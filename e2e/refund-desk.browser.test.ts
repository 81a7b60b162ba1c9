import { randomBytes } from "node:crypto"
import type { Page } from "playwright-core"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { lacks } from "../scripts/lib/services.mjs"
import { violationsOf } from "./support/axe"
import { picture } from "./support/browser"
import { type OfficeWindow, openOffice } from "./support/office-window"
import { payByTransfer } from "./support/orders"
import { orderOf, paymentOf } from "./support/purchase"

const PAGE = "/app/taiwan-payments/refunds"
/** The dashboard is built first, where it is not up to date. */
const WITH_BUILD_MS = 600_000
const REFUND_DESK_KEYS = randomBytes(32).toString("base64")

describe.skipIf(lacks("chromium"))("the refund desk", () => {
  let office: OfficeWindow
  beforeAll(async () => {
    office = await openOffice({ env: { REFUND_DESK_KEYS } })
  }, WITH_BUILD_MS)
  afterAll(() => office?.close())

  const ask = async (attemptId: string, amount: number): Promise<string> => {
    await office.shop.office.post(`/admin/taiwan-payments/attempts/${attemptId}/refund-request`, { amount })
    const { refund_requests } = await office.shop.office.get("/admin/taiwan-payments/refund-requests?limit=100")
    return refund_requests.at(-1).id
  }
  const linkOf = async (id: string): Promise<string> =>
    (await office.shop.office.post(`/admin/taiwan-payments/refund-requests/${id}/renew`, {})).url

  it("refunds an ATM order by hand, from the order to the bank's reference", async () => {
    const { orderId, session } = await payByTransfer(office.shop)
    const { page, problems } = await office.desk("zhTW")
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"])
    await page.goto(`/app/orders/${orderId}`)
    await page.getByRole("button", { name: "索取帳戶" }).click()
    await page.getByRole("alertdialog").getByLabel("原因").fill("商品缺貨")
    await picture(page, "refund-desk-ask")
    await page.getByRole("alertdialog").getByRole("button", { name: "索取帳戶" }).click()
    await page.getByText("已請買家為").first().waitFor()

    await page.goto(PAGE)
    await page.getByRole("region", { name: "退款申請" }).getByRole("link").click()
    await page.getByRole("dialog").getByRole("button", { name: "重新產生連結" }).click()
    await page.getByText("連結已複製").first().waitFor()
    await picture(page, "refund-desk-drawer-wanted")
    const link = await page.evaluate<string>("navigator.clipboard.readText()")
    await fillIn(link)

    await page.goto(`${PAGE}?tab=given`)
    await page.getByRole("region", { name: "退款申請" }).getByRole("link").click()
    const drawer = page.getByRole("dialog")
    expect(await drawer.textContent()).toContain("···8901")
    expect(await drawer.textContent()).not.toContain("00012345678901")
    await drawer.getByRole("button", { name: "顯示帳號" }).click()
    await drawer.getByText("00012345678901").waitFor()
    await drawer.getByText("查看帳號").waitFor()
    await picture(page, "refund-desk-drawer-shown")
    expect(await violationsOf(page, '[role="dialog"]')).toEqual([])
    await page.goto(`${PAGE}?tab=given`)
    await page.getByRole("button", { name: "製作銀行檔案（1）" }).click()
    await page
      .getByText(/已製作檔案 #\d+/)
      .first()
      .waitFor()
    await page.getByRole("button", { name: "標記完成" }).click()
    await page.getByRole("alertdialog").getByLabel("銀行參考編號").fill("BANK-77")
    await picture(page, "refund-desk-end")
    await page.getByRole("alertdialog").getByRole("button", { name: "標記完成" }).click()
    await page
      .getByText(/退款已入帳/)
      .first()
      .waitFor()
    await page.goto(`${PAGE}?tab=ended`)
    await page.getByText("BANK-77").first().waitFor()
    expect(paymentOf(await orderOf(office.shop, orderId)).refunds).toMatchObject([{ amount: session.amount }])

    await page.getByRole("region", { name: "退款申請" }).getByRole("link").first().click()
    await page.getByRole("dialog").getByRole("button", { name: "銀行退回" }).click()
    await page.getByRole("alertdialog").getByLabel("銀行說明").fill("帳戶已結清")
    await picture(page, "refund-desk-returned-later")
    await page.getByRole("alertdialog").getByRole("button", { name: "銀行退回" }).click()
    await page.getByText("已再次請買家提供帳戶").first().waitFor()
    await page.goto(`${PAGE}?tab=wanted`)
    await page.getByRole("region", { name: "退款申請" }).getByRole("link").first().click()
    await page.getByRole("dialog").getByText("已登記退款").waitFor()
    expect(await page.getByRole("dialog").getByRole("button", { name: "取消申請" }).count()).toBe(0)
    expect(paymentOf(await orderOf(office.shop, orderId)).refunds).toMatchObject([{ amount: session.amount }])
    expect(problems).toEqual([])
  })

  /** A request that the bank sent back after it was booked. */
  async function returnedLater(attemptId: string, amount: number): Promise<string> {
    const id = await ask(attemptId, amount)
    const post = (path: string, body: object) =>
      office.shop.office.post(`/admin/taiwan-payments/refund-requests/${path}`, body)
    await post(`${id}/enter`, { bank: "822", branch: "", number: "123456789012", holder: "王小明" })
    const { batch } = await post("batches", { ids: [id] })
    await post(`batches/${batch.id}/done`, { reference: "BANK-78" })
    await post(`${id}/returned`, { reason: "帳戶已結清 (account closed)" })
    return id
  }

  /** As the buyer does it on a phone without scripts. */
  async function fillIn(link: string): Promise<void> {
    const { page: desk } = await office.desk("zhTW", 390)
    const phones = await desk
      .context()
      .browser()
      ?.newContext({
        ...{ viewport: { width: 390, height: 844 }, javaScriptEnabled: false, locale: "zh-TW" },
      })
    const phone = (await phones?.newPage()) ?? expect.fail("no phone")
    await phone.goto(link)
    await phone.getByLabel("帳號").fill("12")
    await phone.getByRole("button", { name: "送出" }).click()
    await phone.getByText("請檢查標示的欄位。").waitFor()
    expect(await phone.getByLabel("帳號").getAttribute("aria-invalid")).toBe("true")
    await phone.getByLabel("銀行", { exact: true }).selectOption({ label: "700 中華郵政" })
    await phone.getByLabel("分行代碼").fill("0021")
    await phone.getByLabel("帳號").fill("0001234 5678901")
    await phone.getByLabel("戶名").fill("王小明")
    await phone.getByRole("button", { name: "送出" }).click()
    await phone.getByText("已收到您的帳戶資料").waitFor()
    await phones?.close()
  }

  const looks = [
    ["light", "en", 1280],
    ["dark", "zhTW", 1280],
    ["light", "zhTW", 390],
    ["dark", "en", 390],
  ] as const

  it.each(looks)(
    "looks as it should, and axe holds nothing against it: %s, %s, %i wide",
    async (theme, language, width) => {
      const { attempt } = await payByTransfer(office.shop)
      const first = await linkOf(await ask(attempt.id, 10))
      const second = await linkOf(await ask(attempt.id, 12))
      const { page, problems } = await office.desk(language, width, theme)
      const look = async (name: string, within: string) => {
        await picture(page, `refund-desk-${name}-${theme}-${language}-${width}`)
        expect([name, await violationsOf(page, within)]).toEqual([name, []])
        const isTooWide = await page.evaluate<boolean>("document.documentElement.scrollWidth > innerWidth")
        expect([name, isTooWide]).toEqual([name, false])
      }
      await page.goto(PAGE)
      await page.getByRole("region").getByRole("link").first().waitFor()
      await page.waitForLoadState("networkidle")
      await look("queue", "main")
      await page.getByRole("region").getByRole("link").first().click()
      await page.getByRole("dialog").waitFor()
      await look("drawer", '[role="dialog"]')
      await page.goto(`${PAGE}?tab=wanted&request=${await returnedLater(attempt.id, 15)}`)
      await page.getByRole("dialog").getByText("BANK-78").waitFor()
      await look("returned-later", '[role="dialog"]')
      await page.emulateMedia({ colorScheme: theme })
      await buyersPages(page, first, second, language === "en" ? "en" : "zh-TW", look)
      expect(problems).toEqual([])
    },
  )

  async function buyersPages(
    page: Page,
    first: string,
    second: string,
    lang: string,
    look: (name: string, within: string) => Promise<void>,
  ): Promise<void> {
    await page.goto(`${first}?lang=${lang}`)
    await look("form", "main")
    await page.locator("#number").fill("12")
    await page.locator("button").click()
    await page.locator("[aria-invalid]").first().waitFor()
    await look("wrong", "main")
    await page.locator("#bank").selectOption("822")
    await page.locator("#number").fill("123456789012")
    await page.locator("#holder").fill("王小明")
    await page.locator("button").click()
    await page.getByRole("status").waitFor()
    await look("given", "main")
    const id = /tpr_\w+/.exec(second)?.[0] ?? ""
    await office.shop.office.post(`/admin/taiwan-payments/refund-requests/${id}/cancel`, { reason: "no longer wanted" })
    await page.goto(`${second}?lang=${lang}`)
    await look("cancelled", "main")
  }
})
