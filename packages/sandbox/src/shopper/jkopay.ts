import { type Browsing, openPage, type Page } from "./browser.js"

export interface JkopayShopper extends Browsing {
  /** `approve-and-close`: pays and never presses Done. Default `approve`. */
  outcome?: "approve" | "approve-and-close" | "decline" | "leave"
  /** Default `account`. */
  channel?: "account" | "bank" | "creditcard"
  /** Coins or a coupon instead of some of the money. Default `none`. */
  redeem?: "none" | "coin" | "official" | "store"
  /** After a failed payment, go back to the shop. Default true. */
  goBack?: boolean
}

const LOOKS = 60
const PAUSE = 500

/** Pays with JKOPAY, from the shop's start URL to the page where the browser ends up. */
export async function payWithJkopay(startUrl: string, shopper: JkopayShopper = {}): Promise<Page> {
  const { outcome = "approve", channel = "account", redeem = "none", goBack = true } = shopper
  const page = await openPage(startUrl, shopper)
  if (page.closed || outcome === "leave" || !page.form("jkopay-form")) return page
  const button = outcome === "decline" ? "decline" : "approve"
  const end = await afterTheShop(await page.submit("jkopay-form", { channel, redeem }, button), shopper)
  if (end.links.done !== undefined) return outcome === "approve" ? end.follow("done") : end
  return goBack && end.links.back !== undefined ? end.follow("back") : end
}

/** Looks again while the page waits for the shop's answer. */
async function afterTheShop(page: Page, shopper: JkopayShopper): Promise<Page> {
  let latest = page
  for (let look = 0; look < LOOKS && latest.html.includes('id="waiting"'); look++) {
    await new Promise((resolve) => setTimeout(resolve, PAUSE))
    latest = await openPage(latest.url, shopper)
  }
  return latest
}
