import { type Sandbox as Miniature, startSandbox, type TradeView } from "@taiwan-payments/sandbox"
import { issueVoucher, type Page, payByCard } from "@taiwan-payments/sandbox/shopper"
import type { Mishap, Sandbox, TradeThere, Visit, Visited } from "../../src/index.js"
import { accountAt } from "./ecpay-tongue.js"

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

const QUERY = "/Cashier/QueryTradeInfo/V5"
const DO_ACTION = "/CreditDetail/DoAction"

const MISHAPS: Readonly<Partial<Record<Mishap, { kind: string; endpoint?: string; milliseconds?: number }>>> = {
  "the notice is lost": { kind: "drop" },
  "the notice comes twice": { kind: "duplicate" },
  "the notice has a wrong amount": { kind: "wrong-amount" },
  "the query hangs": { kind: "hang", endpoint: QUERY },
  "the query answers nonsense": { kind: "garbage", endpoint: QUERY },
  "the query is locked out": { kind: "throttle", endpoint: QUERY },
  "the refund answers nonsense": { kind: "garbage", endpoint: DO_ACTION },
  "the refund's reply is lost": { kind: "lost-reply", endpoint: DO_ACTION },
}

const CARD_OUTCOMES: Readonly<Partial<Record<Visit, string>>> = {
  declines: "10100252",
  leaves: "leave",
  "stays undecided": "pending",
}

/** ECPay in miniature, and the people at its desks. */
export async function openEcpaySandbox(accounts: number): Promise<Sandbox & { close(): Promise<void> }> {
  const own = Array.from({ length: accounts }, (_, index) => ({ ...accountAt(index), creditCheckCode: "59997889" }))
  const miniature = await startSandbox({ now: morning(), ecpay: { accounts: own } })
  const office = miniature.gateway("ecpay")
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
    tellAgain: (tradeNo) => act(tradeNo, "resend"),
    tellLateFailure: (tradeNo) => act(tradeNo, "late-failure"),
    decide: (tradeNo) => act(tradeNo, "confirm"),
    trade: async (tradeNo) => booksOf(find(tradeNo)),
    questions: (tradeNo) => questionsAbout(miniature, find(tradeNo)?.id ?? ""),
    arm: (mishap) => {
      const fault = MISHAPS[mishap]
      if (!fault) throw new Error(`At ECPay it never happens that ${mishap}.`)
      miniature.fault({ gateway: "ecpay", ...fault })
    },
    skew: (clockSkewSeconds) => void office.configure({ clockSkewSeconds }),
    advance: async (milliseconds) => void (await miniature.advance(milliseconds)),
    closeBooks: async () => {
      if (minuteOfDay(miniature) >= 1215 && minuteOfDay(miniature) < 1231) await miniature.advance(16 * MINUTE)
      await office.command("run-batch", {})
    },
    untilShut: async () => {
      const wait = (20 * 60 + 16 - minuteOfDay(miniature) + 24 * 60) % (24 * 60)
      await miniature.advance(wait * MINUTE)
    },
    settled: () => miniature.settled(),
    close: () => miniature.close(),
  }
}

/** Ten in the morning in Taipei, today or tomorrow: far from the evening's closing. */
function morning(): Date {
  return new Date(Math.ceil(Date.now() / DAY) * DAY + 2 * 60 * MINUTE)
}

function minuteOfDay({ clock }: Miniature): number {
  return Math.floor(clock.now().getTime() / MINUTE + 8 * 60) % (24 * 60)
}

function payCard(startUrl: string, visit: Visit): Promise<Page> {
  return payByCard(startUrl, { outcome: CARD_OUTCOMES[visit] ?? "approve", ...closing(visit) })
}

async function takeNumber(startUrl: string, visit: Visit): Promise<Page> {
  return (await issueVoucher(startUrl, closing(visit))).page
}

/** The window is closed before the browser comes back to the shop. */
function closing(visit: Visit) {
  const comesHome = ({ url }: { url: string }) => /\/pay\/[^/]+\/return/.test(url)
  return visit.endsWith("closes the window") ? { closeBefore: comesHome } : {}
}

function visited({ hops, url, status, html }: Page): Visited {
  return { tradeNo: hops.map(({ fields }) => fields.MerchantTradeNo).find(Boolean) ?? null, url, status, html }
}

/** What stays with the merchant, by the back office. */
function booksOf(trade: TradeView | undefined): TradeThere | null {
  if (!trade) return null
  if (trade.state !== "paid") return { state: "unpaid", kept: 0 }
  const { "Card state": card, Closed: closed } = trade.details
  if (card === undefined) return { state: "captured", kept: trade.amount }
  if (card === "已取消") return { state: "released", kept: 0 }
  const isReserved = card === "已授權" || card === "操作取消"
  return isReserved ? { state: "authorized", kept: trade.amount } : { state: "captured", kept: Number(closed) }
}

function questionsAbout({ journal }: Miniature, id: string): number {
  return journal.about("ecpay", id).filter(({ direction, endpoint }) => direction === "in" && endpoint.includes(QUERY))
    .length
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
