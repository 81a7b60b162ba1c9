import { ActionRefused, type TradeView } from "../../../core/gateway.js"
import { type OfficeAction, possibleActions } from "../../../core/office-actions.js"
import { slashDateTime } from "../../../core/taipei.js"
import { tellShop } from "../messages/callbacks.js"
import type { Jkopay } from "../model/jkopay.js"
import { type Order, redeemedSum, refundedSum } from "../model/order.js"
import { approve, decline } from "../payments.js"
import { isResultName } from "../wire/results.js"

const isUnpaid = ({ state }: Order) => state === "open" || state === "failed"
const isPaid = ({ state }: Order) => state === "paid"

/** What the buyer does in the app, and what JKOPAY's people and time do. */
export const ACTIONS: readonly OfficeAction<Jkopay, Order>[] = [
  {
    name: "pay",
    label: "Buyer pays",
    possible: isUnpaid,
    run: (jkopay, order) => {
      if (order.linkExpiresAt <= jkopay.core.clock.now()) throw new ActionRefused("The link has run out.")
      void approve(jkopay, order, "account", "none")
    },
  },
  { name: "decline", label: "Let the payment fail", danger: true, possible: isUnpaid, run: decline },
  {
    name: "expire",
    label: "Let the link run out",
    danger: true,
    possible: isUnpaid,
    run: ({ core }, order) => {
      order.linkExpiresAt = core.clock.now()
    },
  },
  { name: "resend", label: "Send the callback again", possible: isPaid, run: tellShop },
  {
    name: "close-books",
    label: "Close the books (111)",
    danger: true,
    possible: (order) => isPaid(order) && !order.booksClosed,
    run: (_jkopay, order) => {
      order.booksClosed = true
    },
  },
  {
    name: "refuse-next",
    label: "Refuse the next refund with",
    input: { name: "outcome", label: "Outcome", value: "couponFailed" },
    possible: isPaid,
    run: (_jkopay, order, { outcome = "" }) => {
      if (!isResultName(outcome)) throw new ActionRefused(`JKOPAY has no outcome ${outcome}.`)
      order.nextRefusal = outcome
    },
  },
]

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
    details: detailsOf(order),
    actions: possibleActions(ACTIONS, order),
  }
}

/** JKOPAY has no status for refunded or expired; people want to see one. */
function stateOf(order: Order, now: Date): string {
  if (isUnpaid(order) && order.linkExpiresAt <= now) return "expired"
  if (order.refunds.length === 0) return order.state
  return refundedSum(order) === order.entry.finalPrice ? "refunded" : "partly-refunded"
}

function detailsOf({
  entry,
  payment,
  refunds,
  linkExpiresAt,
  booksClosed,
  nextRefusal,
}: Order): Record<string, string> {
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
  if (booksClosed) details.Books = "closed"
  if (nextRefusal) details["Next refund will answer"] = nextRefusal
  for (const { tradeNo, amount } of refunds) details[`Refund ${tradeNo}`] = String(amount)
  return details
}
