import type { Attempt, Operation } from "../../modules/ledger/records"
import type { PaymentContext } from "../context"

/**
 * A card that a gateway would not capture or release may be reserved no more, or be captured by another hand: its record is asked
 * soon. What becomes of it is the answer's to say.
 */
export async function lookSoon(
  { ledger }: PaymentContext,
  { attempt_id: id, kind }: Pick<Operation, "attempt_id" | "kind">,
): Promise<void> {
  const latest = kind === "refund" ? undefined : await ledger.attempt(id)
  if (latest?.state === "authorized") await ledger.change(latest, { balance_check_at: new Date() })
}

/** What was captured of an order that is cancelled by now: staff are told of it soon, unless it is on its way back. */
export async function lookAtLeft({ ledger }: PaymentContext, { id }: Pick<Attempt, "id">): Promise<void> {
  const latest = await ledger.attempt(id)
  if (latest?.state === "captured") await ledger.change(latest, { balance_check_at: new Date() })
}
