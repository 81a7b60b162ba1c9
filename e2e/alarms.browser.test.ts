import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { lacks } from "../scripts/lib/services.mjs"
import { picture } from "./support/browser"
import { arrive, payOn } from "./support/buyer"
import { alarmsAbout, attemptOf } from "./support/ledger"
import { type OfficeWindow, openOffice } from "./support/office-window"
import { payTwice } from "./support/orders"
import { checkout, orderOf, settled } from "./support/purchase"
import { until } from "./support/until"

const PAGE = "/app/taiwan-payments"
/** The dashboard is built first, where it is not up to date. */
const WITH_BUILD_MS = 600_000

describe.skipIf(lacks("chromium"))("alarms", () => {
  let office: OfficeWindow
  beforeAll(async () => {
    office = await openOffice({ ecpay: { capture: "manual" } })
  }, WITH_BUILD_MS)
  afterAll(() => office?.close())

  it("leads from the menu and the bell to money without an order, its buyer, and a note that can be read again", async () => {
    const { first, second } = await payTwice(office.shop)
    const { page, problems } = await office.desk("zhTW")
    await page.goto("/app/orders")
    await page.getByRole("img", { name: "待處理警示 1 則" }).waitFor()
    await page.keyboard.press("Control+n")
    await page.getByText("重複付款 Paid twice").waitFor()
    await page.keyboard.press("Escape")
    await page.getByRole("link", { name: /台灣金流/ }).click()
    const row = page.getByRole("tabpanel").filter({ hasText: second.trade_no })
    expect(await row.getByRole("link", { name: "0912345678" }).getAttribute("href")).toBe("tel:0912345678")
    await row.getByRole("link", { name: new RegExp(first.trade_no) }).waitFor()
    await row.getByRole("link", { name: "綠界科技後台" }).waitFor()
    await row.getByRole("button", { name: "指派給" }).click()
    await page.getByRole("menuitem", { name: "由我處理" }).click()
    await row.getByText("負責人：admin@example.com").waitFor()
    await page.getByLabel("我的").click()
    await page.waitForURL((url) => url.searchParams.get("alarmsOf") === "me")
    await row.getByText("負責人：admin@example.com").waitFor()
    await picture(page, "alarms-mine")
    await row.getByRole("button", { name: "標示為已處理" }).click()
    const prompt = page.getByRole("alertdialog")
    await prompt.getByLabel("處理方式").fill("已致電王小明，改寄第二件。")
    await prompt.getByRole("button", { name: "標示為已處理" }).click()
    await page.getByText("您目前沒有待處理的警示").waitFor()
    await page.getByRole("tab", { name: "已處理" }).click()
    await page.getByText("已致電王小明，改寄第二件。").waitFor()
    const [entry] = await until("the bell", async () => {
      const { notifications } = await office.shop.office.get("/admin/notifications?channel=feed")
      return notifications[0]?.data.title.startsWith("✓") && notifications
    })
    expect(entry.data.title).toContain("admin@example.com")
    expect(problems).toEqual([])
  })

  it("tells who was first, in the language of each, when two resolve or take one at once", async () => {
    const { alarm } = await payTwice(office.shop)
    const [one, two] = [await office.desk("en"), await office.desk("zhTW", 390)]
    const atDesk = { page: one.page, words: { resolve: "Mark as resolved", done: "What was done" } }
    const onPhone = { page: two.page, words: { resolve: "標示為已處理", done: "處理方式" } }
    const seats = [atDesk, onPhone]
    for (const { page, words } of seats) {
      await page.goto(PAGE)
      await page.getByRole("button", { name: words.resolve }).waitFor()
    }
    // Another member of the staff, whose page this one does not know of yet.
    await office.shop.database.query(
      `update taiwan_payment_alarm set assigned_to = '{"id": "user_lin", "name": "Lin"}' where id = $1`,
      [alarm.id],
    )
    await two.page.getByRole("button", { name: "指派給" }).click()
    await two.page.getByRole("menuitem", { name: "由我處理" }).click()
    await two.page.getByText("Lin 已接手這則警示。", { exact: true }).first().waitFor()
    for (const { page, words } of seats) {
      await page.getByRole("button", { name: words.resolve }).click()
      await page.getByRole("alertdialog").getByLabel(words.done).fill("Called the buyer.")
    }
    const resolve = ({ page, words }: typeof atDesk) =>
      page.getByRole("alertdialog").getByRole("button", { name: words.resolve }).click()
    await resolve(atDesk)
    await one.page.getByText("No money is waiting").waitFor()
    await resolve(onPhone)
    await two.page.getByText("admin@example.com 已處理這則警示。").first().waitFor()
    await picture(two.page, "alarms-second")
    expect([...one.problems, ...two.problems]).toEqual([])
  })

  it("offers to capture an authorisation that ends, and does so once, though two press", async () => {
    const { shop } = office
    const session = await checkout(shop)
    await payOn(await arrive(session.data.start_url))
    const orderId = await settled(shop, session.id)
    const { id, amount } = await attemptOf(shop, session.id)
    await shop.database.query(
      `insert into taiwan_payment_alarm (id, kind, attempt_id, subject, amount, detail, order_id)
       values ('tpx_ends', 'authorization_ends', $1, $1, $2, 'ends soon', $3)`,
      [id, amount, orderId],
    )
    const [one, two] = [await office.desk("en"), await office.desk("zhTW", 390)]
    for (const { page } of [one, two]) await page.goto(PAGE)
    await one.page.getByRole("button", { name: "Cancel order and release" }).waitFor()
    await picture(one.page, "alarms-authorisation")
    await picture(two.page, "alarms-authorisation-phone")
    const press = async (page: typeof one.page, name: RegExp) => {
      await page.getByRole("button", { name }).click()
      await page.getByRole("alertdialog").getByRole("button", { name }).click()
    }
    await Promise.all([press(one.page, /^Capture/), press(two.page, /^請款/)])
    const order = await until("a capture", async () => {
      const latest = await orderOf(shop, orderId)
      return latest.payment_status === "captured" && latest
    })
    const payments = order.payment_collections.flatMap((collection) => collection.payments)
    expect(payments.flatMap(({ captures }) => captures.map((each) => each.amount))).toEqual([amount])
    await until("the alarm ends", async () => {
      const alarms = await alarmsAbout(shop, id)
      return alarms.every(({ resolved_at }) => resolved_at !== null)
    })
  })

  it.each(["light", "dark"] as const)(
    "are looked at in %s, in both languages, at the desk and on a phone",
    async (theme) => {
      await payTwice(office.shop)
      for (const [language, width] of [
        ["en", 1280],
        ["zhTW", 390],
      ] as const) {
        const { page, problems } = await office.desk(language, width)
        await page.addInitScript({ content: `localStorage.setItem("medusa_admin_theme", "${theme}")` })
        await page.goto(PAGE)
        await page
          .getByRole("button", { name: /Mark as resolved|標示為已處理/ })
          .first()
          .waitFor()
        expect(await page.evaluate("document.documentElement.scrollWidth <= innerWidth")).toBe(true)
        await picture(page, `alarms-${theme}-${language}`)
        expect(problems).toEqual([])
      }
    },
  )
})
