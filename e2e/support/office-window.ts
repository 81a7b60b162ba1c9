import path from "node:path"
import type { Page } from "playwright-core"
import { admin } from "../../scripts/demo/stack.mjs"
import { build } from "../../scripts/lib/build.mjs"
import { backendDir } from "../../scripts/lib/paths.mjs"
import { startChromium } from "./browser"
import { openShop, type Shop, type ShopOptions } from "./shop"

export type Theme = "light" | "dark"

/** A shop whose admin is built and served, and a browser in which one of the staff is logged in. */
export interface OfficeWindow {
  readonly shop: Shop
  /** The dashboard's names of languages. Problems on the page are gathered. */
  desk(language: "en" | "zhTW", width?: number, theme?: Theme): Promise<{ page: Page; problems: readonly string[] }>
  close(): Promise<void>
}

export async function openOffice(options: Pick<ShopOptions, "ecpay" | "env"> = {}): Promise<OfficeWindow> {
  await build(["backend"])
  const shop = await openShop({
    ...options,
    env: { ADMIN: "on", ...options.env },
    cwd: path.join(backendDir, ".medusa/server"),
  })
  const browser = await startChromium()
  const desk: OfficeWindow["desk"] = async (language, width = 1280, theme = "light") => {
    const context = await browser.newContext({ viewport: { width, height: 900 }, baseURL: shop.url })
    context.setDefaultTimeout(30_000)
    const { token } = await (await context.request.post("/auth/user/emailpass", { data: admin })).json()
    await context.request.post("/auth/session", { headers: { authorization: `Bearer ${token}` } })
    const choices = { lng: language, medusa_admin_theme: theme }
    const script = Object.entries(choices).map(([name, value]) => `localStorage.setItem("${name}", "${value}")`)
    await context.addInitScript({ content: script.join("\n") })
    const page = await context.newPage()
    const problems: string[] = []
    page.on("pageerror", (error) => problems.push(String(error)))
    return { page, problems }
  }
  const close = async () => {
    await browser.close()
    await shop.close()
  }
  return { shop, desk, close }
}
