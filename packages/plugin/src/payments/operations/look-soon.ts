import type { Attempt, Operation } from "../../modules/ledger/records"
import type { PaymentContext } from "../context"

/**
 * A card that a gateway would not capture or release may be reserved no more, or be captured by another hand: its record is asked
 * soon. What becomes of it is the answer's to say.
 */
export async function lookSoon(
  context: PaymentContext,
  { attempt_id, kind }: Pick<Operation, "attempt_id" | "kind">,
): Promise<void> {
  if (kind !== "refund") await lookNow(context, attempt_id, "authorized")
}

/** What was captured of an order that is cancelled by now: staff are told of it soon, unless it is on its way back. */
export function lookAtLeft(context: PaymentContext, { id }: Pick<Attempt, "id">): Promise<void> {
  return lookNow(context, id, "captured")
}

async function lookNow({ ledger }: PaymentContext, id: string, state: Attempt["state"]): Promise<void> {
  const latest = await ledger.attempt(id)
  if (latest?.state === state) await ledger.change(latest, { balance_check_at: new Date() })
}
