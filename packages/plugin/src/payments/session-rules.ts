import { isPaid } from "../modules/ledger/advance"
import type { Attempt, Unmatched } from "../modules/ledger/records"
import type { ShopOptions } from "../toolkit/contract/gateway"
import { type Twd, toWholeDollars } from "../toolkit/twd"

/**
 * Which attempt carries a payment session, whether its money is wanted, and what may still happen. Everything that decides about
 * one session asks here; pure, so that each case is a line in a table.
 */
export interface SessionFacts {
  /** Null when Medusa has deleted it. `charge`: what it is to bring, in whole dollars; null when that is unknown. */
  readonly session: { readonly charge: Twd | null } | null
  /** Medusa's payment of this session. */
  readonly payment: PaymentFacts | null
  readonly order: OrderFacts | null
  /** All of the session, oldest first. */
  readonly attempts: readonly Attempt[]
}

export interface PaymentFacts {
  /** Of a payment that is captured, too, Medusa may say so where it could not place the order (2.21.2): its money is there. */
  readonly canceled_at: string | Date | null
  readonly captured_at?: string | Date | null
  readonly data: Readonly<Record<string, unknown>> | null
}

export interface OrderFacts {
  readonly status: string
}

/** What says which session carries the money of an attempt. */
export type Carried = Pick<Attempt, "applied_session_id" | "session_id">

/** The session of Medusa's that carries the money of an attempt. */
export function sessionCarrying({ applied_session_id, session_id }: Carried): string {
  return applied_session_id ?? session_id
}

/** What a session is to bring, in whole dollars. @throws PaymentError `refused` for cents that the shop does not round */
export function chargeOf(
  { amount, raw_amount }: { readonly amount: unknown; readonly raw_amount?: unknown },
  { rounding }: Pick<ShopOptions, "rounding">,
): Twd {
  return toWholeDollars(raw_amount ?? amount, rounding)
}

/**
 * The attempt that carries the session: the one first paid, else the last one with a voucher; none that is about another amount, or
 * of whose money a part went back.
 */
export function carrierOf({ session, attempts }: Pick<SessionFacts, "session" | "attempts">): Attempt | undefined {
  const whole = attempts.filter((attempt) => isPaid(attempt) && attempt.refunded_amount === 0)
  const paid = byPaymentTime(whole)[0]
  const attempt = paid ?? attempts.findLast(({ state }) => state === "issued")
  return attempt && attempt.amount === session?.charge ? attempt : undefined
}

/** The attempt that says most to the shopper: paid (in an order first), else given back, else with a voucher, else the last one. */
export function mostTelling(attempts: readonly Attempt[]): Attempt | undefined {
  return (
    attempts.findLast((attempt) => isPaid(attempt) && attempt.unmatched === null) ??
    attempts.findLast(isPaid) ??
    attempts.findLast(({ state }) => state === "refunded") ??
    attempts.findLast(({ state }) => state === "issued") ??
    attempts.at(-1)
  )
}

/** A session as its shopper reads it. */
export type SessionState =
  | "ready"
  | "pending"
  | "awaiting"
  | "paid"
  | "failed"
  | "expired"
  | "canceled"
  | "held"
  | "refunded"
  | "replaced"

/** Decided by the record of the money itself: what is open, or was once said about it, may change. */
export function stateOf({ session, payment, order, attempts }: SessionFacts): SessionState {
  const attempt = mostTelling(attempts)
  if (!attempt) return isCanceled(order) ? "canceled" : "ready"
  if (isPaid(attempt)) return isHeld(attempt, { payment, order }) ? "held" : "paid"
  if (attempt.state === "expired") return attempt.code === PAID_OTHERWISE ? "paid" : "expired"
  if (attempt.state === "refunded") return "refunded"
  if (isCanceled(order)) return "canceled"
  if (attempt.state === "voided") return order ? "expired" : "failed"
  if (attempt.state === "issued") return session ? "awaiting" : "replaced"
  return attempt.state === "failed" ? "failed" : "pending"
}

/** No order could take the money; or Medusa fails again and again to place the order, so that staff were told. */
function isHeld(attempt: Attempt, { payment, order }: Pick<SessionFacts, "payment" | "order">): boolean {
  if (payment?.data?.trade_no === attempt.trade_no) return order === null && isGivenUp(attempt)
  return attempt.unmatched !== null || (payment === null && isStuck(attempt))
}

/** The code of an attempt that was closed because staff took its order's money in another way. */
export const PAID_OTHERWISE = "paid_otherwise"

/** Staff are told after this many tries; they go on. */
export const ALARM_AFTER_TRIES = 4

/** Whether Medusa has never followed, and is not about to, or fails to again and again. */
export function isGivenUp(attempt: Attempt): boolean {
  return attempt.applied_at === null && (attempt.apply_at === null || isStuck(attempt))
}

function isStuck({ apply_at, apply_tries }: Attempt): boolean {
  return apply_at !== null && apply_tries >= ALARM_AFTER_TRIES
}

/** Whether a buyer may leave for the gateway once more; `again` asks for a new attempt beside a voucher. */
export function mayStart({ payment, order, attempts }: Omit<SessionFacts, "session">, again: boolean): boolean {
  return payment === null && !isCanceled(order) && mayOpenAttempt(attempts, again)
}

/** The part of it that the ledger knows. */
export function mayOpenAttempt(attempts: readonly Attempt[], again: boolean): boolean {
  return !attempts.some((attempt) => isPaid(attempt) || (attempt.state === "issued" && !again))
}

/** Whether the gateway may take the money of an attempt that its buyer has approved. */
export function canTakeMoney(attempt: Attempt, { session, order, attempts }: Omit<SessionFacts, "payment">): boolean {
  return session?.charge === attempt.amount && !isCanceled(order) && !attempts.some(isPaid)
}

/** Others of the session that may be paid at this moment without our knowing. */
export function othersUnderWay(attempt: Attempt, attempts: readonly Attempt[]): Attempt[] {
  return attempts.filter(({ id, state }) => id !== attempt.id && (state === "started" || state === "issued"))
}

/** Why Medusa has no place for money that came; null where it has one. */
export function whyUnmatched(attempt: Attempt, { session, payment, order, attempts }: SessionFacts): Unmatched | null {
  const isCarried = payment?.data?.trade_no === attempt.trade_no
  if (!session && !isCarried) return "deleted_session"
  const carriedByOther = payment !== null && !isCarried
  if (carriedByOther || attempts.some((other) => isAppliedBeside(attempt, other))) return "second_payment"
  if ((payment?.canceled_at && !payment.captured_at) || isCanceled(order)) return "canceled_order"
  const charge = session?.charge ?? null
  const isOtherAmount = charge !== null && charge !== attempt.amount
  return !payment && isOtherAmount ? "wrong_amount" : null
}

/** Money that Medusa has no payment for, once it is clear that Medusa will not take it, or cannot. */
export function isUnmatched(attempt: Attempt, matched: boolean): boolean {
  return isPaid(attempt) && !matched && (attempt.apply_at === null || isStuck(attempt))
}

function isAppliedBeside(attempt: Attempt, other: Attempt): boolean {
  return other.id !== attempt.id && isPaid(other) && other.applied_at !== null && other.unmatched === null
}

function isCanceled(order: OrderFacts | null): boolean {
  return order?.status === "canceled"
}

export function byPaymentTime(attempts: readonly Attempt[]): Attempt[] {
  return [...attempts].sort((a, b) => Number(a.paid_at) - Number(b.paid_at))
}
