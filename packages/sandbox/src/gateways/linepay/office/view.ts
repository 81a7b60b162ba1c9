import type { TradeMoney, TradeView } from "../../../core/gateway.js"
import { possibleActions } from "../../../core/office-actions.js"
import { slashDateTime } from "../../../core/taipei.js"
import { type Payment, refunded } from "../model/payment.js"
import { ACTIONS } from "./actions.js"

/** The payment as the back office and the control API show it. */
export function viewOf(payment: Payment): TradeView {
  const { order, account } = payment
  return {
    id: String(payment.transactionId),
    merchant: account.channelId,
    reference: order.orderId,
    method: payment.sources.join(" + ") || "LINE Pay",
    amount: order.amount,
    state: stateOf(payment),
    createdAt: payment.requestedAt,
    money: moneyOf(payment),
    details: detailsOf(payment),
    actions: possibleActions(ACTIONS, payment),
  }
}

/** LINE Pay has no state for refunds; the back office shows one nevertheless. */
function stateOf(payment: Payment): string {
  if (payment.refunds.length === 0) return payment.state
  return refunded(payment) === payment.amount ? "refunded" : "partly-refunded"
}

function moneyOf(payment: Payment): TradeMoney {
  if (!payment.confirmedAt) return { paid: 0, back: 0 }
  const { amount, state } = payment
  return { paid: amount, captured: state === "captured" ? amount : 0, back: backOf(payment) }
}

function backOf(payment: Payment): number {
  const isReleased = payment.state === "voided" || payment.state === "expired-authorization"
  return isReleased ? payment.amount : refunded(payment)
}

function detailsOf(payment: Payment): Record<string, string> {
  const { order, refunds } = payment
  const details: Record<string, string> = {
    transactionId: String(payment.transactionId),
    API: payment.version,
    Currency: order.currency,
    Product: order.productName,
    confirmUrlType: order.confirmUrlType,
  }
  if (payment.confirmedAt) details.Confirmed = slashDateTime(payment.confirmedAt)
  if (payment.authorizationExpiresAt) details.authorizationExpireDate = slashDateTime(payment.authorizationExpiresAt)
  if (payment.state === "captured") details.Captured = String(payment.amount)
  if (payment.regKey) details.regKey = payment.regKey
  if (payment.refusal) details["Confirm will answer"] = payment.refusal
  if (payment.nextAnswer) details["Next command will answer"] = payment.nextAnswer
  for (const refund of refunds) details[`Refund ${refund.transactionId}`] = String(refund.amount)
  return details
}
