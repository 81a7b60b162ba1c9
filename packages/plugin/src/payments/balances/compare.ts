import type { Attempt, Operation } from "../../modules/ledger/records"
import type { Twd } from "../../toolkit/twd"
import { isManual } from "../operations/manual"

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
  if (refunds.some(({ state }) => UNDECIDED.has(state))) return null
  const manual = sum(refunds.filter((refund) => isManual(refund) && (isDone(refund) || refund.state === "recorded")))
  const least = sum(refunds.filter((refund) => !isManual(refund) && isDone(refund)))
  const most = least + manual
  const gone = captured - kept
  return gone > most ? gone - most : Math.min(gone - least, 0)
}

function isDone({ state }: Refund): boolean {
  return state === "done"
}

const UNDECIDED: ReadonlySet<Operation["state"]> = new Set(["started", "unknown", "queued"])

function sum(refunds: readonly Refund[]): number {
  return refunds.reduce((total, { amount }) => total + amount, 0)
}
