import { isPaid } from "../../modules/ledger/advance"
import type { Attempt, Operation } from "../../modules/ledger/records"
import { type MethodAccount, methodOf } from "../method-account"
import { isGivenUp, isUnmatched } from "../session-rules"
import type { Situation } from "./situation"
import type { Actions, ManualRefundAction, RefundAction } from "./views"

export function actionsOf(situation: Situation, now: Date): Actions {
  return {
    query: situation.methodAccount && { again_at: queryAgainAt(situation, now) },
    refund: refundAction(situation),
    refund_in_order: refundInOrder(situation),
    refund_by_hand: manual(situation),
    refund_request: refundRequestOf(situation),
    capture_in_order: captureInOrder(situation),
    book_difference: bookable(situation),
    paid_otherwise: paidOtherwise(situation),
  }
}

/** When the gateway may be asked about this trade again; null when now. */
export function queryAgainAt(
  { attempt, methodAccount }: Pick<Situation, "attempt" | "methodAccount">,
  now: Date,
): Date | null {
  if (!methodAccount || attempt.queried_at === null) return null
  const next = new Date(attempt.queried_at.getTime() + methodAccount.account.rateLimits.perTradeSeconds * 1000)
  return next > now ? next : null
}

/** Whether this is money that Medusa has no payment for and will not take. */
export function hasUnmatchedMoney({ attempt, medusa }: Pick<Situation, "attempt" | "medusa">): boolean {
  return isUnmatched(attempt, medusa.matched)
}

/**
 * Money that is given back from here: what Medusa has no payment for, and what lies with a payment whose order is cancelled or cannot
 * be placed, of which Medusa asks nothing.
 */
export function isReturnedHere(situation: Situation): boolean {
  return hasUnmatchedMoney(situation) || (isPaid(situation.attempt) && isOutsideOrders(situation))
}

/** Whether Medusa has the payment, and no order that stands: it was cancelled, or could not be placed. */
export function isOutsideOrders({ attempt, medusa }: Pick<Situation, "attempt" | "medusa">): boolean {
  return (
    medusa.matched &&
    (medusa.order ? medusa.order.status === "canceled" : attempt.order_id === null && isGivenUp(attempt))
  )
}

/**
 * What the gateway took on for later and did not carry out, and is still wanted: the money is where it was before. For an order that
 * is cancelled by now no card is captured; of a card that its bank captured all the same nothing is reserved any more.
 */
export function failedOperation(
  situation: Pick<Situation, "attempt" | "operations" | "medusa">,
): Operation | undefined {
  const isReserved = situation.attempt.state === "authorized"
  const mayBeRetried = ({ kind }: Operation) =>
    kind === "refund" || (isReserved && !(kind === "capture" && isOutsideOrders(situation)))
  return situation.operations.find((operation) => operation.state === "failed" && mayBeRetried(operation))
}

const ACTION_OF: Readonly<Partial<Record<Operation["kind"], RefundAction["kind"]>>> = {
  refund: "refund",
  capture: "capture",
  void: "release",
}

function refundAction(situation: Situation): RefundAction | null {
  const { attempt, methodAccount } = situation
  if (!methodAccount) return null
  const failed = failedOperation(situation)
  const again = failed && ACTION_OF[failed.kind]
  if (failed && again) return { kind: again, up_to: failed.amount, whole: true }
  if (!isReturnedHere(situation)) return null
  if (attempt.state === "authorized")
    return methodAccount.account.void ? { kind: "release", up_to: attempt.amount, whole: true } : null
  const rest = restOf(situation)
  const whole = methodOf(methodAccount, attempt.method).refund === "full"
  return rest > 0 && hasRefundApi(methodAccount, attempt) ? { kind: "refund", up_to: rest, whole } : null
}

/** What Medusa has a payment for is refunded in its order, so that both books agree. */
function refundInOrder(situation: Situation): Actions["refund_in_order"] {
  const { attempt, medusa, methodAccount } = situation
  const possible =
    attempt.state === "captured" && medusa.matched && !isOutsideOrders(situation) && restOf(situation) > 0
  if (!possible || !methodAccount || !hasRefundApi(methodAccount, attempt) || !medusa.order || !medusa.payment)
    return null
  return { order_id: medusa.order.id, payment_id: medusa.payment.id }
}

function captureInOrder({ attempt, medusa, methodAccount }: Situation): Actions["capture_in_order"] {
  const { order, payment } = medusa
  if (attempt.state !== "authorized" || !medusa.matched || !order || !payment) return null
  if (order.status === "canceled" || !methodAccount?.account.capture) return null
  const can_release = methodAccount.account.void !== undefined
  return { order_id: order.id, payment_id: payment.id, amount: payment.amount, can_release }
}

function manual(situation: Situation): ManualRefundAction | null {
  const { attempt, methodAccount, medusa } = situation
  const rest = restOf(situation) - situation.requested
  if (attempt.state !== "captured" || rest < 1 || !(medusa.matched || hasUnmatchedMoney(situation))) return null
  const method = methodAccount && methodOf(methodAccount, attempt.method)
  return { up_to: rest, advice: (method?.refund === "manual" && method.refundAdvice) || null }
}

/** Asking the buyer for an account, where the gateway has no API to give the money back. */
export function refundRequestOf(situation: Situation): Actions["refund_request"] {
  const { attempt, hasDesk, methodAccount } = situation
  const recorded = manual(situation)
  return hasDesk && recorded && methodAccount && !hasRefundApi(methodAccount, attempt)
    ? { up_to: recorded.up_to }
    : null
}

function bookable({ attempt, toBook }: Situation): Actions["book_difference"] {
  return attempt.state === "captured" && toBook !== null ? { amount: toBook } : null
}

function paidOtherwise({ attempt, medusa }: Situation): Actions["paid_otherwise"] {
  const isAwaited = attempt.state === "issued" && medusa.order !== null && medusa.order.status !== "canceled"
  return isAwaited ? { up_to: Math.ceil(medusa.asked ?? Number(attempt.session_amount)) } : null
}

/** TWD that can still be given back: captured, less what went back or is recorded to have gone. */
export function restOf({ attempt, operations }: Pick<Situation, "attempt" | "operations">): number {
  const gone = operations.filter(({ kind, state }) => kind === "refund" && GONE.has(state))
  return attempt.captured_amount - gone.reduce((sum, { amount }) => sum + amount, 0)
}

const GONE: ReadonlySet<Operation["state"]> = new Set(["done", "queued", "recorded"])

function hasRefundApi(methodAccount: MethodAccount, { method }: Attempt): boolean {
  return methodAccount.account.refund !== undefined && methodOf(methodAccount, method).refund !== "manual"
}
