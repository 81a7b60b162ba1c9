import { cpSync } from "node:fs"
import path from "node:path"
import { blockBelow, blocksOf } from "../lib/markdown-code.mjs"
import { cacheDir, root } from "../lib/paths.mjs"
import { programOf, whyMissing } from "../lib/services.mjs"
import { write } from "./place.mjs"
import { address, expectCaptured, publishableKey } from "./purchases.mjs"
import { startServer } from "./store.mjs"

/** @typedef {import("./place.mjs").Place} Place */

/** The example, with what docs/nextjs.md installs and sets; built, and checked as older bundlers resolve it. @param {Place} place */
export async function buildNextjs({ store, nextjs, shell, localize }) {
  const page = blocksOf("docs/nextjs.md")
  cpSync(path.join(root, "examples/nextjs"), nextjs, { recursive: true })
  cpSync(path.join(store, "vendor"), path.join(nextjs, "vendor"), { recursive: true })
  write(nextjs, ".env.local", localize(blockBelow(page, "Install", "NEXT_PUBLIC")).replace("pk_…", publishableKey))
  await shell("npm install of the Next.js shop", blockBelow(page, "Install", "npm install"), nextjs)
  await shell("next build", "npx next build", nextjs)
  await shell(
    "tsc of the Next.js shop",
    "npx tsc -p .\nnpx tsc -p . --incremental false --moduleResolution node10",
    nextjs,
  )
}

/** @param {Place} place @param {import("../demo/stops.mjs").Stops} stops */
export async function startNextjs(place, stops) {
  const { nextjs: cwd, urls } = place
  const command = `npx next start -p ${new URL(urls.storefront).port}`
  await startServer(place, { title: "Next.js", command, cwd, url: urls.storefront }, stops)
}

/** A shopper with a browser, from the shelf to the paid order. @param {Place} place @param {import("../demo/stops.mjs").Stops} stops */
export async function buyInBrowser(place, stops) {
  const { chromium } = await import("playwright-core")
  const executablePath = programOf("chromium")
  if (!executablePath) throw new Error(whyMissing("chromium") ?? "Chromium is missing")
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] })
  stops.add(() => browser.close())
  const page = await browser.newPage({ locale: "zh-TW" })
  page.setDefaultTimeout(60_000)
  await checkOut(page, place.urls.storefront)
  await payAtSandbox(page)
  await page.locator('[data-testid="result-state"][data-state="paid"]').waitFor()
  await picture(page, "result")
  await expectCaptured(place, (await page.getByTestId("order-id").getAttribute("data-order")) ?? "")
}

/** Kept in .cache/screenshots, for people to look at. @param {import("playwright-core").Page} page @param {string} name */
async function picture(page, name) {
  await page.screenshot({ path: path.join(cacheDir, "screenshots", `newcomer-${name}.png`), fullPage: true })
}

/** @param {import("playwright-core").Page} page @param {string} url */
async function checkOut(page, url) {
  await page.goto(url)
  await page.getByRole("listitem").getByRole("button").first().click()
  const { country_code: _, ...fields } = { ...address, email: "shopper@example.com" }
  for (const [name, value] of Object.entries(fields)) await page.locator(`[name=${name}]`).fill(value)
  await page.getByRole("button", { name: "下一步" }).click()
  await page.getByTestId("method-ecpay-credit").click()
  await picture(page, "checkout")
  await page.getByRole("button", { name: /^付款/ }).click()
}

/** @param {import("playwright-core").Page} page */
async function payAtSandbox(page) {
  const card = { number: "4311-9522-2222-2222", expiry: "12/35", cvv: "222" }
  for (const [name, value] of Object.entries(card)) await page.locator(`#card-form [name=${name}]`).fill(value)
  await page.locator("#card-form [value=pay]").click()
  await page.locator("#otp-form [name=otp]").fill("1234")
  await page.locator("#otp-form [value=confirm]").click()
}
