import { isPaid } from "../modules/ledger/advance"
import type { Attempt, Unmatched } from "../modules/ledger/records"
import { decimalOf } from "../toolkit/twd"
import type { PaymentContext } from "./context"
import { type CollectionRow, type MoneyRows, moneyRowsOf, moneyRowsOfOrder } from "./medusa/money-rows"
import { type SessionFacts, whyUnmatched } from "./session-rules"

/**
 * The whole money of one order, or of the cart that may become one: all its collections, sessions, payments and attempts.
 * What is decided about an order is decided on this, never on one session of it.
 */
export interface OrderMoney extends MoneyRows {
  /** Of all its collections, also of sessions that are gone; oldest first. */
  readonly attempts: readonly Attempt[]
}

/** Null for an attempt from before its collection was remembered, whose session is gone. */
export async function orderMoneyOf(
  { db, ledger }: Pick<PaymentContext, "db" | "ledger">,
  { payment_collection_id: id }: Pick<Attempt, "payment_collection_id">,
): Promise<OrderMoney | null> {
  if (id === null) return null
  return withAttempts(ledger, await moneyRowsOf(db, id))
}

/** The same of an order by itself, which may have no collection yet. */
export async function moneyOfOrder(
  { db, ledger }: Pick<PaymentContext, "db" | "ledger">,
  orderId: string,
): Promise<OrderMoney> {
  return withAttempts(ledger, await moneyRowsOfOrder(db, orderId))
}

async function withAttempts(ledger: PaymentContext["ledger"], rows: MoneyRows): Promise<OrderMoney> {
  return { ...rows, attempts: await ledger.attemptsOfCollections(rows.collections.map(({ id }) => id)) }
}

/** What becomes of an order when a voucher of it ran out: it goes, it waits for another attempt, or it stays. */
export type OrderEnd = "cancel" | "wait" | "none" | "shipped" | "paid" | "not placed by it"

export function endOfOrder(expired: Attempt, money: OrderMoney): OrderEnd {
  const { order } = money
  if (order === null || order.status === "canceled") return "none"
  if (order.isFulfilled || order.status === "completed") return "shipped"
  if (paidBeside(expired, money, true) > 0 || !isOwedBeside(expired, money)) return "paid"
  if (!collectionOf(expired, money)?.isOfCart) return "not placed by it"
  return money.attempts.some((other) => other.id !== expired.id && isAlive(other)) ? "wait" : "cancel"
}

/** Whether money for it can still come without anybody starting anew. */
export function isAlive({ state, query_at }: Attempt): boolean {
  return (
    state === "issued" || state === "authorized" || state === "captured" || (state === "started" && query_at !== null)
  )
}

/**
 * Why no order can take money that came; null where its own session can, or one that is opened in its place
 * (`needsSession`): the session is gone, and what it was to pay is still unpaid and of the same amount.
 */
export function whyUnmatchedInOrder(attempt: Attempt, facts: SessionFacts, money: OrderMoney | null): Unmatched | null {
  const why = whyUnmatched(attempt, facts)
  if (money === null || (why !== null && why !== "deleted_session")) return why
  if (facts.payment?.data?.trade_no === attempt.trade_no) return why
  if (isPaidBeside(attempt, money)) return "second_payment"
  if (why === null) return money.isOwnerGone ? "deleted_session" : null
  if (money.order?.status === "canceled") return "canceled_order"
  return needsSession(attempt, money) ? null : "deleted_session"
}

export function needsSession(attempt: Attempt, money: OrderMoney): boolean {
  const collection = collectionOf(attempt, money)
  const isOpen = money.order !== null || (money.cart !== null && !money.cart.isCompleted)
  return isOpen && collection !== undefined && isSame(collection.amount, Number(attempt.session_amount))
}

/** The other payment that has paid for what this one was to pay. */
export function paidByOther(attempt: Attempt, money: OrderMoney): Attempt | undefined {
  return money.attempts.find((other) => other.id !== attempt.id && isPaid(other) && isApplied(other, money))
}

/** What is asked now, where that is another amount than the attempt was opened for; else null. Nothing: 0. */
export function changedAmount(attempt: Attempt, money: OrderMoney | null): number | null {
  const collection = money && collectionOf(attempt, money)
  if (!money || !collection) return null
  const asked = askedBy(collection, attempt, money)
  return isSame(asked, Number(attempt.session_amount)) ? null : asked
}

/** Medusa leaves a collection as it was where its order is written off, or paid in another collection. */
function askedBy({ amount }: CollectionRow, attempt: Attempt, money: OrderMoney): number {
  const beside = paidBeside(attempt, money, false)
  if (!money.order || !(money.order.isChanged || beside > 0)) return amount
  return Math.max(0, Math.min(amount, money.order.total - beside))
}

/** What the order still asks when everything but this attempt is counted. */
export function owedBeside(attempt: Attempt, money: OrderMoney): number {
  return totalOf(attempt, money) - paidBeside(attempt, money, true)
}

