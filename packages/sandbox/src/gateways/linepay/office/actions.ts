import { ActionRefused, type TradeView } from "../../../core/gateway.js"
import { type OfficeAction, possibleActions } from "../../../core/office-actions.js"
import { slashDateTime } from "../../../core/taipei.js"
import type { Linepay } from "../model/linepay.js"
import { type Payment, refunded } from "../model/payment.js"
import { authenticate } from "../pages/buyer.js"
import { isCode } from "../wire/codes.js"

type Action = OfficeAction<Linepay, Payment>

/** What the buyer does at LINE, and what time does. */
export const ACTIONS: readonly Action[] = [
  {
    name: "authenticate",
    label: "Buyer approves, window closed",
    possible: ({ state }) => state === "requested",
    run: (linepay, payment) => {
      authenticate(linepay, payment, {}, true)
    },
  },
  {
    name: "cancel",
    label: "Buyer cancels",
    possible: ({ state }) => state === "requested",
    run: (_linepay, payment) => {
      payment.state = "canceled"
    },
  },
  {
    name: "expire",
    label: "Let it run out",
    danger: true,
    possible: ({ state }) => state === "requested" || state === "authenticated",
    run: (_linepay, payment) => {
      payment.state = "expired"
    },
  },
  {
    name: "expire-authorization",
    label: "Let the authorisation lapse",
    danger: true,
    possible: ({ state }) => state === "authorized",
    run: (_linepay, payment) => {
      payment.state = "expired-authorization"
    },
  },
  {
    name: "answer-next",
    label: "Answer the next command with",
    input: { name: "code", label: "Result code", value: "1900" },
    possible: () => true,
    run: (_linepay, payment, { code = "" }) => {
      if (!isCode(code)) throw new ActionRefused(`LINE Pay has no code ${code}.`)
      payment.nextAnswer = code
    },
  },
]

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
    details: detailsOf(payment),
    actions: possibleActions(ACTIONS, payment),
  }
}

/** Refunds have no state of their own at LINE Pay; people want to see one. */
function stateOf(payment: Payment): string {
  if (payment.refunds.length === 0) return payment.state
  return refunded(payment) === payment.amount ? "refunded" : "partly-refunded"
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
