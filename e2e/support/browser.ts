import { mkdirSync } from "node:fs"
import path from "node:path"
import { type Browser, chromium, type Page } from "playwright-core"
import { serveShop } from "../../scripts/demo/shop-server.mjs"
import { publishableKey } from "../../scripts/demo/stack.mjs"
import { build } from "../../scripts/lib/build.mjs"
import { cacheDir, root } from "../../scripts/lib/paths.mjs"
import { freePort } from "../../scripts/lib/process.mjs"
import { programOf } from "../../scripts/lib/services.mjs"
import { openShop, type Shop } from "./shop"

const quiet =
  "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync"

/** A shop with its storefront at one address, and a browser in front of it. */
export interface ShopWindow {
  readonly shop: Shop
  readonly address: string
  /** A shopper's phone: nothing is left of an earlier shopper. Problems on its pages are gathered in `problems`. */
  phone(): Promise<{ page: Page; problems: readonly string[] }>
  close(): Promise<void>
}

export async function openWindow(): Promise<ShopWindow> {
  await build(["shop"])
  const port = await freePort()
  const address = `http://localhost:${port}`
  const shop = await openShop({ env: { BACKEND_URL: address, STOREFRONT_URL: address } })
  const front = await serveShop({
    port,
    folder: path.join(root, "examples/store/storefront/dist"),
    backendUrl: shop.url,
    config: { backendUrl: address, publishableKey },
  })
  const browser = await startChromium()
  const close = async () => {
    await browser.close()
    await front.close()
    await shop.close()
  }
  return { shop, address, phone: () => openPhone(browser), close }
}

export function startChromium(): Promise<Browser> {
  const executablePath = programOf("chromium")
  if (!executablePath) throw new Error("there is no Chromium")
  return chromium.launch({ executablePath, args: quiet.split(" ") })
}

async function openPhone(browser: Browser): Promise<{ page: Page; problems: readonly string[] }> {
  const context = await browser.newContext({
    viewport: { width: 390, height: 844 },
    deviceScaleFactor: 2,
    hasTouch: true,
    locale: "zh-TW",
    timezoneId: "Asia/Taipei",
  })
  const problems: string[] = []
  const page = await context.newPage()
  context.setDefaultTimeout(60_000)
  context.on("console", (message) => {
    if (message.type() === "error") problems.push(`${message.text()} (${message.location().url})`)
  })
  context.on("weberror", (error) => problems.push(String(error.error())))
  return { page, problems }
}

/** Kept in .cache/screenshots for who wants to look, which PICTURES=true says: they cost a browser more than the page itself. */
export async function picture(page: Page, name: string): Promise<void> {
  if (!process.env.PICTURES) return
  const folder = path.join(cacheDir, "screenshots")
  mkdirSync(folder, { recursive: true })
  await page.screenshot({ path: path.join(folder, `e2e-${name}.png`), fullPage: true })
}
