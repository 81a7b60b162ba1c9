import { type Browsing, openPage, type Page } from "./browser.js"

/** How a card payment ends: as hoped, with one of ECPay's RtnCodes, or left unfinished. */
export type CardOutcome = "approve" | "pending" | "fail-3d" | "abandon-3d" | "leave" | (string & {})

export interface CardShopper extends Browsing {
  card?: string
  expiry?: string
  otp?: string
  outcome?: CardOutcome
  /** An instalment period that the page offers. */
  installment?: string
  /** Uses bonus points, where the page offers it. */
  redeem?: boolean
  /** After a decline, press "back to the shop". Default true. */
  goBack?: boolean
}

export interface WalletShopper extends Browsing {
  outcome?: "approve" | "decline" | "pending" | "leave"
  /** The method on ECPay's chooser, and the bank or wallet below it. */
  method?: string
  sub?: string
  goBack?: boolean
}

export interface VoucherShopper extends Browsing {
  method?: "ATM" | "CVS" | "BARCODE"
  /** Bank or store chain, such as `LAND` or `IBON`; default: the first one offered. */
  sub?: string
}

/** The number that the buyer was given, in ECPay's own field names. */
export interface IssuedVoucher {
  kind: "ATM" | "CVS" | "BARCODE"
  /** The text on ECPay's page or the fields that the browser brought to ClientRedirectURL. */
  shown: string
  fields: Record<string, string>
}

const BUTTONS: Readonly<Record<string, string>> = { pending: "10300066" }

async function chooseMethod(page: Page, method: string | undefined, sub: string | undefined): Promise<Page> {
  const chooser = page.form("choose")
  if (!chooser) return page
  const isSubChooser = chooser.fields.method !== undefined
  const wanted = isSubChooser ? sub : method
  const next = await page.submit("choose", {}, wanted)
  return next.form("choose") ? chooseMethod(next, method, sub) : next
}

async function homeAfterDecline(page: Page, goBack: boolean): Promise<Page> {
  if (!goBack) return page
  if (page.form("order-result")) return page.submit("order-result")
  return page.links["client-back"] ? page.follow("client-back") : page
}

/** Pays by card at ECPay, from the shop's start URL to the page where the browser ends up. */
export async function payByCard(startUrl: string, shopper: CardShopper = {}): Promise<Page> {
  const { card = "4311-9522-2222-2222", expiry = "12/35", otp = "1234", outcome = "approve" } = shopper
  const page = await chooseMethod(await openPage(startUrl, shopper), "Credit", undefined)
  if (page.closed || !page.form("card-form")) return page
  if (outcome === "leave") return homeAfterDecline(await page.submit("leave"), shopper.goBack ?? true)
  const reachesBank = ["approve", "fail-3d", "abandon-3d"].includes(outcome)
  const entered = {
    number: card,
    expiry,
    cvv: "222",
    ...(shopper.installment ? { installment: shopper.installment } : {}),
    ...(shopper.redeem ? { redeem: "Y" } : {}),
  }
  const next = await page.submit("card-form", entered, reachesBank ? "pay" : (BUTTONS[outcome] ?? outcome))
  const end = next.form("otp-form") ? await passBank(next, otp, outcome) : next
  return end.form("again") ? homeAfterDecline(end, shopper.goBack ?? true) : end
}

function passBank(page: Page, otp: string, outcome: CardOutcome): Promise<Page> {
  const button = { "fail-3d": "fail", "abandon-3d": "abandon" }[outcome as string] ?? "confirm"
  return page.submit("otp-form", { otp }, button)
}

/** Pays with a wallet, TWQR, WeChat Pay, Apple Pay or WebATM. */
export async function payByWallet(startUrl: string, shopper: WalletShopper = {}): Promise<Page> {
  const { outcome = "approve", method, sub, goBack = true } = shopper
  const page = await chooseMethod(await openPage(startUrl, shopper), method, sub)
  if (page.closed || !page.form("wallet-form")) return page
  if (outcome === "leave") return homeAfterDecline(await page.submit("leave"), goBack)
  const end = await page.submit("wallet-form", {}, outcome)
  return end.form("again") ? homeAfterDecline(end, goBack) : end
}

/** Applies for instalments without a card. */
export async function applyForLending(startUrl: string, shopper: WalletShopper = {}): Promise<Page> {
  const page = await chooseMethod(await openPage(startUrl, shopper), "BNPL", shopper.sub)
  if (!page.form("application-form")) return page
  return page.submit("application-form", {}, shopper.outcome === "decline" ? "refuse" : "apply")
}

/** Issues a payment number. `page` is where the browser ended up; `voucher` is null if none was issued. */
export async function issueVoucher(
  startUrl: string,
  shopper: VoucherShopper = {},
): Promise<{ page: Page; voucher: IssuedVoucher | null }> {
  const page = await chooseMethod(await openPage(startUrl, shopper), shopper.method, shopper.sub)
  return { page, voucher: broughtHome(page) ?? shownOn(page) }
}

function kindOf(paymentType: string): IssuedVoucher["kind"] | null {
  const kind = paymentType.split("_")[0]
  return kind === "ATM" || kind === "CVS" || kind === "BARCODE" ? kind : null
}

function broughtHome({ hops }: Page): IssuedVoucher | null {
  const hop = hops.find(({ fields }) => kindOf(fields.PaymentType ?? "") && "RtnCode" in fields)
  const kind = kindOf(hop?.fields.PaymentType ?? "")
  return hop && kind ? { kind, shown: JSON.stringify(hop.fields), fields: hop.fields } : null
}

function shownOn({ html }: Page): IssuedVoucher | null {
  const section = /<section[^>]*id="voucher" data-kind="(ATM|CVS|BARCODE)"[^>]*>([\s\S]*?)<\/section>/.exec(html)
  const kind = kindOf(section?.[1] ?? "")
  if (!section || !kind) return null
  const fields: Record<string, string> = {}
  for (const [, name, value] of html.matchAll(/data-field="(\w+)" data-value="([^"]*)"/g))
    if (name) fields[name] = value ?? ""
  return { kind, shown: (section[2] ?? "").replace(/<[^<>]+>/g, " ").trim(), fields }
}

/** Pays an issued number, as the buyer at the bank or the kiosk. A different `amount` simulates a wrong transfer. */
export async function payVoucher(
  sandboxUrl: string,
  tradeNo: string,
  amount?: number,
  gateway = "ecpay",
): Promise<void> {
  const body = JSON.stringify(amount === undefined ? {} : { amount })
  const response = await fetch(`${sandboxUrl}/_sandbox/api/${gateway}/trades/${tradeNo}/pay`, { method: "POST", body })
  if (!response.ok) throw new Error(`The sandbox refused: ${await response.text()}`)
}

/** The sandbox's trade for a merchant's own number, or null: `{ id, state, amount, details, … }`. */
export async function findTrade(
  sandboxUrl: string,
  merchantTradeNo: string,
  gateway = "ecpay",
): Promise<{ id: string; state: string } | null> {
  const response = await fetch(`${sandboxUrl}/_sandbox/api/${gateway}/trades`)
  const { trades } = (await response.json()) as { trades: { id: string; state: string; reference: string }[] }
  return trades.find((trade) => trade.reference === merchantTradeNo) ?? null
}
