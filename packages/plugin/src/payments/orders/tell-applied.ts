import { isPaid } from "../../modules/ledger/advance"
import type { Ledger } from "../../modules/ledger/ledger"
import type { Attempt } from "../../modules/ledger/records"
import { EVENTS } from "../context"

/** Writes the event that tells of an attempt which Medusa has followed. To be called within `together`, with what it tells of. */
export async function writeApplied({ outbox }: Ledger, attempt: Attempt, payment_link: string | null): Promise<void> {
  const { id: attempt_id, session_id, order_id, amount, voucher } = attempt
  const told = { attempt_id, session_id, order_id, amount, voucher }
  if (isPaid(attempt)) return outbox.add(EVENTS.paid, told)
  if (attempt.state === "issued") await outbox.add(EVENTS.voucherIssued, { ...told, payment_link })
}
