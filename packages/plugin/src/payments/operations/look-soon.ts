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
  if (kind !== "refund") await context.ledger.wantLook(attempt_id, "authorized")
}

/** What was captured of an order that is cancelled by now: staff are told of it soon, unless it is on its way back. */
export function lookAtLeft(context: PaymentContext, { id }: Pick<Attempt, "id">): Promise<void> {
  return context.ledger.wantLook(id, "captured")
}
