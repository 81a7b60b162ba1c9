import { ActionRefused } from "../../../core/gateway.js"
import type { OfficeAction } from "../../../core/office-actions.js"
import { notifyResult, sendLateFailure } from "../messages/notices.js"
import { act, type CardAction } from "../model/card-ledger.js"
import type { Ecpay } from "../model/ecpay.js"
import type { Trade } from "../model/trade.js"
import { fail, simulate, succeed } from "../payments.js"
import { messageOf } from "../wire/codes.js"

type Action = OfficeAction<Ecpay, Trade>

function ledger(action: CardAction, name: string, label: string): Action {
  return {
    name,
    label,
    possible: (trade) => trade.card !== null,
    run: (ecpay, trade, input) => {
      if (!trade.card) throw new ActionRefused("No card was authorised.")
      const refusal = act(trade.card, action, Number(input.amount ?? trade.amount), ecpay.core.clock.now())
      if (refusal) throw new ActionRefused(refusal)
    },
  }
}

function amountOf(input: Record<string, string>): number | undefined {
  return input.amount === undefined ? undefined : Number(input.amount)
}

function resend(ecpay: Ecpay, trade: Trade): void {
  const code = trade.state === "paid" ? "1" : (trade.failure ?? "")
  if (code === "") throw new ActionRefused("There is nothing to tell yet.")
  notifyResult(ecpay, trade, { RtnCode: code, RtnMsg: code === "1" ? "paid" : messageOf(code) })
}

/** What staff can do in 廠商後台, and some events that otherwise happen by themselves. */
export const ACTIONS: readonly Action[] = [
  {
    name: "pay",
    label: "Pay the number",
    possible: (trade) => trade.state === "issued",
    run: (ecpay, trade, input) => succeed(ecpay, trade, amountOf(input)),
  },
  {
    name: "pay-late",
    label: "Pay after it ran out",
    possible: (trade) => trade.state === "expired",
    run: (ecpay, trade, input) => succeed(ecpay, trade, amountOf(input)),
  },
  {
    name: "simulate",
    label: "模擬付款",
    possible: (trade) => trade.state !== "paid" && trade.paymentType !== "",
    run: simulate,
  },
  {
    name: "confirm",
    label: "Mark as paid",
    possible: (trade) => trade.state === "pending" || trade.state === "applied",
    run: (ecpay, trade) => succeed(ecpay, trade),
  },
  {
    name: "decline",
    label: "Mark as failed",
    danger: true,
    possible: (trade) => trade.state === "pending" || trade.state === "applied",
    run: (ecpay, trade) => fail(ecpay, trade, trade.state === "applied" ? "10200163" : "10100058"),
  },
  {
    name: "late-failure",
    label: "Send a late failure",
    danger: true,
    possible: (trade) => trade.state === "paid",
    run: sendLateFailure,
  },
  {
    name: "resend",
    label: "Send the notice again",
    possible: (trade) => trade.state === "paid" || trade.failure !== null,
    run: resend,
  },
  ledger("C", "close", "Close (C)"),
  ledger("E", "undo-close", "Undo closing (E)"),
  ledger("N", "release", "Release (N)"),
  { ...ledger("R", "refund", "Refund (R)"), input: { name: "amount", label: "Amount", value: "1" } },
  {
    name: "fail-next",
    label: "Let the next periodic payments fail",
    input: { name: "count", label: "How many", value: "1" },
    possible: (trade) => trade.contract?.status === "1",
    run: (_ecpay, trade, input) => {
      if (trade.contract) trade.contract.failing = Number(input.count ?? 1)
    },
  },
]
