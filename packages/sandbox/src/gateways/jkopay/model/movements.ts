import { assumedFee, type Movement } from "../../../core/statement.js"
import type { Order } from "./order.js"

/** What was paid, and what went back. */
export function movementsOf({ account, entry, payment, refunds }: Order): Movement[] {
  if (!payment) return []
  const of = { merchant: account.apiKey, reference: entry.orderId, tradedAt: payment.at, isCard: false }
  return [
    { ...of, kind: "payment", gross: entry.finalPrice, fee: assumedFee(entry.finalPrice), at: payment.at },
    ...refunds.map(({ amount, at }) => ({ ...of, kind: "refund" as const, gross: -amount, fee: 0, at })),
  ]
}