/** Without what no order could take: it is to be given back, and pays for nothing. */
export function withoutUnmatched(money: OrderMoney): OrderMoney {
  return { ...money, attempts: money.attempts.filter(({ unmatched }) => unmatched === null) }
}

/** Whether it asks anything at all then. */
export function isOwedBeside(attempt: Attempt, money: OrderMoney): boolean {
  return owedBeside(attempt, money) >= CENT
}

/**
 * What is still to be paid of an order of this total. What was given back of it counts as paid: a return lowers the total as well, and
 * a gift is nobody's debt.
 */
export function owedOf({ payments, attempts }: OrderMoney, total: number): number {
  const live = payments.filter(({ isCanceled }) => !isCanceled)
  const onTheirWay = attempts.filter(
    (attempt) => isPaid(attempt) && !live.some((each) => each.trade_no === attempt.trade_no),
  )
  return total - sum(live.map(({ amount }) => amount)) - sum(onTheirWay.map((each) => Number(each.session_amount)))
}

/** What went back of the order's payments. */
export function refundedOf({ payments }: OrderMoney): number {
  return sum(payments.filter(({ isCanceled }) => !isCanceled).map(({ refunded }) => refunded))
}

/** Whether anything at all was paid beside this attempt, in Medusa or on its way there. */
export function isAnythingPaidBeside(attempt: Attempt, money: OrderMoney): boolean {
  return paidBeside(attempt, money, true) > 0
}

/** Money as far as it says what it is to pay, and which it is. */
type Sought = Pick<Attempt, "id" | "trade_no" | "payment_collection_id" | "session_amount">

/** Whether others have paid for what a session is to pay: no money is taken for it then. */
export async function isPaidWithout(
  context: Pick<PaymentContext, "db" | "ledger">,
  { payment_collection_id, amount }: { readonly payment_collection_id: string; readonly amount: unknown },
): Promise<boolean> {
  const money = await orderMoneyOf(context, { payment_collection_id })
  if (!money?.order) return false
  return isPaidBeside({ id: "", trade_no: "", payment_collection_id, session_amount: decimalOf(amount) }, money)
}

/** Whether its money would be too much: others have paid for what it is to pay. */
export function isPaidBeside(attempt: Sought, money: OrderMoney): boolean {
  const beside = paidBeside(attempt, money, false)
  const isWhole = beside > 0 && totalOf(attempt, money) - beside < Number(attempt.session_amount) - CENT
  return isWhole || isCollectionPaid(attempt, money)
}

/** An order's total counts what is to come back until it is received; what a collection asks does not. */
function isCollectionPaid(attempt: Sought, money: OrderMoney): boolean {
  const collection = collectionOf(attempt, money)
  if (!collection) return false
  const others = money.payments.filter((payment) => {
    return (
      !payment.isCanceled && payment.trade_no !== attempt.trade_no && payment.payment_collection_id === collection.id
    )
  })
  const got = sum(others.map(({ amount, refunded }) => amount - refunded))
  return got > 0 && collection.amount - got < Number(attempt.session_amount) - CENT
}

function totalOf(attempt: Sought, money: OrderMoney): number {
  return money.order?.total ?? collectionOf(attempt, money)?.amount ?? 0
}

/**
 * Paid by others, in Medusa's payments and by attempts that Medusa has not followed yet: those it will follow only count where
 * the question is whether anything was paid at all, not who came first.
 */
function paidBeside(attempt: Sought, money: OrderMoney, withDue: boolean): number {
  const payments = money.payments.filter(({ isCanceled, trade_no }) => !isCanceled && trade_no !== attempt.trade_no)
  const others = money.attempts.filter((other) => {
    return other.id !== attempt.id && isPaid(other) && !payments.some(({ trade_no }) => trade_no === other.trade_no)
  })
  const counted = withDue ? others : others.filter((other) => isApplied(other, money))
  return sum(payments.map(({ amount, refunded }) => amount - refunded)) + sum(counted.map(keptBy))
}

function isApplied(other: Attempt, { payments }: OrderMoney): boolean {
  const isCarried = payments.some(({ isCanceled, trade_no }) => !isCanceled && trade_no === other.trade_no)
  return isCarried || (other.applied_at !== null && other.unmatched === null)
}

function keptBy({ session_amount, refunded_amount }: Attempt): number {
  return Number(session_amount) - refunded_amount
}

function collectionOf(attempt: Sought, { collections }: OrderMoney): CollectionRow | undefined {
  return collections.find(({ id }) => id === attempt.payment_collection_id)
}

/** Less than this is nothing owed: decimals are summed as binary fractions. */
export const CENT = 0.005

export function isSame(one: number, other: number): boolean {
  return Math.abs(one - other) < CENT
}

function sum(amounts: readonly number[]): number {
  return amounts.reduce((total, amount) => total + amount, 0)
}
