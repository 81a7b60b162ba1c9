import { textIn } from "../../toolkit/answer-text"
import { bareTrade } from "../../toolkit/bare-trade"
import type { Trade, TradeKey } from "../../toolkit/contract/trade"
import { type DetailRow, detailsIn } from "../../toolkit/details"
import { isRecord } from "../../toolkit/options"
import { readTwd, type Twd, twd } from "../../toolkit/twd"
import type { LinePayConfig } from "./config"
import type { Answer } from "./wire"

export type TradeName = Pick<TradeKey, "tradeNo" | "reference">

const DETAILS: readonly DetailRow[] = [
  ["sources", "sources"],
  ["card_last4", "last4", /^\d{4}$/],
  ["capture_before", "authorizationExpireDate", /^[\dT:.Z+-]{10,40}$/],
]

/** Our order, in our own transaction where LINE Pay names it. */
export function isAbout(payment: Record<string, unknown>, { tradeNo, reference }: TradeName): boolean {
  const { orderId, transactionId } = payment
  return orderId === tradeNo && (!reference || !transactionId || textIn(transactionId) === reference)
}

export function readPayment(
  config: LinePayConfig,
  tradeNo: string,
  answer: Answer,
  payment: Record<string, unknown>,
): Trade {
  const sources = Array.isArray(payment.payInfo) ? payment.payInfo.filter(isRecord) : []
  const card = sources.find(({ maskedCreditCardNumber }) => maskedCreditCardNumber)
  const told = {
    sources: sources.map(({ method, amount }) => `${textIn(method)} ${textIn(amount)}`).join(", "),
    last4: textIn(card?.maskedCreditCardNumber).slice(-4),
    authorizationExpireDate: payment.authorizationExpireDate,
  }
  return {
    ...bare(config, tradeNo, answer),
    amount: sum(sources),
    reference: textIn(payment.transactionId) || null,
    paidAt: readInstant(payment.transactionDate),
    details: detailsIn(DETAILS, told),
  }
}

function sum(sources: readonly Record<string, unknown>[]): Twd | null {
  const amounts = sources.map(({ amount }) => readTwd(textIn(amount)))
  return amounts.length === 0 || amounts.includes(null)
    ? null
    : twd(amounts.reduce<number>((total, amount) => total + (amount ?? 0), 0))
}

export function bare(config: LinePayConfig, tradeNo: string, { code, message }: Answer): Trade {
  const fields = { orderId: tradeNo, code, message }
  return bareTrade({ tradeNo, merchant: config.channelId, code, message, fields })
}

/** Of an hour that names no zone nobody can tell when it was, and there is no 30 February. */
const INSTANT = /^\d{4}-\d\d-(\d\d)T\d\d:\d\d:\d\d(?:\.\d{1,9})?Z$/

function readInstant(value: unknown): Date | null {
  const [text = "", day] = INSTANT.exec(textIn(value)) ?? []
  const instant = new Date(text)
  return Number.isNaN(instant.getTime()) || instant.getUTCDate() !== Number(day) ? null : instant
}
