import { mkdirSync, writeFileSync } from "node:fs"
import path from "node:path"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { cacheDir } from "../scripts/lib/paths.mjs"
import { lacks } from "../scripts/lib/services.mjs"
import { picture } from "./support/browser"
import { closeDay } from "./support/gateway"
import { type OfficeWindow, openOffice } from "./support/office-window"
import { buyByCard } from "./support/purchase"

const PAGE = "/app/taiwan-payments/payouts"
/** The dashboard is built first, where it is not up to date. */
const WITH_BUILD_MS = 600_000
const DAY_MS = 86_400_000
const MERCHANT = "3002607"

describe.skipIf(lacks("chromium"))("the page of payouts", () => {
  let office: OfficeWindow
  const trades: string[] = []
  let file: string
  let paidOutOn: string
  beforeAll(async () => {
    office = await openOffice()
    for (let each = 0; each < 3; each += 1) trades.push((await buyByCard(office.shop)).tradeNo)
    await closeDay(office.shop)
    await office.shop.sandbox.advance(8 * DAY_MS)
    file = await download()
  }, WITH_BUILD_MS)
  afterAll(() => office?.close())

  /** The month's statement from the gateway's back office, with one line altered. */
  async function download(): Promise<string> {
    const { sandbox } = office.shop
    const day = (days: number) => new Date(sandbox.clock.now().getTime() + days * DAY_MS).toISOString().slice(0, 10)
    paidOutOn = day(-1)
    sandbox.fault({ kind: "statement-altered", gateway: "ecpay" })
    const query = new URLSearchParams({ merchant: MERCHANT, from: day(-31), until: day(0), layout: "funding" })
    const answer = await fetch(`${sandbox.url}/_sandbox/ecpay/statement?${query}`)
    const folder = path.join(cacheDir, "payouts")
    mkdirSync(folder, { recursive: true })
    const saved = path.join(folder, "FundingReconDetail.csv")
    writeFileSync(saved, Buffer.from(await answer.arrayBuffer()))
    return saved
  }

  it("takes in a month's payouts with one altered line, and shows that line", async () => {
    const { page, problems } = await office.desk("zhTW")
    await page.goto("/app/taiwan-payments")
    await page.getByRole("link", { name: "撥款" }).click()
    await page.getByText("尚未匯入任何撥款明細。").waitFor()
    await page.getByRole("button", { name: "匯入撥款明細" }).click()
    const prompt = page.getByRole("alertdialog")
    await prompt.getByLabel("商店代號").click()
    await page.getByRole("option", { name: `綠界科技 · ${MERCHANT}` }).click()
    await prompt.getByLabel("檔案").setInputFiles(file)
    await prompt.getByRole("button", { name: "匯入" }).click()
    await prompt
      .getByRole("alert")
      .getByText(/第 2 行：檔案沒有撥款日期/)
      .waitFor()
    await prompt.getByLabel("撥款日期").fill(paidOutOn)
    await picture(page, "payouts-import")
    await prompt.getByRole("button", { name: "匯入" }).click()
    await page.getByText("已讀取 3 筆，其中 3 筆是新的").waitFor()
    await page.getByRole("tab", { name: /差異/ }).click()
    const table = page.getByRole("region", { name: "撥款明細" })
    await table.getByText("金額不符").waitFor()
    await expect.poll(() => table.getByRole("row").count(), { timeout: 10_000 }).toBe(2)
    await picture(page, "payouts-difference")
    await table.getByRole("link").click()
    await page.getByRole("dialog").getByText("撥款金額不符", { exact: true }).waitFor()
    await picture(page, "payouts-drawer")
    expect(problems).toEqual([])
  })

  it("changes nothing when the same file comes again, and exports what it shows", async () => {
    const { page, problems } = await office.desk("en", 390)
    await page.goto(PAGE)
    await page.getByRole("button", { name: "Import a statement" }).click()
    const prompt = page.getByRole("alertdialog")
    await prompt.getByLabel("Account").click()
    await page.getByRole("option", { name: `ECPay · ${MERCHANT}` }).click()
    await prompt.getByLabel("File").setInputFiles(file)
    await prompt.getByLabel("Paid out on").fill(paidOutOn)
    await prompt.getByRole("button", { name: "Import" }).click()
    await page.getByText("This file was imported before; nothing changed").waitFor()
    await page.getByRole("tab", { name: /Agreed/ }).click()
    const [saved] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "Export" }).click(),
    ])
    expect(saved.suggestedFilename()).toMatch(/^payouts-\d{4}-\d{2}-\d{2}\.csv$/)
    await picture(page, "payouts-phone")
    const { alarms } = await office.shop.office.get("/admin/taiwan-payments/alarms?open=true&limit=100")
    const kinds = alarms.map(({ kind }: { kind: string }) => kind)
    expect(kinds.filter((kind: string) => kind.startsWith("payout"))).toEqual(["payout_differs"])
    expect(problems).toEqual([])
  })

  it("keeps a file that is none out, and says where it breaks", async () => {
    const { page } = await office.desk("en")
    await page.emulateMedia({ colorScheme: "dark" })
    await page.goto(PAGE)
    await page.getByRole("button", { name: "Import a statement" }).click()
    const prompt = page.getByRole("alertdialog")
    await prompt.getByLabel("Account").click()
    await page.getByRole("option", { name: `ECPay · ${MERCHANT}` }).click()
    const text =
      "reference,kind,gross,fee,net,paid_out_on\nT1,payment,1,0,1,2026-11-20\nT2,payment,one,0,1,2026-11-20\n"
    await prompt
      .getByLabel("File")
      .setInputFiles({ name: "broken.csv", mimeType: "text/csv", buffer: Buffer.from(text) })
    await prompt.getByRole("button", { name: "Import" }).click()
    await prompt.getByText('Line 3, column gross: "one" is not an amount').waitFor()
    await picture(page, "payouts-broken")
  })

  it.each([
    ["zhTW", 1280, "light"],
    ["zhTW", 390, "dark"],
    ["en", 1280, "dark"],
    ["en", 390, "light"],
  ] as const)("shows in %s at %i px, %s", async (language, width, theme) => {
    const { page, problems } = await office.desk(language, width)
    await page.addInitScript({ content: `localStorage.setItem("medusa_admin_theme", "${theme}")` })
    await page.goto(PAGE)
    await page.getByText("2026").first().waitFor()
    await page.getByRole("table").nth(1).waitFor()
    const isWider = await page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    expect(isWider).toBe(false)
    await picture(page, `payouts-${language}-${width}-${theme}`)
    expect(problems).toEqual([])
  })
})
