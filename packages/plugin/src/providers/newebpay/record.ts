import type { Conversation } from "../../toolkit/contract/conversation"
import type { Trade, TradeKey } from "../../toolkit/contract/trade"
import { lookUp } from "../../toolkit/look-up"
import { lookingBack } from "../../toolkit/second-step"
import { readTwd, type Twd, ZERO } from "../../toolkit/twd"
import { type Operation, unreadable } from "./client"
import type { NewebpayConfig } from "./config"
import { query } from "./query"

/** Where a payment stands in NewebPay's record (單筆交易查詢), for whoever wants to move its money. */
export interface PaymentRecord {
  readonly trade: Trade
  /** `CREDIT`, `LINEPAY`, `VACC` … */
  readonly type: string
  /** `closing`: the bank is asked tonight, and that can be undone until 21:00. */
  readonly state: "authorized" | "closing" | "closed" | "canceled"
  /** TWD that stay with the merchant by this record. Null where it does not say. */
  readonly kept: Twd | null
  /** Of the last refund; `untold` where the record has no word of any. */
  readonly refund: "none" | "waiting" | "processing" | "done" | "failed" | "untold"
}

/** `CloseStatus` of a card. Wallets and lenders have tables of their own, and no use for them here. */
const CARD_CLOSINGS: Readonly<Record<string, PaymentRecord["state"]>> = {
  "0": "authorized",
  "1": "closing",
  "2": "closed",
  "3": "closed",
}

/** `BackStatus`, alike for all. */
const REFUNDS: Readonly<Record<string, PaymentRecord["refund"]>> = {
  "0": "none",
  "1": "waiting",
  "2": "processing",
  "3": "done",
  "4": "failed",
}

/** @throws PaymentError `unreadable` also where NewebPay contradicts the ledger: then nothing may be taken for refused */
export function* fetchRecord(operation: Operation): Conversation<PaymentRecord> {
  return readRecord(operation.config, operation.request.trade, yield* look(operation))
}

/** A question that is refused says nothing about an earlier request whose reply was lost. */
function* look({ config, request, moment }: Operation): Conversation<Trade> {
  const answer = query(config, request.trade, moment)
  return yield* request.resumed ? lookingBack(answer) : answer
}

export function readRecord({ merchantId }: NewebpayConfig, { tradeNo, amount }: TradeKey, trade: Trade): PaymentRecord {
  if (trade.tradeNo !== tradeNo || trade.merchant !== merchantId || trade.amount !== amount)
    throw unreadable("NewebPay answered about another trade.")
  const { PaymentType: type = "", TradeStatus: status, BackStatus: back } = trade.fields
  const refund = back === undefined ? "untold" : lookUp(REFUNDS, back)
  const state = status === "3" ? "canceled" : stateOf(trade, type)
  if (refund === undefined) throw unreadable(`NewebPay tells a BackStatus that is in no table: ${back?.slice(0, 20)}.`)
  return { trade, type, state, kept: keptOf(trade, state), refund }
}

function stateOf({ fields, code }: Trade, type: string): PaymentRecord["state"] {
  const { TradeStatus: status, CloseStatus: closing = "" } = fields
  if (status !== "1" && status !== "6") throw unreadable(`NewebPay does not know this trade as paid (${code}).`, code)
  const state = type === "CREDIT" ? lookUp(CARD_CLOSINGS, closing) : "closed"
  if (state === undefined)
    throw unreadable(`NewebPay tells a CloseStatus that is in no table: ${closing.slice(0, 20)}.`)
  return state
}

/** What is authorised is kept whole; what is being closed, as much as was asked for; what is closed, what can still go back. */
function keptOf({ amount, fields }: Trade, state: PaymentRecord["state"]): Twd | null {
  if (state === "canceled") return ZERO
  if (state === "authorized") return amount
  return state === "closing" ? (readTwd(fields.CloseAmt) ?? amount) : readTwd(fields.BackBalance)
}
