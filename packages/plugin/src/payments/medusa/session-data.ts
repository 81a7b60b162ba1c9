import type { Attempt } from "../../modules/ledger/records"
import { appAddress, placeOf } from "../../toolkit/app-address"
import type { Browser, ShopOptions } from "../../toolkit/contract/gateway"
import type { Voucher } from "../../toolkit/contract/voucher"
import { PaymentError } from "../../toolkit/payment-error"
import type { Twd } from "../../toolkit/twd"
import { sessionCarrying } from "../session-rules"

/**
 * The data of a Medusa payment session. The Store API shows it to the shopper, so nothing here is secret, and the
 * shopper can send it, so nothing here is believed: what counts is asked from the ledger.
 */
export interface SessionData extends Record<string, unknown> {
  readonly gateway: string
  readonly method: string
  /** ChargeOutcome, TWD whole dollars. */
  readonly amount: Twd
  readonly session_id: string
  /** Where the browser goes to pay. */
  readonly start_url: string
  /** Where the browser comes back to. */
  readonly return_url: string
  readonly locale: "zh-TW" | "en"
  readonly trade_no: string | null
  readonly voucher: Voucher | null
  /** What the shop's own page needs to make a token, where the gateway starts with one. */
  readonly browser?: Browser
}

/** What a shopper may say when a session is opened. Everything else is dropped. */
export interface CheckoutPreferences {
  readonly return_url: string
  readonly locale: "zh-TW" | "en"
}

/** @throws PaymentError `refused` when the return address is neither on one of the shop's origins nor one of its apps'. */
export function readPreferences(
  data: Readonly<Record<string, unknown>> | undefined,
  shop: ShopOptions,
): CheckoutPreferences {
  return { return_url: readReturnUrl(data?.return_url, shop), locale: data?.locale === "en" ? "en" : "zh-TW" }
}

function readReturnUrl(value: unknown, shop: ShopOptions): string {
  if (typeof value !== "string" || value === "") return shop.returnUrl
  const url = URL.canParse(value) ? new URL(value) : null
  const isShops = url !== null && shop.storefrontOrigins.includes(url.origin) && url.username === ""
  if (url !== null && value.length <= 500 && (isShops || isShopsApp(url, shop))) return url.href
  throw new PaymentError(
    "refused",
    "return_url must be on an origin named in the option storefrontUrl, or an address of the option appReturnUrls.",
  )
}

/** An app answers to its very address; a query may be added. */
function isShopsApp(url: URL, { appReturnUrls = [] }: ShopOptions): boolean {
  const named = appReturnUrls.flatMap((address) => appAddress(address) ?? [])
  return appAddress(url.href) !== null && named.some((app) => placeOf(app) === placeOf(url))
}

/**
 * The stored data, with every key that came in and is not ours set to undefined: Medusa merges what the shopper
 * sent under what the provider returns, and only an explicit undefined removes it.
 */
export function withoutForeignKeys(
  incoming: Readonly<Record<string, unknown>> | undefined,
  data: SessionData,
): SessionData {
  const removed = Object.fromEntries(Object.keys(incoming ?? {}).map((key) => [key, undefined]))
  return { ...removed, ...data }
}

/** The data after an attempt gave the session a voucher or its money. */
export function dataOf(attempt: Attempt, startUrl: string): SessionData {
  return {
    gateway: attempt.gateway,
    method: attempt.method,
    amount: attempt.amount,
    session_id: sessionCarrying(attempt),
    start_url: startUrl,
    return_url: attempt.return_url,
    locale: attempt.locale,
    trade_no: attempt.trade_no,
    voucher: attempt.voucher,
  }
}

/** The storefront's result page for a session. */
export function withSession(returnUrl: string, sessionId: string): string {
  const url = new URL(returnUrl)
  url.searchParams.set("session_id", sessionId)
  return url.href
}
