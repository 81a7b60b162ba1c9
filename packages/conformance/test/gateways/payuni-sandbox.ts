import type { TradeView } from "@taiwan-payments/sandbox"
import { payWithPayuni } from "@taiwan-payments/sandbox/shopper"
import type { TradeThere, Visit } from "../../src/index.js"
import { type OpenSandbox, openFormSandbox, usualMishaps } from "./form-sandbox.js"
import { MANUAL_FROM, opened, shopAt } from "./payuni-fixtures.js"

const QUERY = "/api/trade/query"

const OUTCOMES: Readonly<Partial<Record<Visit, string>>> = {
  declines: "decline",
  leaves: "leave",
  "stays undecided": "unknown",
}

function shopsOf(count: number) {
  const indices = Array.from({ length: count }, (_, index) => index)
  return [...indices.map(shopAt), ...indices.map((index) => ({ ...shopAt(MANUAL_FROM + index), autoCapture: false }))]
}

/** PAYUNi in miniature. */
export function openPayuniSandbox(shops: number): OpenSandbox {
  return openFormSandbox({
    id: "payuni",
    name: "PAYUNi",
    options: { payuni: { accounts: shopsOf(shops) } },
    question: QUERY,
    mishaps: usualMishaps(QUERY, "/api/trade/close"),
    again: "retrigger",
    pay: (startUrl, visit, closing) => payWithPayuni(startUrl, { outcome: OUTCOMES[visit] ?? "approve", ...closing }),
    tradeNoIn: (fields) => (fields.EncryptInfo ? opened(fields).MerTradeNo : undefined),
    books: booksOf,
    // PAYUNi allows some minutes; to find every Timestamp too old, the sandbox allows less than none.
    skewed: (seconds) => ({ timestampSeconds: seconds === 0 ? 300 : -1 }),
    closeBooks: async (miniature) => void (await miniature.gateway("payuni").command("run-batch", {})),
  })
}

const RESERVED = /^[39] /

/** What stays with the merchant, by the back office: `CloseStatus (amount)`, and refunds as `amount (type/status)`. */
function booksOf(trade: TradeView): TradeThere {
  if (trade.state === "cancelled") return { state: "released", kept: 0 }
  const { CloseStatus: closing, Refunds: refunds = "" } = trade.details
  if (trade.state !== "paid") return { state: "unpaid", kept: 0 }
  if (closing === undefined) return { state: "captured", kept: trade.amount }
  if (RESERVED.test(closing)) return { state: "authorized", kept: trade.amount }
  return { state: "captured", kept: Number(/\((\d+)\)/.exec(closing)?.[1]) - given(refunds) }
}

function given(refunds: string): number {
  const live = [...refunds.matchAll(/(\d+) \(\d\/(\d)\)/g)].filter(([, , status]) => status !== "3")
  return live.reduce((sum, [, amount]) => sum + Number(amount), 0)
}

/** The first shop, for the example's backend. */
export function payuniShopEnv(sandboxUrl: string): Record<string, string> {
  const { merId, hashKey, hashIV } = shopAt(0)
  return {
    ECPAY_ENVIRONMENT: sandboxUrl,
    PAYUNI_MER_ID: merId,
    PAYUNI_HASH_KEY: hashKey,
    PAYUNI_HASH_IV: hashIV,
  }
}
