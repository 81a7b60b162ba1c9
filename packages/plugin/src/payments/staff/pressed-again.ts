import type { Attempt, Operation, OperationKind } from "../../modules/ledger/records"
import { isDone } from "../operations/operation"
import { refused } from "../operations/refusals"
import { failedOperation } from "./actions"
import type { Situation } from "./situation"
import type { RefundAction } from "./views"

/** What a form showed, and which form it was. */
export interface Seen extends RefundAction {
  readonly form?: string | undefined
}

/** A press of a button that moves money; `seen`: of which form, so that the same form pressed again moves nothing again. */
export interface Press {
  readonly amount?: number | undefined
  readonly seen?: Seen | undefined
}

const KINDS = { refund: "refund", release: "void", capture: "capture" } as const

/** The key of a stray refund: the same press twice is one refund, by its form; that of another form is another. */
export function strayKey({ id, refunded_amount }: Attempt, wanted: number, seen: Seen | undefined): string {
  return `stray refund ${id} ${seen ? formOf(seen) : refunded_amount} ${wanted}`
}

export function formOf({ up_to, form }: Pick<Seen, "up_to" | "form">): string {
  return form === undefined ? `of ${up_to}` : `of ${up_to} in ${form}`
}

/** What just this press has moved before, though the answer may not have come to the form that stayed open. */
export function movedBefore(situation: Situation, { amount, seen }: Press): Operation | undefined {
  if (!seen) return undefined
  const { attempt, operations } = situation
  const wanted = amount ?? seen.up_to
  const key = strayKey(attempt, wanted, seen)
  const done = operations.filter((each) => isDone(each) && each.kind === KINDS[seen.kind])
  const own = done.find(({ idempotency_key }) => idempotency_key === key)
  if (own || !seen.whole || failedOperation(situation)) return own
  // A release is one for each payment; what was not carried out was started again under its own key.
  return done.find(({ kind, amount: whole, tries }) => whole === wanted && (kind === "void" || tries > 1))
}

/**
 * A form that showed another movement than would be made now moves nothing: what it was to capture, or release, is not to be refunded.
 * @throws PaymentError `refused`
 */
export function refuseOtherMove(kind: OperationKind, seen: Seen | undefined): void {
  if (!seen || KINDS[seen.kind] === kind) return
  throw refused(
    "This payment has changed meanwhile, and nothing was moved: look at it again.",
    "這筆付款的狀態已變更，沒有任何款項異動：請重新查看。",
  )
}
