import type { QueuedOperationRequest, QueuedOperationStatus } from "./contract/operation"

/**
 * What became of one of several queued refunds, by how much of the payment is gone: the gateway tells only of the latest.
 * Where different ones of them could have brought the balance about, nobody can tell: it stays queued, for staff to look.
 * @param left TWD that can still be given back; null where the gateway does not say
 */
export function judgeByBalance(
  left: number | null,
  { amount, captured, refunded, alsoQueued = [] }: QueuedOperationRequest,
): QueuedOperationStatus["state"] {
  if (left === null) return "queued"
  const others = alsoQueued.reduce((sum, each) => sum + each, 0)
  const gone = captured - left - (refunded - others)
  const mayBeDone = sumsOf(alsoQueued).has(gone - amount)
  const mayBeUndone = sumsOf(alsoQueued).has(gone)
  if (mayBeDone === mayBeUndone) return "queued"
  return mayBeDone ? "done" : "refused"
}

const MOST_TOLD_APART = 8

/** Whether the balance alone will tell which of these queued refunds were carried out: no two choices of them add up to the same. */
export function canBeToldApart(amounts: readonly number[]): boolean {
  return amounts.length <= MOST_TOLD_APART && sumsOf(amounts).size === 2 ** amounts.length
}

/** What any choice of the amounts adds up to. */
function sumsOf(amounts: readonly number[]): ReadonlySet<number> {
  let sums = new Set([0])
  for (const amount of amounts) sums = new Set([...sums, ...[...sums].map((sum) => sum + amount)])
  return sums
}
