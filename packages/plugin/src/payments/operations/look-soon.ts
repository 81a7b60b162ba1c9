import type { Operation } from "../../modules/ledger/records"
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
