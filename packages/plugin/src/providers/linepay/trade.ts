import { bareTrade } from "../../toolkit/bare-trade"
import type { Trade } from "../../toolkit/contract/trade"
import { isRecord } from "../../toolkit/options"
import { readTwd, type Twd, twd } from "../../toolkit/twd"
import type { LinePayConfig } from "./config"
import type { Answer } from "./wire"

export function readPayment(
  config: LinePayConfig,
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
    ...bare(config, tradeNo, answer),
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

export function bare(config: LinePayConfig, tradeNo: string, { code, message }: Answer): Trade {
  const fields = { orderId: tradeNo, code, message }
  return bareTrade({ tradeNo, merchant: config.channelId, code, message, fields })
}

function readInstant(value: unknown): Date | null {
  const instant = new Date(String(value))
  return Number.isNaN(instant.getTime()) ? null : instant
}
