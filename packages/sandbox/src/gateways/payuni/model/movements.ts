import type { Movement } from "../../../core/statement.js"
import { feeOf } from "./tools.js"
import type { Trade } from "./trade.js"

/** What was captured, and what went back: of cards once the bank has answered. */
export function movementsOf(trade: Trade): Movement[] {
  const { account, merTradeNo, paidAt, card, amount, tool, nonCardRefunds } = trade
  if (!paidAt || !tool) return []
  const of = { merchant: account.merId, reference: merTradeNo, tradedAt: paidAt, isCard: card !== null }
  if (card && card.capture.status !== "2") return []
  const gross = card?.capture.amount ?? amount
  const refunds = [...(card?.refunds ?? []), ...nonCardRefunds].filter(({ status }) => status === "2")
  return [
    { ...of, kind: "payment", gross, fee: feeOf(tool, gross), at: card?.capture.at ?? paidAt },
    ...refunds.map(({ amount, at }) => ({ ...of, kind: "refund" as const, gross: -amount, fee: 0, at })),
  ]
}
