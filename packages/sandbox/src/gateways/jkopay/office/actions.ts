import { ActionRefused } from "../../../core/gateway.js"
import type { OfficeAction } from "../../../core/office-actions.js"
import { notifyResult } from "../messages/callbacks.js"
import type { Jkopay } from "../model/jkopay.js"
import { type Order, refundedSum } from "../model/order.js"
import { approve, decline, recordRefund } from "../payments.js"
import { isResultName } from "../wire/results.js"

export const isUnpaid = ({ state }: Order) => state === "open" || state === "failed"
const isPaid = ({ state }: Order) => state === "paid"

/** Actions of the buyer in the app, of JKOPAY's staff, and of the clock. */
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
  { name: "resend", label: "Send the callback again", possible: isPaid, run: notifyResult },
  {
    name: "refund",
    label: "Refund in the merchant's back office",
    input: { name: "amount", label: "Amount", value: "1" },
    possible: isPaid,
    run: refundByStaff,
  },
  {
    name: "close-books",
    label: "Close the books (111)",
    danger: true,
    possible: (order) => isPaid(order) && !order.closed,
    run: (_jkopay, order) => {
      order.closed = true
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

/** No id of the shop's stands with it. */
function refundByStaff(jkopay: Jkopay, order: Order, input: Record<string, string>): void {
  const left = order.entry.finalPrice - refundedSum(order)
  const amount = Number(input.amount ?? left)
  if (!order.payment || !(amount >= 1 && amount <= left)) throw new ActionRefused(`Between 1 and ${left}, please.`)
  recordRefund(jkopay, order, order.payment, "", amount)
}
