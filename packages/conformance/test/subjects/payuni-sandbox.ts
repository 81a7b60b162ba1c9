import { type Sandbox as Miniature, startSandbox, type TradeView } from "@taiwan-payments/sandbox"
import { type Page, type PayuniShopper, payWithPayuni } from "@taiwan-payments/sandbox/shopper"
import type { Mishap, Sandbox, TradeThere, Visit, Visited } from "../../src/index.js"
import { MANUAL_FROM, opened, shopAt } from "./payuni-tongue.js"

const DAY = 86_400_000

const QUERY = "/api/trade/query"
const CLOSE = "/api/trade/close"

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
  declines: "decline",
  leaves: "leave",
  "stays undecided": "unknown",
}

function shopsOf(count: number) {
  const indices = Array.from({ length: count }, (_, index) => index)
  return [...indices.map(shopAt), ...indices.map((index) => ({ ...shopAt(MANUAL_FROM + index), autoCapture: false }))]
}

/** PAYUNi in miniature, and the people at its desks. */
export async function openPayuniSandbox(shops: number): Promise<Sandbox & { close(): Promise<void> }> {
  const miniature = await startSandbox({ now: morning(), payuni: { accounts: shopsOf(shops) } })
  const office = miniature.gateway("payuni")
  const find = (tradeNo: string) => office.trades().find(({ reference }) => reference === tradeNo)
  const act = async (tradeNo: string, action: string) => {
    await office.act(find(tradeNo)?.id ?? "", action, {})
    await miniature.settled()
  }
  return {
    url: miniature.url,
    now: () => miniature.clock.now(),
    visit: async (startUrl, visit) => {
      const page = await payWithPayuni(startUrl, shopperFor(visit))
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
    arm: (mishap) => {
      const fault = MISHAPS[mishap]
      if (!fault) throw new Error(`At PAYUNi it never happens that ${mishap}.`)
      miniature.fault({ gateway: "payuni", ...fault })
    },
    // PAYUNi allows some minutes; to find every Timestamp too old, the sandbox allows less than none.
    skew: (seconds) => void office.configure({ timestampSeconds: seconds === 0 ? 300 : -1 }),
    advance: async (milliseconds) => void (await miniature.advance(milliseconds)),
    closeBooks: async () => void (await office.command("run-batch", {})),
    untilShut: () => Promise.reject(new Error("PAYUNi's books are never shut.")),
    settled: () => miniature.settled(),
    close: () => miniature.close(),
  }
}

/** Ten in the morning in Taipei, today or tomorrow: far from the evening's captures. */
function morning(): Date {
  return new Date(Math.ceil(Date.now() / DAY) * DAY + 2 * 3_600_000)
}

/** Who closes the window does so before the browser comes back to the shop. */
function shopperFor(visit: Visit): PayuniShopper {
  const comesHome = ({ url }: { url: string }) => /\/pay\/[^/]+\/return/.test(url)
  const closing = visit.endsWith("closes the window") ? { closeBefore: comesHome } : {}
  return { outcome: OUTCOMES[visit] ?? "approve", ...closing }
}

function visited({ hops, url, status, html }: Page): Visited {
  const order = hops.map(({ fields }) => fields).find(({ EncryptInfo }) => EncryptInfo)
  return { tradeNo: order ? (opened(order).MerTradeNo ?? null) : null, url, status, html }
}

const RESERVED = /^[39] /

/** What stays with the merchant, by the back office: `CloseStatus (amount)`, and refunds as `amount (type/status)`. */
function booksOf(trade: TradeView | undefined): TradeThere | null {
  if (!trade) return null
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

/** One that a fault answered is a question too. */
function questionsAbout({ journal }: Miniature, id: string): number {
  const asked = journal.about("payuni", id).filter(({ direction }) => direction === "in")
  return asked.filter(({ endpoint }) => endpoint.startsWith(QUERY)).length
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
