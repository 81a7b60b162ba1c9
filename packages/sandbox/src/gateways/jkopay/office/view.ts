import type { TradeView } from "../../../core/gateway.js"
import { possibleActions } from "../../../core/office-actions.js"
import { slashDateTime } from "../../../core/taipei.js"
import { type Order, redeemedSum, refundedSum } from "../model/order.js"
import { ACTIONS, isUnpaid } from "./actions.js"

/** The order as the back office and the control API show it. */
export function viewOf(order: Order, now: Date): TradeView {
  const { entry, account, payment } = order
  return {
    id: order.token,
    merchant: account.apiKey,
    reference: entry.orderId,
    method: payment?.channel ?? "JKOPAY",
    amount: entry.finalPrice,
    state: stateOf(order, now),
    createdAt: order.createdAt,
    money: { paid: payment ? entry.finalPrice : 0, back: refundedSum(order) },
    details: detailsOf(order),
    actions: possibleActions(ACTIONS, order),
  }
}

/** JKOPAY has no status for refunded or expired; the back office shows one nevertheless. */
function stateOf(order: Order, now: Date): string {
  if (isUnpaid(order) && order.linkExpiresAt <= now) return "expired"
  if (order.refunds.length === 0) return order.state
  return refundedSum(order) === order.entry.finalPrice ? "refunded" : "partly-refunded"
}

function detailsOf({ entry, payment, refunds, linkExpiresAt, closed, nextRefusal }: Order): Record<string, string> {
  const details: Record<string, string> = {
    store_id: entry.storeId,
    Currency: entry.currency,
    "Link until": slashDateTime(linkExpiresAt),
  }
  if (payment) {
    details.tradeNo = payment.tradeNo
    details.trans_time = slashDateTime(payment.at)
    details.redeem_amount = String(redeemedSum(payment.redeemed))
  }
  if (closed) details.Books = "closed"
  if (nextRefusal) details["Next refund will answer"] = nextRefusal
  for (const { tradeNo, amount } of refunds) details[`Refund ${tradeNo}`] = String(amount)
  return details
}
