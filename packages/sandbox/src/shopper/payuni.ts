import { type Browsing, openPage, type Page } from "./browser.js"

/**
 * How the buyer behaves at PAYUNi: pays, is declined (`decline`, or by card with a ResCode such as `51`), fails 3-D,
 * leaves the result open (`unknown`, or `unapproved` with a wallet), or leaves the page.
 */
export type PayuniOutcome = "approve" | "decline" | "unknown" | "unapproved" | "fail-3d" | "leave" | (string & {})

export interface PayuniShopper extends Browsing {
  outcome?: PayuniOutcome
  /** The tool on the chooser, by its flag, such as `Credit`, `LinePay` or `ATM`. */
  tool?: string
  /** Default: the first test card of the page. */
  card?: string
  /** MM/YY. Default 12/35. */
  expiry?: string
  /** An instalment period that the page offers. */
  period?: string
  /** The 3-D password. Default 1234. */
  otp?: string
  /** The bank that issues an account. Default 822. */
  bank?: string
}

/** Pays at PAYUNi by card, wallet or code, from the shop's start URL to the page where the browser ends up. */
export async function payWithPayuni(startUrl: string, shopper: PayuniShopper = {}): Promise<Page> {
  const page = await chooseTool(await openPage(startUrl, shopper), shopper)
  if (page.closed || shopper.outcome === "leave") return leave(page)
  if (page.form("card-form")) return enterCard(page, shopper)
  const { outcome = "approve" } = shopper
  return page.form("wallet-form") ? page.submit("wallet-form", {}, outcome) : page
}

async function chooseTool(page: Page, { tool, bank = "822" }: PayuniShopper): Promise<Page> {
  const buttons = page.form("choose")?.buttons ?? []
  const wanted = buttons.some(({ name }) => name === "bank") ? bank : tool
  if (buttons.length === 0) return page
  return chooseTool(await page.submit("choose", {}, wanted), { tool: tool ?? "", bank })
}

function leave(page: Page): Page | Promise<Page> {
  return page.links["client-back"] === undefined ? page : page.follow("client-back")
}

async function enterCard(page: Page, shopper: PayuniShopper): Promise<Page> {
  const { outcome = "approve", expiry = "12/35", period, otp = "1234" } = shopper
  const number = shopper.card ?? cardFor(page)
  const entered = { number, expiry, cvc: "123", ...(period === undefined ? {} : { period }) }
  const button = ["approve", "fail-3d"].includes(outcome) ? "pay" : outcome === "decline" ? "05" : outcome
  const next = await page.submit("card-form", entered, button)
  if (!next.form("otp-form")) return next
  return next.submit("otp-form", { otp }, outcome === "fail-3d" ? "fail" : "confirm")
}

/** The first of the page's own test cards. */
function cardFor({ html }: Page): string {
  return /data-number="([\d ]+)"/.exec(html)?.[1] ?? ""
}
