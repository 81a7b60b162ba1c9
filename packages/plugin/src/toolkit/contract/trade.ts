import type { Twd } from "../twd"
import type { CaptureMode } from "./capture-mode"
import type { Method } from "./method"
import type { Voucher } from "./voucher"

/**
 * What a message says of a trade.
 * - `pending`: the gateway does not know yet · `issued`: a voucher was given out, no money
 * - `approved`: the buyer agreed, and nothing moves until the merchant confirms
 * - `authorized`: the card is reserved · `captured`: the money is the merchant's
 * - `failed`: declined · `absent`: the gateway has no such trade · `voided`, `refunded`: given back
 * - `unknown`: a code that is in no table; never success, never failure
 */
export type TradeState =
  | "pending"
  | "issued"
  | "approved"
  | "authorized"
  | "captured"
  | "failed"
  | "expired"
  | "absent"
  | "voided"
  | "refunded"
  | "unknown"

/** A verified message, in our words. */
export interface Trade {
  readonly tradeNo: string
  readonly merchant: string
  /** TWD whole dollars; null where the message carries none. */
  readonly amount: Twd | null
  readonly currency: "TWD"
  readonly state: TradeState
  /** The vendor's code and text, verbatim. */
  readonly code: string
  readonly message: string
  /** A test notice without money behind it. */
  readonly simulated: boolean
  /** The gateway's own number of the trade. */
  readonly reference: string | null
  /** Money that came for the same trade number beside it, where a gateway takes a number more than once and tells of all. */
  readonly alsoPaid?: readonly AlsoPaid[]
  readonly paidAt: Date | null
  readonly voucher: Voucher | null
  /** What staff want to see: card's first six and last four, authorisation code, fee … */
  readonly details: Details
  /** Every field of the message, for the ledger; redacted before it is kept. */
  readonly fields: Readonly<Record<string, string>>
}

/** Another payment under the same trade number. */
export type AlsoPaid = Pick<Trade, "reference" | "amount">

export type Details = Readonly<Record<string, string>>

export interface TradeKey {
  readonly tradeNo: string
  readonly method: Method
  /** Charged, TWD whole dollars. */
  readonly amount: Twd
  readonly reference: string | null
  readonly startedAt: Date
  /** True when the voucher is already known and need not be asked for. */
  readonly voucherKnown: boolean
  /** How the trade was opened; the account's own mode where it was not written down. */
  readonly captureMode?: CaptureMode
}

export interface PaidTrade extends TradeKey {
  readonly details: Details
}
