import { bareTrade } from "../../toolkit/bare-trade"
import type { Trade, TradeState } from "../../toolkit/contract/gateway"
import { lookUp } from "../../toolkit/look-up"
import { isRecord } from "../../toolkit/options"
import { PaymentError } from "../../toolkit/payment-error"
import { readTwd, type Twd, twd } from "../../toolkit/twd"
import type { LinePayAccount } from "./config"
import type { Answer } from "./wire"

/** Result codes of a request's status, GET …/check (查詢付款請求狀態). */
const CHECK: Readonly<Record<string, TradeState>> = {
  "0000": "pending",
  "0110": "approved",
  "0121": "failed",
  "0122": "failed",
}

/** `payStatus` of a payment, GET /v4/payments (查詢付款明細). */
const DETAILS: Readonly<Record<string, TradeState>> = {
  AUTHORIZATION: "authorized",
  CAPTURE: "captured",
  EXPIRED_AUTHORIZATION: "voided",
  VOIDED_AUTHORIZATION: "voided",
}

/** A status that is done has its facts in the details; null says: look there. */
export function readCheck(account: LinePayAccount, tradeNo: string, answer: Answer): Trade | null {
  if (answer.code === "0123") return null
  return { ...bare(account, tradeNo, answer), state: stateOf(CHECK, answer.code) }
}

/** A payment as LINE Pay's books have it, with what went back so far. */
export interface Booked {
  readonly trade: Trade
  /** TWD given back. */
  readonly refunded: number
}

/** @throws PaymentError `unreadable` when the answer is not about this trade. */
export function readDetails(account: LinePayAccount, tradeNo: string, answer: Answer): Booked {
  if (answer.code === "1150") return { trade: { ...bare(account, tradeNo, answer), state: "absent" }, refunded: 0 }
  if (answer.code !== "0000") return { trade: bare(account, tradeNo, answer), refunded: 0 }
  const payments = Array.isArray(answer.info) ? answer.info.filter(isRecord) : []
  const payment = payments.find((candidate) => candidate.orderId === tradeNo && candidate.transactionType === "PAYMENT")
  if (!payment) throw new PaymentError("unreadable", "LINE Pay answered about another payment.", { gateway: "linepay" })
  const status = String(payment.payStatus)
  const read = readPayment(account, tradeNo, answer, payment)
  return { trade: { ...read, state: stateOf(DETAILS, status), code: status }, refunded: refundsOf(payment) }
}

/** What a confirm answers: the amount is the sum of its sources, and there is no other. */
export function readConfirmed(account: LinePayAccount, tradeNo: string, answer: Answer): Trade {
  const info = isRecord(answer.info) ? answer.info : {}
  const state = account.capture === "manual" ? "authorized" : "captured"
  const read = readPayment(account, tradeNo, answer, info)
  return { ...read, tradeNo: String(info.orderId), state }
}

function readPayment(
  account: LinePayAccount,
  tradeNo: string,
  answer: Answer,
  payment: Record<string, unknown>,
): Trade {
  const sources = Array.isArray(payment.payInfo) ? payment.payInfo.filter(isRecord) : []
  const card = sources.find(({ maskedCreditCardNumber }) => maskedCreditCardNumber)
  const details = {
    sources: sources.map(({ method, amount }) => `${method} ${amount}`).join(", "),
    card: String(card?.maskedCreditCardNumber ?? ""),
    capture_before: String(payment.authorizationExpireDate ?? ""),
  }
  return {
    ...bare(account, tradeNo, answer),
    amount: sum(sources),
    reference: payment.transactionId === undefined ? null : String(payment.transactionId),
    paidAt: readInstant(payment.transactionDate),
    details: Object.fromEntries(Object.entries(details).filter(([, value]) => value !== "")),
  }
}

function sum(sources: readonly Record<string, unknown>[]): Twd | null {
  const amounts = sources.map(({ amount }) => readTwd(String(amount)))
  return amounts.length === 0 || amounts.includes(null)
    ? null
    : twd(amounts.reduce<number>((total, amount) => total + (amount ?? 0), 0))
}

/** The documented example has them negative (查詢付款明細). */
function refundsOf(payment: Record<string, unknown>): number {
  const refunds = Array.isArray(payment.refundList) ? payment.refundList.filter(isRecord) : []
  return refunds.reduce((total, { refundAmount }) => total + Math.abs(Number(refundAmount)), 0)
}

function bare(account: LinePayAccount, tradeNo: string, { code, message }: Answer): Trade {
  const fields = { orderId: tradeNo, code, message }
  return bareTrade({ tradeNo, merchant: account.channelId, code, message, fields })
}

function readInstant(value: unknown): Date | null {
  const instant = new Date(String(value))
  return Number.isNaN(instant.getTime()) ? null : instant
}

function stateOf(table: Readonly<Record<string, TradeState>>, code: string): TradeState {
  return lookUp(table, code) ?? "unknown"
}
