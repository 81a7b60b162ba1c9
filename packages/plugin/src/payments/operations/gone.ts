import type { AlarmKind } from "../../modules/ledger/records"
import type { PaymentContext } from "../context"

/** What is over when no money lies with a payment any more; what a bank, a statement or an order still waits for is not. */
const OVER_WHEN_GONE: readonly AlarmKind[] = [
  ...(["second_payment", "canceled_order", "deleted_session", "wrong_amount", "amount_changed"] as const),
  ...(["not_applied", "order_incomplete", "voucher_without_order", "not_carried_out"] as const),
  ...(["not_refunded", "not_released", "refunded_elsewhere", "authorization_ends", "not_captured"] as const),
]

/** Ends the alarms of a payment of which staff have given back all that was left. */
export async function resolveIfGone(context: PaymentContext, attemptId: string): Promise<void> {
  const attempt = await context.ledger.attempt(attemptId)
  if (attempt?.state !== "refunded" && attempt?.state !== "voided") return
  const how = attempt.state === "voided" ? "released" : `refunded ${attempt.refunded_amount} TWD`
  await context.ledger.resolveAlarms(attemptId, how, ...OVER_WHEN_GONE)
}

/**
 * The same for all payments whose last money went in any other way: by a movement that a job looked up, or whose process died then. Neither
 * does anything tell any more of a movement that was made after all.
 */
export async function resolveAllGone({ ledger }: PaymentContext): Promise<void> {
  await ledger.alarms.resolveGone("refund", OVER_WHEN_GONE)
  await ledger.alarms.resolveGone("void", OVER_WHEN_GONE)
  await ledger.alarms.resolveCarriedOut()
}
