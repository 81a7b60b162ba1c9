import { type Browsing, openPage, type Page } from "./browser.js"

/**
 * How the buyer behaves at LINE Pay: approves and comes back, approves and closes the window, cancels, fails to
 * authenticate, leaves; or approves with a card that will be refused when the shop confirms (a code such as `1282`).
 */
export type LinePayOutcome = "approve" | "approve-and-close" | "cancel" | "fail" | "leave" | (string & {})

export interface LinePayShopper extends Browsing {
  outcome?: LinePayOutcome
  /** Default `card`; points pay a tenth. */
  source?: "card" | "card-points" | "balance"
}

const PRESSES: readonly string[] = ["approve", "approve-and-close", "cancel", "fail"]

/** Pays with LINE Pay, from the shop's start URL to the page where the browser ends up. */
export async function payWithLinePay(startUrl: string, shopper: LinePayShopper = {}): Promise<Page> {
  const { outcome = "approve", source = "card" } = shopper
  const page = await openPage(startUrl, shopper)
  if (page.closed || outcome === "leave" || !page.form("line-pay-form")) return page
  const isPress = PRESSES.includes(outcome)
  return page.submit("line-pay-form", { source, refusal: isPress ? "" : outcome }, isPress ? outcome : "approve")
}
