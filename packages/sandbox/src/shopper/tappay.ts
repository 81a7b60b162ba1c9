import { type Browsing, openPage, type Page } from "./browser.js"

/** What a shop's page knows about TapPay. Default: the published test app. */
export interface TapPayApp {
  appId?: string | number
  appKey?: string
}

export interface TapPayCard extends TapPayApp {
  /** Default 4242 4242 4242 4242. */
  card?: string
  /** MM/YY. */
  expiry?: string
  ccv?: string
}

/**
 * How the buyer behaves at the bank or the wallet: approves and comes back, approves and closes the window, cancels,
 * leaves; or is refused with a status such as `10003`.
 */
export type TapPayOutcome = "approve" | "approve-and-close" | "cancel" | "leave" | (string & {})

export interface TapPayShopper extends Browsing {
  outcome?: TapPayOutcome
  /** Of the bank's 3-D page. */
  otp?: string
  /** What a wallet pays from. */
  source?: "CREDIT_CARD" | "BALANCE" | "POINT"
}

export interface GotPrime {
  status: number
  msg: string
  /** "" where the status is not 0. */
  prime: string
}

const TEST_APP = {
  appId: "11327",
  appKey: "app_whdEWBH8e8Lzy4N6BysVRRMILYORF6UxXbiOFsICkz0J9j1C0JUlCHv1tVJC",
}

/** Types a card into the hosted fields: what `TPDirect.card.getPrime` does behind them. */
export async function getTapPayPrime(sandboxUrl: string, entered: TapPayCard = {}): Promise<GotPrime> {
  const { card = "4242424242424242", expiry = "12/35", ccv = "123", appId = TEST_APP.appId } = entered
  const [month = "", year = ""] = expiry.split("/")
  const request = {
    cardnumber: card.replace(/\D/g, ""),
    cardduedate: `20${year}${month}`,
    cardccv: ccv,
    appid: appId,
    appkey: entered.appKey ?? TEST_APP.appKey,
  }
  const body = new URLSearchParams({ jsonString: JSON.stringify(request) })
  return primeIn(await fetch(`${sandboxUrl}/payment/tpdirect/sandbox/getprime`, { method: "POST", body }))
}

/** Chooses a wallet: what `TPDirect.linePay.getPrime` and its like do. `slug` is `line-pay`, `jko-pay`, `easy-wallet`, … */
export async function getTapPayWalletPrime(sandboxUrl: string, slug: string, app: TapPayApp = {}): Promise<GotPrime> {
  const body = JSON.stringify({ app_id: app.appId ?? TEST_APP.appId, app_key: app.appKey ?? TEST_APP.appKey })
  return primeIn(await fetch(`${sandboxUrl}/payment/${slug}/sandbox/get-prime`, { method: "POST", body }))
}

/** Approves a card in the sheet of `apple-pay`, `google-pay` or `samsung-pay`. */
export async function getTapPayTokenPrime(
  sandboxUrl: string,
  slug: string,
  entered: TapPayCard = {},
): Promise<GotPrime> {
  const { card = "4242424242424242", appId = TEST_APP.appId, appKey = TEST_APP.appKey } = entered
  const body = JSON.stringify({ app_id: appId, app_key: appKey, card_number: card.replace(/\D/g, "") })
  return primeIn(await fetch(`${sandboxUrl}/payment/${slug}/sandbox/get-prime`, { method: "POST", body }))
}

async function primeIn(response: Response): Promise<GotPrime> {
  const got = (await response.json()) as { status: number; msg: string; prime?: string; card?: { prime?: string } }
  return { status: got.status, msg: got.msg, prime: got.prime ?? got.card?.prime ?? "" }
}

/** Goes where payment_url (or a departure page) leads, to the bank's 3-D page or the wallet's, and to wherever it ends. */
export async function payWithTapPay(paymentUrl: string, shopper: TapPayShopper = {}): Promise<Page> {
  const { outcome = "approve", otp = "1234567", source = "CREDIT_CARD" } = shopper
  const page = await openPage(paymentUrl, shopper)
  if (page.closed || outcome === "leave") return page
  if (page.form("wallet-form")) return page.submit("wallet-form", { method: source }, outcome)
  if (page.form("otp-form")) return page.submit("otp-form", { pin: otp }, outcome === "approve" ? "submit" : outcome)
  return page
}
