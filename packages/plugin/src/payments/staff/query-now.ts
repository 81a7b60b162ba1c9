import type { MedusaContainer } from "@medusajs/framework/types"
import type { QueryAnswer } from "../../api/admin/taiwan-payments/views"
import { PaymentError } from "../../toolkit/payment-error"
import { deskOf } from "../context"
import { settlerOf } from "../orders/apply-worker"
import { inquire } from "../queries/query"
import { askAgainAt } from "./actions"
import { explained, situationOf } from "./situation"

/** When no allowance of the account is left, the next minute brings a new one. */
const NEXT_ALLOWANCE_MS = 60_000

/** Asks the gateway about an attempt now, within its patience, and lets Medusa follow what it says. */
export async function askNow(container: MedusaContainer, attemptId: string): Promise<QueryAnswer> {
  const { attempt, terminal } = await situationOf(container, attemptId)
  if (!terminal) throw new PaymentError("unsupported", "The provider of this payment is no longer installed.")
  const { attempt: told, trade, problem } = await inquire(deskOf(container), terminal, attempt)
  if (told.settle_at !== null) settlerOf(container).wake(told.session_id)
  const asked = trade !== null || problem !== null
  const now = new Date()
  return {
    outcome: trade ? "answered" : asked ? "silent" : "too soon",
    answer: trade && explained(terminal, { state: trade.state, code: trade.code, message: trade.message }),
    problem: problem?.message ?? null,
    again_at: problem?.facts.retryAt ?? askAgainAt({ attempt: told, terminal }, now) ?? (asked ? null : after(now)),
  }
}

function after(now: Date): Date {
  return new Date(now.getTime() + NEXT_ALLOWANCE_MS)
}
