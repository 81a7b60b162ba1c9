import type { Sandbox as Miniature, TradeView } from "@taiwan-payments/sandbox"
import { issueNewebpayVoucher, type Page, payNewebpayByCard } from "@taiwan-payments/sandbox/shopper"
import type { TradeThere, Visit } from "../../src/index.js"
import { type Closing, type OpenSandbox, openFormSandbox, usualMishaps } from "./form-sandbox.js"
import { orderIn, shopAt, unknownQuestion } from "./newebpay-fixtures.js"

const QUERY = "/API/QueryTradeInfo"

const OUTCOMES: Readonly<Partial<Record<Visit, string>>> = {
  declines: "MPG03009",
  leaves: "leave",
  "stays undecided": "silent",
}

/** NewebPay in miniature. */
export function openNewebpaySandbox(shops: number): OpenSandbox {
  return openFormSandbox({
    id: "newebpay",
    name: "NewebPay",
    options: { newebpay: { accounts: accounts(shops) } },
    question: QUERY,
    mishaps: usualMishaps(QUERY, "/API/CreditCard/Close"),
    troubles: { "the query is locked out": lockOut },
    again: "retrigger",
    pay,
    tradeNoIn: (fields) => (fields.TradeInfo ? orderIn({ fields }).MerchantOrderNo : undefined),
    books: booksOf,
    // To find every TimeStamp too old, the sandbox allows less than none.
    skewed: (seconds) => ({ timestampSeconds: seconds === 0 ? 120 : -1 }),
    closeBooks: async (miniature) => {
      await miniature.gateway("newebpay").command("run-night", {})
      await miniature.gateway("newebpay").command("run-bank-file", {})
    },
  })
}

/** Shops that NewebPay closes for, and as many that capture by hand. */
function accounts(count: number) {
  const indexes = Array.from({ length: count }, (_, index) => index)
  return [
    ...indexes.map((index) => shopAt(index)),
    ...indexes.map((index) => ({ ...shopAt(index, "manual"), autoCapture: false })),
  ]
}

/** One question too many, about an order that nobody made, by the shop that was visited last. */
async function lockOut(miniature: Miniature): Promise<void> {
  const office = miniature.gateway("newebpay")
  office.configure({ unknownQueriesAnHour: 0 })
  const body = unknownQuestion(office.trades().at(-1)?.merchant ?? "", miniature.clock.now())
  await fetch(miniature.url + QUERY, { method: "POST", body })
  office.configure({ unknownQueriesAnHour: 30 })
}

async function pay(startUrl: string, visit: Visit, closing: Closing): Promise<Page> {
  if (visit.startsWith("takes a number")) return (await issueNewebpayVoucher(startUrl, closing)).page
  return payNewebpayByCard(startUrl, { outcome: OUTCOMES[visit] ?? "approve", ...closing })
}

/** What stays with the merchant, by the back office. */
function booksOf(trade: TradeView): TradeThere {
  const { Closing: card, BackBalance: kept } = trade.details
  if (card === "cancelled" || card === "cancel-queued") return { state: "released", kept: 0 }
  if (card === "authorised") return { state: "authorized", kept: trade.amount }
  if (card !== undefined) return { state: "captured", kept: Number(kept) }
  return trade.state === "paid" ? { state: "captured", kept: trade.amount } : { state: "unpaid", kept: 0 }
}

/** The first shop, for the example's backend. */
export function newebpayShopEnv(sandboxUrl: string): Record<string, string> {
  const { merchantId, hashKey, hashIV } = shopAt(0)
  return {
    ECPAY_ENVIRONMENT: sandboxUrl,
    NEWEBPAY_MERCHANT_ID: merchantId,
    NEWEBPAY_HASH_KEY: hashKey,
    NEWEBPAY_HASH_IV: hashIV,
  }
}
