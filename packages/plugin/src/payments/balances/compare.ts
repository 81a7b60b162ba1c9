import type { Attempt, Operation } from "../../modules/ledger/records"
import type { Twd } from "../../toolkit/twd"
import { isManual } from "../operations/by-hand"
import { isUnresolved, refundedAtGateway, refundedTotal } from "../operations/operation"
import { asDone } from "../operations/refundable"

type Refund = Pick<Operation, "state" | "amount" | "idempotency_key" | "reference">

/**
 * TWD that the gateway gave back beyond what the ledger knows; negative where it gave back less. Null while a refund is on its way,
 * when its books cannot be judged. What staff recorded may be in its books, or was transferred past them.
 */
export function compare(
  { captured_amount: captured }: Pick<Attempt, "captured_amount">,
  refunds: readonly Refund[],
  kept: Twd,
): number | null {
  if (refunds.some((refund) => isUnresolved(refund) || refund.state === "queued")) return null
  const least = refundedAtGateway(refunds)
  const most = least + refundedTotal(refunds.filter(isManual).map(asDone))
  const gone = captured - kept
  return gone > most ? gone - most : Math.min(gone - least, 0)
}
