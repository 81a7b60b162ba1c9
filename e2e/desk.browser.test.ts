import { readFile } from "node:fs/promises"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { lacks } from "../scripts/lib/services.mjs"
import { picture } from "./support/browser"
import { actAt, closeDay } from "./support/gateway"
import { attemptOf } from "./support/ledger"
import { type OfficeWindow, openOffice } from "./support/office-window"
import { payTwice } from "./support/orders"
import { buyByCard } from "./support/purchase"

const PAGE = "/app/taiwan-payments"
/** The dashboard is built first, where it is not up to date. */
const WITH_BUILD_MS = 600_000

describe.skipIf(lacks("chromium"))("the page of payments", () => {
  let office: OfficeWindow
  let stray: string
  beforeAll(async () => {
    office = await openOffice()
    stray = (await payTwice(office.shop)).second.trade_no
  }, WITH_BUILD_MS)
  afterAll(() => office?.close())

  it("finds money without an order by its buyer, and by the keyboard alone", async () => {
    const { page, problems } = await office.desk("zhTW")
    await page.goto(PAGE)
    await page.getByRole("searchbox").fill("王小明")
    const row = page.locator('a[href*="q="]', { hasText: stray })
    await row.focus()
    await page.keyboard.press("Enter")
    const drawer = page.getByRole("dialog")
    await drawer.getByText("重複付款").first().waitFor()
    await drawer.getByRole("link", { name: "0912345678" }).waitFor()
    expect(await drawer.getByRole("link", { name: "王小明" }).getAttribute("href")).toMatch(/\/app\/customers\/cus_/)
    await picture(page, "desk-drawer")
    await page.reload()
    await drawer.getByText("重複付款").first().waitFor()
    await drawer.getByRole("button", { name: "關閉" }).click()
    await page.waitForURL((url) => !url.searchParams.has("attempt") && url.searchParams.get("q") === "王小明")
    expect(problems).toEqual([])
  })

  it("keeps a note, and what was done about an alarm, with who did it", async () => {
    const { page, problems } = await office.desk("en", 390)
    await page.goto(`${PAGE}?q=${stray}`)
    await page.getByRole("button", { name: "Details" }).click()
    const drawer = page.getByRole("dialog")
    await drawer.getByLabel("Add a note").fill("Called, no answer.")
    await drawer.getByRole("button", { name: "Add", exact: true }).click()
    await drawer.getByText("Called, no answer.").waitFor()
    await drawer.getByRole("button", { name: "Mark as resolved" }).click()
    const prompt = page.getByRole("alertdialog")
    await prompt.getByLabel("What was done").fill("The buyer took a second parcel.")
    await prompt.getByRole("button", { name: "Mark as resolved" }).click()
    await drawer.getByText("Alarm resolved: Paid twice").waitFor()
    expect(await drawer.getByText("by admin@example.com").count()).toBe(2)
    await drawer.getByRole("button", { name: "Close" }).click()
    await page.getByRole("tab", { name: "Resolved" }).click()
    await page.getByText("The buyer took a second parcel.").waitFor()
    await picture(page, "desk-resolved")
    expect(problems).toEqual([])
  })

  it("exports what it shows, and nothing else", async () => {
    const { page } = await office.desk("en")
    await page.goto(`${PAGE}?q=${stray}`)
    await page.getByRole("link", { name: stray }).waitFor()
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "Export" }).click(),
    ])
    expect(download.suggestedFilename()).toMatch(/^payments-\d{4}-\d{2}-\d{2}\.csv$/)
    const rows = (await readFile(await download.path(), "utf8")).split("\r\n")
    expect(rows).toHaveLength(3)
    expect(rows[0]).toMatch(/^\uFEFFTrade number,/)
    expect(rows[1]).toMatch(new RegExp(`^${stray},ECPay,.*,王小明,shopper@example.com,0912345678,`))
  })

  it("books what the gateway gave back by itself, at a click", async () => {
    const { shop } = office
    const { session, tradeNo } = await buyByCard(shop)
    await closeDay(shop)
    await actAt(shop, tradeNo, "refund", { amount: "60" })
    const { id } = await attemptOf(shop, session.id)
    await shop.database.query("update taiwan_payment_attempt set queried_at = null where id = $1", [id])
    await shop.office.post(`/admin/taiwan-payments/attempts/${id}/query`, {})
    const { page, problems } = await office.desk("zhTW", 390)
    await page.goto(PAGE)
    await page.getByText("金流端已退款").waitFor()
    await picture(page, "desk-refunded-elsewhere")
    await page.getByRole("button", { name: "登記 NT$60" }).click()
    await page.getByRole("alertdialog").getByRole("button", { name: "登記 NT$60" }).click()
    await page.getByText("金流端已退款").waitFor({ state: "detached" })
    await page.goto(`${PAGE}?attempt=${id}`)
    await page
      .getByRole("dialog")
      .getByText(/人工退款/)
      .first()
      .waitFor()
    await picture(page, "desk-booked")
    expect(problems).toEqual([])
  })

  it("says that it could not be loaded, and loads again", async () => {
    const { page } = await office.desk("en")
    await page.route("**/admin/taiwan-payments/attempts?*", (route) => route.fulfill({ status: 500, json: {} }), {
      times: 4,
    })
    await page.goto(PAGE)
    const problem = page.getByRole("alert").filter({ hasText: "could not be loaded" })
    await problem.waitFor()
    expect(await page.getByText("No payments yet").count()).toBe(0)
    await page.unrouteAll()
    await problem.getByRole("button", { name: "Try again" }).click()
    await page.getByRole("link", { name: stray }).waitFor()
  })
})
