import type { Sandbox as Miniature, TradeView } from "@taiwan-payments/sandbox"
import { issueVoucher, type Page, payByCard } from "@taiwan-payments/sandbox/shopper"
import type { TradeThere, Visit } from "../../src/index.js"
import { accountAt } from "./ecpay-fixtures.js"
import { type Closing, type OpenSandbox, openFormSandbox, usualMishaps } from "./form-sandbox.js"

const MINUTE = 60_000

const QUERY = "/Cashier/QueryTradeInfo/V5"

const CARD_OUTCOMES: Readonly<Partial<Record<Visit, string>>> = {
  declines: "10100252",
  leaves: "leave",
  "stays undecided": "pending",
}

/** ECPay in miniature. */
export function openEcpaySandbox(accounts: number): OpenSandbox {
  const own = Array.from({ length: accounts }, (_, index) => ({ ...accountAt(index), creditCheckCode: "59997889" }))
  return openFormSandbox({
    id: "ecpay",
    name: "ECPay",
    options: { ecpay: { accounts: own } },
    question: QUERY,
    mishaps: {
      ...usualMishaps(QUERY, "/CreditDetail/DoAction", "/CreditDetail/QueryTrade/V2"),
      "the query is locked out": { kind: "throttle", endpoint: QUERY },
    },
    again: "resend",
    pay,
    tradeNoIn: ({ MerchantTradeNo }) => MerchantTradeNo,
    books: booksOf,
    skewed: (clockSkewSeconds) => ({ clockSkewSeconds }),
    closeBooks: async (miniature) => {
      if (minuteOfDay(miniature) >= 1215 && minuteOfDay(miniature) < 1231) await miniature.advance(16 * MINUTE)
      await miniature.gateway("ecpay").command("run-batch", {})
    },
    untilShut: async (miniature) => {
      const wait = (20 * 60 + 16 - minuteOfDay(miniature) + 24 * 60) % (24 * 60)
      await miniature.advance(wait * MINUTE)
    },
  })
}

function minuteOfDay({ clock }: Miniature): number {
  return Math.floor(clock.now().getTime() / MINUTE + 8 * 60) % (24 * 60)
}

async function pay(startUrl: string, visit: Visit, closing: Closing): Promise<Page> {
  if (visit.startsWith("takes a number")) return (await issueVoucher(startUrl, closing)).page
  return payByCard(startUrl, { outcome: CARD_OUTCOMES[visit] ?? "approve", ...closing })
}

/** What stays with the merchant, by the back office. */
function booksOf(trade: TradeView): TradeThere {
  if (trade.state !== "paid") return { state: "unpaid", kept: 0 }
  const { "Card state": card, Closed: closed } = trade.details
  if (card === undefined) return { state: "captured", kept: trade.amount }
  if (card === "已取消") return { state: "released", kept: 0 }
  const isReserved = card === "已授權" || card === "操作取消"
  return isReserved ? { state: "authorized", kept: trade.amount } : { state: "captured", kept: Number(closed) }
}

/** The first account, for the example's backend. */
export function ecpayShopEnv(sandboxUrl: string): Record<string, string> {
  const { merchantId, hashKey, hashIV } = accountAt(0)
  return {
    ECPAY_ENVIRONMENT: sandboxUrl,
    ECPAY_MERCHANT_ID: merchantId,
    ECPAY_HASH_KEY: hashKey,
    ECPAY_HASH_IV: hashIV,
    ECPAY_CREDIT_CHECK_CODE: "59997889",
  }
}
