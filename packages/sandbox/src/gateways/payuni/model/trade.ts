import type { Fields } from "../wire/codec.js"
import type { Account } from "./accounts.js"
import type { CardPayment } from "./card.js"
import type { NonCardRefund } from "./non-card-refund.js"
import type { Tool } from "./tools.js"
import type { Voucher } from "./vouchers.js"

/**
 * open: nothing paid, no code yet · issued: a code waits for payment · unknown: the bank did not answer in time ·
 * unapproved: the buyer is under review · paid · failed · cancelled: authorisation or code cancelled · expired
 */
export type TradeState = "open" | "issued" | "unknown" | "unapproved" | "paid" | "failed" | "cancelled" | "expired"

/** TradeStatus of queries and notices. */
export const TRADE_STATUS: Readonly<Record<TradeState, string>> = {
  open: "9",
  issued: "0",
  unknown: "8",
  unapproved: "8",
  paid: "1",
  failed: "2",
  cancelled: "3",
  expired: "4",
}

/** Allowed transitions. Payment of an expired code still counts. */
const NEXT: Readonly<Record<TradeState, readonly TradeState[]>> = {
  open: ["issued", "unknown", "unapproved", "paid", "failed", "expired"],
  issued: ["paid", "cancelled", "expired"],
  unknown: ["paid", "failed"],
  unapproved: ["paid", "failed"],
  paid: ["cancelled"],
  failed: [],
  cancelled: [],
  expired: ["paid"],
}

/** A text in both languages of the buyer's pages. */
export type Bilingual = readonly [zh: string, en: string]

/** How a trade ended: `Status` and `Message`. */
export interface Outcome {
  status: string
  message: string
}

/** One order at PAYUNi, from the form to the last refund. */
export interface Trade {
  /** 19 digits, more than a double can represent. */
  tradeNo: string
  token: string
  account: Account
  /** The Version of the request, repeated in its messages. */
  version: string
  /** 1 requested by a server, 2 on the page. */
  gateway: "1" | "2"
  order: Fields
  merTradeNo: string
  amount: number
  createdAt: Date
  language: "zh" | "en"
  state: TradeState
  /** The buyer's step on PAYUNi's pages. */
  step: "choosing" | "bank" | "done"
  tool: Tool | null
  /** What the buyer entered wrongly, until the next attempt. */
  mistake: Bilingual | null
  outcome: Outcome | null
  paidAt: Date | null
  /** The card entered before 3-D. */
  entered: { number: string; expiry: string; period: string } | null
  card: CardPayment | null
  voucher: Voucher | null
  /** Refunds of a payment not made by card. */
  nonCardRefunds: NonCardRefund[]
  confirmedAt: Date | null
  /** A server waits for the answer: meanwhile NotifyURL is not notified. */
  answering: boolean
  /** Fields that only some tools report: a wallet's number, the payer's bank. */
  particulars: Fields
}

/** Moves a trade to its next state. A transition missing from the table is a bug of the sandbox. */
export function move(trade: Trade, state: TradeState): void {
  if (!canMove(trade, state)) throw new Error(`A trade cannot go from ${trade.state} to ${state}.`)
  trade.state = state
}

export function canMove({ state }: Trade, next: TradeState): boolean {
  return NEXT[state].includes(next)
}

/** All trades. Several may share a MerTradeNo. */
export class TradeBook {
  #trades = new Map<string, Trade>()
  #serial = 0

  all(): Trade[] {
    return [...this.#trades.values()]
  }

  add(trade: Trade): void {
    this.#trades.set(trade.tradeNo, trade)
  }

  byTradeNo(tradeNo: string): Trade | undefined {
    return this.#trades.get(tradeNo)
  }

  byToken(token: string): Trade | undefined {
    return this.all().find((trade) => trade.token === token)
  }

  /** Oldest first. */
  ofOrder(merId: string, merTradeNo: string): Trade[] {
    return this.all().filter((trade) => trade.account.merId === merId && trade.merTradeNo === merTradeNo)
  }

  /** Seconds of creation and nine more digits, as recorded; odd, so that no double can represent it. */
  nextTradeNo(at: Date): string {
    this.#serial += 1
    const rest = (at.getTime() % 1000) * 1_000_000 + ((this.#serial * 2 + 7_001) % 1_000_000)
    return `${Math.floor(at.getTime() / 1000)}${String(rest).padStart(9, "0")}`
  }

  clear(): void {
    this.#trades.clear()
  }
}
