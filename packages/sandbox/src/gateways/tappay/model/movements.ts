import { assumedFee, type Movement } from "../../../core/statement.js"
import type { Trade } from "./trade.js"

/** What was captured, and what went back. */
export function movementsOf(trade: Trade): Movement[] {
  const { merchant, orderNumber, recTradeId, capturedAt, authorisedAt, amount, refunds, card } = trade
  if (!capturedAt) return []
  const of = {
    merchant: merchant.merchantId,
    reference: orderNumber || recTradeId,
    tradedAt: authorisedAt ?? capturedAt,
    isCard: card !== null,
  }
  return [
    { ...of, kind: "payment", gross: amount, fee: assumedFee(amount), at: capturedAt },
    ...refunds
      .filter(({ cancelled }) => !cancelled)
      .map(({ amount, at }) => ({ ...of, kind: "refund" as const, gross: -amount, fee: 0, at })),
  ]
}
