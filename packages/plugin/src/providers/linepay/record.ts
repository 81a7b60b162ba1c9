import type { Conversation } from "../../toolkit/contract/conversation"
import type { Moment } from "../../toolkit/contract/moment"
import type { Trade, TradeKey } from "../../toolkit/contract/trade"
import { isRecord } from "../../toolkit/options"
import { type StateTable, stateIn } from "../../toolkit/state-table"
import { get } from "./client"
import type { LinePayConfig } from "./config"
import { bare, readPayment } from "./trade"
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
  /** TWD given back. */
  readonly refunded: number
}

/** @throws PaymentError `unreadable` when the answer is not about this trade. */
export function readDetails(config: LinePayConfig, tradeNo: string, answer: Answer): PaymentRecord {
  if (answer.code === "1150") return { trade: { ...bare(config, tradeNo, answer), state: "absent" }, refunded: 0 }
  if (answer.code !== "0000") return { trade: bare(config, tradeNo, answer), refunded: 0 }
  const payments = Array.isArray(answer.info) ? answer.info.filter(isRecord) : []
  const payment = payments.find((candidate) => candidate.orderId === tradeNo && candidate.transactionType === "PAYMENT")
  if (!payment) throw errors.unreadable("LINE Pay answered about another payment.")
  const status = String(payment.payStatus)
  const read = readPayment(config, tradeNo, answer, payment)
  return { trade: { ...read, state: stateIn(DETAILS, status), code: status }, refunded: refundsOf(payment) }
}

/** The documented example has them negative (查詢付款明細). */
function refundsOf(payment: Record<string, unknown>): number {
  const refunds = Array.isArray(payment.refundList) ? payment.refundList.filter(isRecord) : []
  return refunds.reduce((total, { refundAmount }) => total + Math.abs(Number(refundAmount)), 0)
}

export function* fetchRecord(
  config: LinePayConfig,
  { tradeNo, reference }: TradeKey,
  moment: Moment,
): Conversation<PaymentRecord> {
  const query = reference === null ? `orderId=${tradeNo}` : `transactionId=${reference}`
  return readDetails(config, tradeNo, yield* get(config, moment, "details", "/v4/payments", query))
}
