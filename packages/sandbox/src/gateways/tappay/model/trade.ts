import { randomBytes } from "node:crypto"
import { digitsOf } from "../../../core/taipei.js"
import type { Status } from "../wire/codes.js"
import type { Merchant, Partner } from "./accounts.js"
import type { Card } from "./cards.js"
import type { Method } from "./methods.js"
import type { CardSecret } from "./tokens.js"

/**
 * pending: the buyer is at the bank or the wallet · authorised · capturing: in the evening's batch, not finished yet ·
 * captured · partly-refunded · refunded: in full, or voided before capture · cancelled: by the buyer · error: refused
 */
export type TradeState =
  | "pending"
  | "authorised"
  | "capturing"
  | "captured"
  | "partly-refunded"
  | "refunded"
  | "cancelled"
  | "error"

/** record_status of the Record API. -1 ERROR, 0 AUTH, 1 OK, 2 PARTIALREFUNDED, 3 REFUNDED, 4 PENDING, 5 CANCEL. */
export const RECORD_STATUS: Readonly<Record<TradeState, number>> = {
  pending: 4,
  authorised: 0,
  capturing: 0,
  captured: 1,
  "partly-refunded": 2,
  refunded: 3,
  cancelled: 5,
  error: -1,
}

/** Allowed transitions. Backwards only by Refund Cancel. */
const NEXT: Readonly<Record<TradeState, readonly TradeState[]>> = {
  pending: ["authorised", "cancelled", "error"],
  authorised: ["capturing", "captured", "refunded"],
  capturing: ["captured"],
  captured: ["partly-refunded", "refunded"],
  "partly-refunded": ["partly-refunded", "refunded", "captured"],
  refunded: ["partly-refunded", "captured"],
  cancelled: [],
  error: [],
}

export interface Refund {
  id: string
  amount: number
  at: Date
  cancelled: boolean
}

/** One event in the trade history. */
export interface LifecycleEvent {
  what: "authorise" | "capture" | "refund" | "refund-cancel" | "cancel"
  amount: number
  at: Date
  success: boolean
  status: Status
}

/** Where the buyer and the notice are sent afterwards. */
export interface ResultUrl {
  frontend: string
  notify: string
}

/** What the merchant asked for. Amounts in whole TWD. */
export interface Order {
  partner: Partner
  merchant: Merchant
  method: Method
  card: Card | null
  /** The prime that was charged, "" for a saved card. */
  prime: string
  /** original_amount: never changes. */
  amount: number
  /** "" if the merchant gave none: TapPay makes one. */
  bankTransactionId: string
  orderNumber: string
  details: string
  cardholder: Record<string, unknown>
  instalment: number
  /** Days until the capture, -1 for no automatic capture. */
  delay: number
  resultUrl: ResultUrl | null
}

/** One payment at TapPay. */
export interface Trade extends Order {
  recTradeId: string
  /** The last part of payment_url. */
  urlId: string
  state: TradeState
  refunded: number
  createdAt: Date
  authorisedAt: Date | null
  completedAt: Date | null
  /** cap_millis: when the capture is scheduled, or was done. */
  captureAt: Date | null
  capturedAt: Date | null
  authCode: string
  failure: Status | null
  refunds: Refund[]
  history: LifecycleEvent[]
  cardSecret: CardSecret | null
  payInfo: Record<string, unknown> | null
  wrongPins: number
  language: "zh" | "en"
  /** By the button of the page; until then the page speaks the language of the browser. */
  chosenLanguage: "zh" | "en" | null
}

/** A new payment. */
export function newTrade(order: Order, createdAt: Date): Trade {
  return {
    ...order,
    bankTransactionId: order.bankTransactionId || newId("TP", createdAt),
    recTradeId: newId("D", createdAt),
    urlId: randomBytes(32).toString("hex"),
    state: "pending",
    refunded: 0,
    createdAt,
    authorisedAt: null,
    completedAt: null,
    captureAt: null,
    capturedAt: null,
    authCode: "",
    failure: null,
    refunds: [],
    history: [],
    cardSecret: null,
    payInfo: null,
    wrongPins: 0,
    language: "zh",
    chosenLanguage: null,
  }
}

/** Moves a trade to its next state. A transition missing from the table is a bug of the sandbox. */
export function move(trade: Trade, state: TradeState): void {
  if (!NEXT[trade.state].includes(state)) throw new Error(`A trade cannot go from ${trade.state} to ${state}.`)
  trade.state = state
}

/** What remains after refunds: `amount` of the Record API. */
export function remaining({ amount, refunded }: Trade): number {
  return amount - refunded
}

/** Every trade, and the identifiers that can be used only once. */
export class TradeBook {
  #trades = new Map<string, Trade>()
  #bankTransactionIds = new Set<string>()
  #bankRefundIds = new Set<string>()

  all(): Trade[] {
    return [...this.#trades.values()]
  }

  add(trade: Trade): void {
    this.#trades.set(trade.recTradeId, trade)
  }

  byId(recTradeId: string): Trade | undefined {
    return this.#trades.get(recTradeId)
  }

  byUrlId(urlId: string): Trade | undefined {
    return this.all().find((trade) => trade.urlId === urlId)
  }

  /** Marks a bank_transaction_id as used; false where it was used before. */
  takeTransactionId(partner: Partner, id: string): boolean {
    return take(this.#bankTransactionIds, `${partner.partnerKey} ${id}`)
  }

  isTransactionIdUsed(partner: Partner, id: string): boolean {
    return this.#bankTransactionIds.has(`${partner.partnerKey} ${id}`)
  }

  /** Marks a bank_refund_id as used. */
  takeRefundId(partner: Partner, id: string): boolean {
    return take(this.#bankRefundIds, `${partner.partnerKey} ${id}`)
  }

  isRefundIdUsed(partner: Partner, id: string): boolean {
    return this.#bankRefundIds.has(`${partner.partnerKey} ${id}`)
  }

  clear(): void {
    this.#trades.clear()
    this.#bankTransactionIds.clear()
    this.#bankRefundIds.clear()
  }
}

function take(used: Set<string>, key: string): boolean {
  if (used.has(key)) return false
  used.add(key)
  return true
}

const ALPHABET = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"

/** `length` random letters and digits. */
export function randomText(length: number): string {
  let text = ""
  for (const byte of randomBytes(length)) text += ALPHABET[byte % ALPHABET.length]
  return text
}

/** `D20180201P1i7v4`: a letter, the Taipei day, six characters. */
export function newId(letter: "D" | "DR" | "TP", at: Date): string {
  return `${letter}${digitsOf(at).slice(0, 8)}${randomText(6)}`
}
