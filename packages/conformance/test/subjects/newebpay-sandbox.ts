import { type Sandbox as Miniature, startSandbox, type TradeView } from "@taiwan-payments/sandbox"
import { issueNewebpayVoucher, type Page, payNewebpayByCard } from "@taiwan-payments/sandbox/shopper"
import type { Mishap, Sandbox, TradeThere, Visit, Visited } from "../../src/index.js"
import { orderIn, shopAt, unknownQuestion } from "./newebpay-tongue.js"

const DAY = 24 * 60 * 60_000
const QUERY = "/API/QueryTradeInfo"
const CLOSE = "/API/CreditCard/Close"

const MISHAPS: Readonly<Partial<Record<Mishap, { kind: string; endpoint?: string }>>> = {
  "the notice is lost": { kind: "drop" },
  "the notice comes twice": { kind: "duplicate" },
  "the notice has a wrong amount": { kind: "wrong-amount" },
  "the query hangs": { kind: "hang", endpoint: QUERY },
  "the query answers nonsense": { kind: "garbage", endpoint: QUERY },
  "the refund answers nonsense": { kind: "garbage", endpoint: CLOSE },
  "the refund's reply is lost": { kind: "lost-reply", endpoint: CLOSE },
}

const OUTCOMES: Readonly<Partial<Record<Visit, string>>> = {
  declines: "MPG03009",
  leaves: "leave",
  "stays undecided": "silent",
}

/** NewebPay in miniature, and the people at its desks. */
export async function openNewebpaySandbox(shops: number): Promise<Sandbox & { close(): Promise<void> }> {
  const miniature = await startSandbox({ now: morning(), newebpay: { accounts: accounts(shops) } })
  const office = miniature.gateway("newebpay")
  const find = (tradeNo: string) => office.trades().find(({ reference }) => reference === tradeNo)
  const act = async (tradeNo: string, action: string) => {
    await office.act(find(tradeNo)?.id ?? "", action, {})
    await miniature.settled()
  }
  return {
    url: miniature.url,
    now: () => miniature.clock.now(),
    visit: async (startUrl, visit) => {
      const page = await (visit.startsWith("takes a number") ? takeNumber(startUrl, visit) : payCard(startUrl, visit))
      await miniature.settled()
      return visited(page)
    },
    payNumber: (tradeNo) => act(tradeNo, "pay"),
    payLate: (tradeNo) => act(tradeNo, "pay-late"),
    tellAgain: (tradeNo) => act(tradeNo, "retrigger"),
    tellLateFailure: (tradeNo) => act(tradeNo, "late-failure"),
    decide: (tradeNo) => act(tradeNo, "confirm"),
    trade: async (tradeNo) => booksOf(find(tradeNo)),
    questions: (tradeNo) => questionsAbout(miniature, find(tradeNo)?.id ?? ""),
    arm: async (mishap) => {
      if (mishap === "the query is locked out") await lockOut(miniature)
      const fault = MISHAPS[mishap]
      if (fault) miniature.fault({ gateway: "newebpay", ...fault })
    },
    skew: (seconds) => void office.configure({ timestampSeconds: seconds === 0 ? 120 : -1 }),
    advance: async (milliseconds) => void (await miniature.advance(milliseconds)),
    closeBooks: async () => {
      await office.command("run-night", {})
      await office.command("run-bank-file", {})
    },
    untilShut: async () => {
      throw new Error("NewebPay's books are never shut.")
    },
    settled: () => miniature.settled(),
    close: () => miniature.close(),
  }
}

/** Shops that NewebPay closes for, and as many that capture by hand. */
function accounts(count: number) {
  const indexes = Array.from({ length: count }, (_, index) => index)
  return [
    ...indexes.map((index) => shopAt(index)),
    ...indexes.map((index) => ({ ...shopAt(index, "manual"), autoCapture: false })),
  ]
}

/** Ten in the morning in Taipei, today or tomorrow: far from the night's closing. */
function morning(): Date {
  return new Date(Math.ceil(Date.now() / DAY) * DAY + 2 * 60 * 60_000)
}

/** One question too many, about an order that nobody made, by the shop that was visited last. */
async function lockOut(miniature: Miniature): Promise<void> {
  const office = miniature.gateway("newebpay")
  office.configure({ unknownQueriesAnHour: 0 })
  const body = unknownQuestion(office.trades().at(-1)?.merchant ?? "", miniature.clock.now())
  await fetch(miniature.url + QUERY, { method: "POST", body })
  office.configure({ unknownQueriesAnHour: 30 })
}

function payCard(startUrl: string, visit: Visit): Promise<Page> {
  return payNewebpayByCard(startUrl, { outcome: OUTCOMES[visit] ?? "approve", ...closing(visit) })
}

async function takeNumber(startUrl: string, visit: Visit): Promise<Page> {
  return (await issueNewebpayVoucher(startUrl, closing(visit))).page
}

/** The window is closed before the browser comes back to the shop. */
function closing(visit: Visit) {
  const comesHome = ({ url }: { url: string }) => /\/pay\/[^/]+\/return/.test(url)
  return visit.endsWith("closes the window") ? { closeBefore: comesHome } : {}
}

function visited({ hops, url, status, html }: Page): Visited {
  const form = hops.find(({ fields }) => fields.TradeInfo)
  return { tradeNo: form ? (orderIn(form).MerchantOrderNo ?? null) : null, url, status, html }
}

/** What stays with the merchant, by the back office. */
function booksOf(trade: TradeView | undefined): TradeThere | null {
  if (!trade) return null
  const { Closing: card, BackBalance: kept } = trade.details
  if (card === "cancelled" || card === "cancel-queued") return { state: "released", kept: 0 }
  if (card === "authorised") return { state: "authorized", kept: trade.amount }
  if (card !== undefined) return { state: "captured", kept: Number(kept) }
  return trade.state === "paid" ? { state: "captured", kept: trade.amount } : { state: "unpaid", kept: 0 }
}

function questionsAbout({ journal }: Miniature, id: string): number {
  const asked = journal.about("newebpay", id).filter(({ direction }) => direction === "in")
  return asked.filter(({ endpoint }) => endpoint.includes(QUERY)).length
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
