import type { Page } from "playwright-core"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { lacks } from "../scripts/lib/services.mjs"
import { violationsOf } from "./support/axe"
import { picture } from "./support/browser"
import { type OfficeWindow, openOffice, type Theme } from "./support/office-window"
import { addPast } from "./support/past-payments"

const PAGE = "/app/taiwan-payments"
/** The dashboard is built first, where it is not up to date. */
const WITH_BUILD_MS = 600_000

/** Every page of ours as it can be reached by an address, and when it is there. */
const PAGES: Readonly<Record<string, { address: string; ready: (page: Page) => Promise<unknown>; within?: string }>> = {
  days: { address: PAGE, ready: (page) => page.locator(".recharts-bar-rectangle").first().waitFor() },
  days_table: { address: `${PAGE}?as=table`, ready: (page) => page.locator("section table").first().waitFor() },
  gateways: {
    address: `${PAGE}?by=gateways`,
    ready: (page) => page.locator(".recharts-bar-rectangle").first().waitFor(),
  },
  methods: {
    address: `${PAGE}?by=methods&from=2020-01-01T16:00:00.000Z`,
    ready: (page) => page.locator(".recharts-bar-rectangle").first().waitFor(),
  },
  declines: { address: `${PAGE}?by=declines`, ready: (page) => page.locator("ol li").first().waitFor() },
  filtered: {
    address: `${PAGE}?amount=600-3000&refunds=none&refunds=partial`,
    ready: (page) => page.locator('a[href*="attempt="]').first().waitFor(),
  },
  nothing: { address: `${PAGE}?q=nobody-at-all`, ready: (page) => page.locator("h2").first().waitFor() },
  resolved: { address: `${PAGE}?tab=resolved`, ready: (page) => page.getByRole("tabpanel").first().waitFor() },
  drawer: {
    address: `${PAGE}?attempt=tpa_past1`,
    ready: (page) => page.getByRole("dialog").locator("textarea, input").first().waitFor(),
    within: '[role="dialog"]',
  },
  payouts: { address: `${PAGE}/payouts`, ready: (page) => page.locator("main h1").first().waitFor() },
  refunds: { address: `${PAGE}/refunds`, ready: (page) => page.locator("main h1").first().waitFor() },
  inbox: { address: `${PAGE}/inbox`, ready: (page) => page.locator("main h1").first().waitFor() },
  doctor: { address: `${PAGE}/doctor`, ready: (page) => page.locator("main ul, main li").first().waitFor() },
}

/** A loaded page in another theme and width, as the dashboard itself changes them. It scrolls within the dashboard: a picture has what fits. */
async function turnTo(page: Page, theme: Theme, width: number): Promise<void> {
  await page.setViewportSize({ width, height: 2_400 })
  await page.evaluate(`document.documentElement.classList.remove("light", "dark")
    document.documentElement.classList.add(${JSON.stringify(theme)})
    document.documentElement.style.colorScheme = ${JSON.stringify(theme)}`)
}

describe.skipIf(lacks("chromium"))("the admin's pages", () => {
  let office: OfficeWindow
  beforeAll(async () => {
    office = await openOffice()
    await addPast(office.shop)
  }, WITH_BUILD_MS)
  afterAll(() => office?.close())

  it.each([
    ["en", { light: 1280, dark: 390 }],
    ["zhTW", { light: 390, dark: 1280 }],
  ] as const)("have nothing that axe holds against them, in %s", { timeout: 300_000 }, async (language, widths) => {
    const { page, problems } = await office.desk(language)
    const found: Record<string, string[]> = {}
    for (const [name, { address, ready, within = "main" }] of Object.entries(PAGES)) {
      await page.goto(address)
      await ready(page)
      await page.waitForLoadState("networkidle")
      await page.addStyleTag({ content: "* { transition: none !important }" })
      for (const theme of ["light", "dark"] as const) {
        const width = widths[theme]
        await turnTo(page, theme, width)
        await picture(page, `page-${name}-${theme}-${width}`)
        const violations = await violationsOf(page, within)
        if (violations.length > 0) found[`${name}, ${theme}, ${width}`] = violations
      }
    }
    expect(found).toEqual({})
    expect(problems).toEqual([])
  })

  it("are narrowed by amounts and refunds, by the keyboard; the address says so", async () => {
    const { page, problems } = await office.desk("en")
    await page.goto(`${PAGE}?refunds=partial`)
    await page.getByText("Refunded in part").first().waitFor()
    await page.getByRole("button", { name: "Filter" }).click()
    await page.getByRole("menuitem", { name: "Amount" }).click()
    await page.getByLabel("From (NT$)").fill("1000")
    expect(await violationsOf(page, "form")).toEqual([])
    await page.keyboard.press("Enter")
    await page.waitForURL((url) => url.searchParams.get("amount") === "1000-")
    await page.reload()
    await page.getByText("1000 –").waitFor()
    const amounts = await page.locator("tbody td:nth-child(3)").allTextContents()
    expect(amounts.length).toBeGreaterThan(0)
    for (const text of amounts) expect(Number(text.replace(/\D/g, ""))).toBeGreaterThanOrEqual(1000)
    await page.getByRole("link", { name: /^Numbers issued/ }).click()
    await page.waitForURL((url) => url.searchParams.get("state") === "issued")
    expect(problems).toEqual([])
  })
})
