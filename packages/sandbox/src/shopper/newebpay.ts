import { type Browsing, openPage, type Page } from "./browser.js"

/**
 * How a card payment ends: approved, with one of NewebPay's codes (`MPG03009` is a decline by the bank), without an
 * answer, failed on the bank's 3-D page, or abandoned on the card form.
 */
export type NewebpayCardOutcome = "approve" | "silent" | "fail-3d" | "leave" | (string & {})

export interface NewebpayCardShopper extends Browsing {
  /** The method on NewebPay's chooser, if it shows one. Default `CREDIT`. */
  method?: "CREDIT" | "InstFlag" | "CreditRed" | "UNIONPAY" | "CREDITAE"
  card?: string
  /** MM/YY. */
  expiry?: string
  outcome?: NewebpayCardOutcome
  /** An instalment term that the page offers. */
  term?: string
  remember?: boolean
  /** After a decline, press "back to the shop". Default true. */
  goBack?: boolean
}

export interface NewebpayWalletShopper extends Browsing {
  /** The method on NewebPay's chooser, such as `LINEPAY`, `APPLEPAY`, `AFTEE` or `WEBATM`. */
  method?: string
  outcome?: "approve" | "decline" | "silent" | "leave"
  goBack?: boolean
}

export interface NewebpayVoucherShopper extends Browsing {
  method?: "VACC" | "CVS" | "BARCODE"
  /** `BOT`, `HNCB` or `KGI`; default: the first one offered. */
  bank?: string
}

/** The number that the buyer was shown, in NewebPay's own field names; empty if it went to the shop encrypted. */
export interface NewebpayVoucher {
  kind: "VACC" | "CVS" | "BARCODE"
  fields: Record<string, string>
}

const CARDS: Readonly<Record<string, string>> = {
  CreditRed: "4003-5511-1111-1111",
  UNIONPAY: "6250-9400-0000-0003",
  CREDITAE: "3760-000000-00006",
}

async function chooseMethod(page: Page, method: string | undefined): Promise<Page> {
  return page.form("choose") ? page.submit("choose", {}, method) : page
}

async function homeAfterFailure(page: Page, goBack: boolean): Promise<Page> {
  if (!goBack || !page.html.includes('id="failure"')) return page
  if (page.form("return")) return page.submit("return")
  return page.links["client-back"] ? page.follow("client-back") : page
}

/** Pays by card at NewebPay, from the shop's start URL to the page where the browser ends up. */
export async function payNewebpayByCard(startUrl: string, shopper: NewebpayCardShopper = {}): Promise<Page> {
  const { method = "CREDIT", expiry = "12/35", outcome = "approve", goBack = true } = shopper
  const page = await chooseMethod(await openPage(startUrl, shopper), method)
  if (page.closed || outcome === "leave" || !page.form("card-form")) return page
  const entered = {
    number: shopper.card ?? CARDS[method] ?? "4000-2211-1111-1111",
    expiry,
    cvv: "222",
    ...(shopper.term ? { term: shopper.term } : {}),
    ...(shopper.remember ? { remember: "1" } : {}),
  }
  const press = outcome === "approve" || outcome === "fail-3d" ? "pay" : outcome
  const next = await page.submit("card-form", entered, press)
  const atBank = next.form("otp-form") !== undefined
  const end = atBank ? await next.submit("otp-form", { otp: "1234" }, outcome === "fail-3d" ? "fail" : "confirm") : next
  return homeAfterFailure(end, goBack)
}

/** Pays with a wallet, a phone's card, a lender or Web ATM. */
export async function payNewebpayByWallet(startUrl: string, shopper: NewebpayWalletShopper = {}): Promise<Page> {
  const { method, outcome = "approve", goBack = true } = shopper
  const page = await chooseMethod(await openPage(startUrl, shopper), method)
  if (page.closed || outcome === "leave" || !page.form("wallet-form")) return page
  return homeAfterFailure(await page.submit("wallet-form", {}, outcome), goBack)
}

/** Issues a payment number. `page` is where the browser ended up; `voucher` is null if none was issued. */
export async function issueNewebpayVoucher(
  startUrl: string,
  shopper: NewebpayVoucherShopper = {},
): Promise<{ page: Page; voucher: NewebpayVoucher | null }> {
  const { method, bank } = shopper
  const page = await chooseMethod(await openPage(startUrl, shopper), method)
  if (page.closed || !page.form("issue-form")) return { page, voucher: shownOn(page) }
  const issued = await page.submit("issue-form", bank ? { bank } : {}, "issue")
  return { page: issued, voucher: shownOn(issued) }
}

function shownOn({ html }: Page): NewebpayVoucher | null {
  const kind = /id="voucher" data-kind="(VACC|CVS|BARCODE)"/.exec(html)?.[1]
  if (kind !== "VACC" && kind !== "CVS" && kind !== "BARCODE") return null
  const fields: Record<string, string> = {}
  for (const [, name, value] of html.matchAll(/data-field="(\w+)" data-value="([^"]*)"/g))
    if (name) fields[name] = value ?? ""
  return { kind, fields }
}

/**
 * Pays an issued number, as the buyer does at the bank or the counter, or simulates the payment as staff can in the
 * test environment. A different `amount` simulates a wrong transfer.
 */
export async function payNewebpayVoucher(
  sandboxUrl: string,
  tradeNo: string,
  { simulated = false, amount }: { simulated?: boolean; amount?: number } = {},
): Promise<void> {
  const body = JSON.stringify(amount === undefined ? {} : { amount })
  const path = `${sandboxUrl}/_sandbox/api/newebpay/trades/${tradeNo}/${simulated ? "simulate" : "pay"}`
  const response = await fetch(path, { method: "POST", body })
  if (!response.ok) throw new Error(`The sandbox refused: ${await response.text()}`)
}

/** The sandbox's trade for a MerchantOrderNo, or null. */
export async function findNewebpayTrade(
  sandboxUrl: string,
  orderNo: string,
): Promise<{ id: string; state: string } | null> {
  const response = await fetch(`${sandboxUrl}/_sandbox/api/newebpay/trades`)
  const { trades } = (await response.json()) as { trades: { id: string; state: string; reference: string }[] }
  return trades.find(({ reference }) => reference === orderNo) ?? null
}
