import { textIn } from "../../toolkit/answer-text"
import type { Conversation } from "../../toolkit/contract/conversation"
import type { Moment } from "../../toolkit/contract/moment"
import type { Trade } from "../../toolkit/contract/trade"
import { isRecord } from "../../toolkit/options"
import { figureIn, rowsIn, sumOf } from "../../toolkit/record-rows"
import { type StateTable, stateIn } from "../../toolkit/state-table"
import { isInTwd } from "../../toolkit/twd"
import { get } from "./client"
import type { LinePayConfig } from "./config"
import { bare, isAbout, readPayment, type TradeName } from "./trade"
import { type Answer, errors } from "./wire"

/** `payStatus` of a payment, GET /v4/payments (查詢付款明細). */
const DETAILS: StateTable = {
  AUTHORIZATION: "authorized",
  CAPTURE: "captured",
  EXPIRED_AUTHORIZATION: "voided",
  VOIDED_AUTHORIZATION: "voided",
}

/** A payment as LINE Pay's record have it, with what went back so far. */
export interface PaymentRecord {
  readonly trade: Trade
  /** TWD given back; null where the record does not tell. */
  readonly refunded: number | null
}

/** @throws PaymentError `unreadable` when the answer is not about this trade, or is about another transaction of it. */
function readDetails(config: LinePayConfig, trade: TradeName, answer: Answer): PaymentRecord {
  const { tradeNo } = trade
  if (answer.code === "1150") return { trade: { ...bare(config, tradeNo, answer), state: "absent" }, refunded: null }
  if (answer.code !== "0000") return { trade: bare(config, tradeNo, answer), refunded: null }
  const payments = Array.isArray(answer.info) ? answer.info.filter(isRecord) : []
  const payment = payments.find((each) => isAbout(each, trade) && each.transactionType === "PAYMENT")
  if (!payment) throw errors.unreadable("LINE Pay answered about another payment.")
  const status = textIn(payment.payStatus)
  const read = readPayment(config, tradeNo, answer, payment)
  const state = isInTwd(payment.currency) ? stateIn(DETAILS, status) : "unknown"
  return { trade: { ...read, state, code: status }, refunded: refundsOf(payment) }
}

/** The documented example has them negative (查詢付款明細). */
function refundsOf({ refundList }: Record<string, unknown>): number | null {
  const refunds = rowsIn(refundList).map((row) => figureIn(row, "refundAmount"))
  return sumOf(refunds.map((amount) => amount && Math.abs(amount)))
}

export function* fetchRecord(config: LinePayConfig, trade: TradeName, moment: Moment): Conversation<PaymentRecord> {
  const { tradeNo, reference } = trade
  const query = reference === null ? `orderId=${tradeNo}` : `transactionId=${reference}`
  return readDetails(config, trade, yield* get(config, moment, "details", "/v4/payments", query))
}
