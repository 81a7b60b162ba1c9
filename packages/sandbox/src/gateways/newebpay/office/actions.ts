import { ActionRefused } from "../../../core/gateway.js"
import type { OfficeAction } from "../../../core/office-actions.js"
import { notify, notifyLateFailure } from "../messages/notices.js"
import { balanceOf, type Command, carryOut, refundState, refusalOf } from "../model/closing.js"
import type { Newebpay } from "../model/newebpay.js"
import type { Trade } from "../model/trade.js"
import { fail, succeed } from "../payments.js"
import { messageOf } from "../wire/codes.js"

type Action = OfficeAction<Newebpay, Trade>

function amountIn(input: Record<string, string>): { amount?: number } {
  return input.amount === undefined ? {} : { amount: Number(input.amount) }
}

/** 補觸發: sends the latest outcome again. */
function retrigger(newebpay: Newebpay, trade: Trade, form: "urlencoded" | "multipart"): void {
  if (!trade.outcome) throw new ActionRefused("There is nothing to tell yet.")
  notify(newebpay, trade, trade.outcome, form)
}

const hasOutcome = ({ outcome }: Trade) => outcome !== null

/** A command of the shop's staff in 會員專區, under the same rules as the API. */
function command(name: Command, label: string, danger = false): Action {
  return {
    name,
    label,
    danger,
    ...(name === "refund" ? { input: { name: "amount", label: "Amount", value: "1" } } : {}),
    possible: ({ closing }) => closing?.family === "card" && refusalOf(closing, name) === null,
    run: ({ core }, { closing, amount }, input) => {
      const wanted = Number(input.amount ?? amount)
      if (!closing) throw new ActionRefused("Nothing was authorised.")
      if (name === "refund" && wanted > balanceOf(closing)) throw new ActionRefused(messageOf("TRA10036"))
      carryOut(closing, name, wanted, core.clock.now())
    },
  }
}

export const ACTIONS: readonly Action[] = [
  {
    name: "pay",
    label: "Pay the number",
    possible: ({ state }) => state === "issued",
    run: (newebpay, trade, input) => succeed(newebpay, trade, amountIn(input)),
  },
  {
    name: "pay-late",
    label: "Pay after it ran out",
    possible: ({ state }) => state === "expired",
    run: (newebpay, trade, input) => succeed(newebpay, trade, amountIn(input)),
  },
  {
    name: "simulate",
    label: "模擬觸發",
    possible: ({ state }) => state === "issued",
    run: (newebpay, trade) => succeed(newebpay, trade, { simulated: true }),
  },
  {
    name: "confirm",
    label: "The bank answers: paid",
    possible: ({ silent }) => silent,
    run: (newebpay, trade) => succeed(newebpay, trade),
  },
  {
    name: "decline",
    label: "The bank answers: declined",
    danger: true,
    possible: ({ silent }) => silent,
    run: (newebpay, trade) => fail(newebpay, trade, "MPG03009"),
  },
  {
    name: "retrigger",
    label: "補觸發",
    possible: hasOutcome,
    run: (newebpay, trade) => retrigger(newebpay, trade, "urlencoded"),
  },
  {
    name: "retrigger-multipart",
    label: "補觸發 as multipart",
    possible: hasOutcome,
    run: (newebpay, trade) => retrigger(newebpay, trade, "multipart"),
  },
  {
    name: "late-failure",
    label: "Send a late failure",
    danger: true,
    possible: ({ state }) => state === "paid",
    run: notifyLateFailure,
  },
  command("capture", "Capture (B031)"),
  command("cancel-capture", "Cancel the capture (B033)"),
  command("cancel", "Cancel the authorisation (B01)", true),
  command("refund", "Refund (B032)", true),
  command("cancel-refund", "Cancel the refund (B034)"),
  {
    name: "fail-refund",
    label: "Let the refund fail",
    danger: true,
    possible: ({ closing }) => closing !== null && closing.family !== "card" && refundState(closing) === "processing",
    run: (_newebpay, { closing }) => {
      const refund = closing?.refunds.at(-1)
      if (refund) refund.state = "failed"
    },
  },
]
