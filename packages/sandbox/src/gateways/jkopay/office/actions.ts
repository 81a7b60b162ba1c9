import { ActionRefused } from "../../../core/gateway.js"
import type { OfficeAction } from "../../../core/office-actions.js"
import { notifyResult } from "../messages/callbacks.js"
import type { Jkopay } from "../model/jkopay.js"
import type { Order } from "../model/order.js"
import { approve, decline } from "../payments.js"
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
