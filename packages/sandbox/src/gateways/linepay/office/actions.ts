import { ActionRefused } from "../../../core/gateway.js"
import type { OfficeAction } from "../../../core/office-actions.js"
import type { Linepay } from "../model/linepay.js"
import type { Payment } from "../model/payment.js"
import { authenticate, recordRefund } from "../payments.js"
import { isCode, LinePayRefusal } from "../wire/codes.js"

type Action = OfficeAction<Linepay, Payment>

/** Actions of the buyer at LINE, and of the clock. */
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
    name: "refund",
    label: "Refund in the merchant centre",
    input: { name: "amount", label: "Amount", value: "1" },
    possible: ({ state }) => state === "captured",
    run: refundInCentre,
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

function refundInCentre(linepay: Linepay, payment: Payment, { amount }: Record<string, string>): void {
  try {
    recordRefund(linepay, payment, amount === undefined ? null : Number(amount))
  } catch (error) {
    if (error instanceof LinePayRefusal) throw new ActionRefused(`${error.code} ${error.message}`)
    throw error
  }
}
