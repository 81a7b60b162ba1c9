import type { Movement } from "../../../core/statement.js"
import { feeOf } from "./methods.js"
import type { Trade } from "./trade.js"

/** What was closed of cards, and refunded; what was paid in other ways. */
export function movementsOf(trade: Trade): Movement[] {
  const { account, order, paidAt, card, method, amount } = trade
  if (!paidAt || !method) return []
  const of = { merchant: account.merchantId, reference: order.MerchantTradeNo ?? "", isCard: card !== null }
  if (!card)
    return [{ ...of, kind: "payment", gross: amount, fee: feeOf(method, amount), tradedAt: paidAt, at: paidAt }]
  const marks = { gwsr: card.gwsr, authCode: card.authCode }
  return card.closings
    .filter(({ status }) => status === "已關帳")
    .map(({ amount: gross, at }) => ({
      ...of,
      ...{ gross, at, marks, tradedAt: card.at },
      kind: gross < 0 ? "refund" : "payment",
      fee: gross > 0 ? feeOf(method, gross) : 0,
    }))
}
