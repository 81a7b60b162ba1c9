import type { Trade, TradeState } from "../../toolkit/contract/gateway"
import type { Twd } from "../../toolkit/twd"
import type { Attempt, AttemptChange, AttemptState } from "./records"

type Moves = Readonly<Partial<Record<TradeState, AttemptState>>>

const UNPAID: Moves = {
  issued: "issued",
  failed: "failed",
  authorized: "authorized",
  captured: "captured",
}

/**
 * Where a message may move an attempt. What is missing changes nothing: above all, nothing leads from paid to unpaid,
 * and `pending`, `absent` and `unknown` are not news. Nor is that a known voucher ran out: its end is the expiry's to decide, after
 * the grace, with the order that waits for it.
 */
const MOVES: Readonly<Record<AttemptState, Moves>> = {
  started: { ...UNPAID, expired: "expired", voided: "failed" },
  failed: UNPAID,
  issued: { failed: "failed", authorized: "authorized", captured: "captured" },
  expired: { authorized: "authorized", captured: "captured" },
  authorized: { captured: "captured", voided: "voided" },
  captured: {},
  voided: {},
  refunded: {},
}

/** Whether money lies with this attempt now, or a message says so of its trade. */
export function isPaid(attempt: { readonly state: AttemptState | TradeState }): boolean {
  return attempt.state === "authorized" || attempt.state === "captured"
}

/**
 * What an accepted message changes on its attempt, and whether Medusa has to follow. `capturing`: what this shop asked the
 * gateway to capture, where it did; a gateway that says "captured" need not say how much.
 */
export function advance(attempt: Attempt, trade: Trade, now: Date, capturing: Twd = attempt.amount): AttemptChange {
  const next = MOVES[attempt.state][trade.state]
  if (next === undefined) return unmoved(attempt, trade)
  return {
    state: next,
    code: trade.code,
    message: trade.message,
    details: { ...attempt.details, ...trade.details },
    reference: isPaid(attempt) ? (attempt.reference ?? trade.reference) : (trade.reference ?? attempt.reference),
    ...(trade.voucher ? { voucher: trade.voucher, expires_at: new Date(trade.voucher.expires_at) } : {}),
    ...(next === "captured" ? { captured_amount: capturing } : {}),
    ...(next === "captured" || next === "authorized" ? { paid_at: trade.paidAt ?? now, query_at: null } : {}),
    ...(next === "failed" || next === "expired"
      ? {}
      : { apply_at: now, apply_tries: 0, applied_at: null, unmatched: null }),
  }
}

/**
 * A late message about a trade that stays where it is may still teach what was not known. What is known stands: the number
 * under which the gateway knows a payment is what captures, voids and refunds it.
 */
function unmoved(attempt: Attempt, trade: Trade): AttemptChange {
  if (isPaid(attempt) && trade.state !== attempt.state) return {}
  return { details: { ...trade.details, ...attempt.details }, reference: attempt.reference ?? trade.reference }
}
