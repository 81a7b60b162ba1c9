import { assumedFee, type Movement } from "../../../core/statement.js"
import { isCard } from "./methods.js"
import type { Trade } from "./trade.js"

/** What was captured, and what went back: of cards once the bank's file says so. */
export function movementsOf(trade: Trade): Movement[] {
  const { account, order, paidAt, closing, amount, method } = trade
  if (!paidAt) return []
  const isCardTrade = method !== null && isCard(method)
  const of = {
    merchant: account.merchantId,
    reference: order.MerchantOrderNo ?? "",
    tradedAt: paidAt,
    isCard: isCardTrade,
  }
  if (isCardTrade && closing?.state !== "closed") return []
  const gross = closing?.captured ?? amount
  const refunds = (closing?.refunds ?? []).filter(({ state }) => state === "done")
  return [
    { ...of, kind: "payment", gross, fee: assumedFee(gross), at: paidAt },
    ...refunds.map(({ amount, at }) => ({ ...of, kind: "refund" as const, gross: -amount, fee: 0, at })),
  ]
}
