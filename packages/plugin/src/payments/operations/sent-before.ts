import type { Begun } from "../../modules/ledger/records"
import type { PaymentContext } from "../context"

/** In which a movement that arrived must show in a gateway's books. */
export const SHOWN_WITHIN_MS = 15 * 60_000

/** Milliseconds since an earlier try was sent whose fate is unknown; null where there is none. By the database's clock. */
export async function sinceUnknownTry(
  { ledger }: PaymentContext,
  { operation, before }: Begun,
): Promise<number | null> {
  const isUnknown = before?.state === "unknown" || before?.state === "started"
  if (!isUnknown || operation.sent_at === null) return null
  return (await ledger.now()).getTime() - operation.sent_at.getTime()
}
