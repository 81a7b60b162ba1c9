import type { Context } from "hono"
import type { Tappay } from "../model/tappay.js"
import { newId, remaining, type Trade, type TradeState } from "../model/trade.js"
import { recordRefund } from "../payments.js"
import { RULES, textOf, wholeNumber } from "../wire/checks.js"
import { type Status, say } from "../wire/codes.js"
import { type Answer, aboutTrade, type Call } from "./calls.js"

/** What a refund does in each state: `void` and `refund` succeed, a number is the refusing status. */
const MATRIX: Readonly<Record<TradeState, { full: "void" | "refund" | Status; partial: "refund" | Status }>> = {
  pending: { full: 10011, partial: 10011 },
  authorised: { full: "void", partial: 10024 },
  capturing: { full: 10010, partial: 10010 },
  captured: { full: "refund", partial: "refund" },
  "partly-refunded": { full: "refund", partial: "refund" },
  refunded: { full: 10050, partial: 10051 },
  cancelled: { full: 10011, partial: 10011 },
  error: { full: 10011, partial: 10011 },
}

/** Refusals that consume the bank_refund_id nevertheless: observed for 10024, and not for 10051 (sandbox, August 2026). */
const CONSUMES_REFUND_ID: readonly Status[] = [10024]

/** Refund API. */
export function refund(tappay: Tappay): (context: Context) => Promise<Response> {
  return aboutTrade(tappay, RULES.refund, (trade, call) => decide(tappay, trade, call))
}

function decide(tappay: Tappay, trade: Trade, { body, partner }: Call): Answer {
  const bankRefundId = textOf(body.bank_refund_id)
  if (bankRefundId !== "" && tappay.book.isRefundIdUsed(partner, bankRefundId)) return say(6002)
  const wanted = wholeNumber(body.amount)
  const verdict = verdictOf(trade, wanted)
  const done = verdict === "void" || verdict === "refund"
  if (bankRefundId !== "" && (done || CONSUMES_REFUND_ID.includes(verdict)))
    tappay.book.takeRefundId(partner, bankRefundId)
  return done ? accept(tappay, trade, wanted ?? remaining(trade)) : refused(tappay, trade, verdict)
}

function verdictOf(trade: Trade, wanted: number | null): "void" | "refund" | Status {
  const left = remaining(trade)
  if (wanted === null || (wanted === left && left > 0)) return MATRIX[trade.state].full
  if (wanted > left) return 10051
  return trade.instalment > 0 && trade.state !== "authorised" ? 10011 : MATRIX[trade.state].partial
}

/** `refund_amount` is the amount of this refund, not the total. */
function accept(tappay: Tappay, trade: Trade, amount: number): Answer {
  const id = recordRefund(tappay, trade, amount)
  return {
    ...say(0),
    refund_id: id,
    refund_amount: amount,
    is_captured: trade.capturedAt !== null,
    currency: "TWD",
    bank_result_code: "",
    bank_result_msg: "",
  }
}

function refused({ core }: Tappay, trade: Trade, status: Status): Answer {
  if (!CONSUMES_REFUND_ID.includes(status)) return say(status)
  const id = newId("DR", core.clock.now())
  return { ...say(status), refund_id: id, is_captured: trade.capturedAt !== null }
}
