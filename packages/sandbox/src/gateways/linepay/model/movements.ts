import { assumedFee, type Movement } from "../../../core/statement.js"
import type { Payment } from "./payment.js"

/** What was captured, and what went back. */
export function movementsOf({ account, order, state, confirmedAt, amount, refunds }: Payment): Movement[] {
  if (state !== "captured" || !confirmedAt) return []
  const of = { merchant: account.channelId, reference: order.orderId, tradedAt: confirmedAt, isCard: false }
  return [
    { ...of, kind: "payment", gross: amount, fee: assumedFee(amount), at: confirmedAt },
    ...refunds.map(({ amount, at }) => ({ ...of, kind: "refund" as const, gross: -amount, fee: 0, at })),
  ]
}
