import type { MedusaContainer } from "@medusajs/framework/types"
import { isPaid } from "../../modules/ledger/advance"
import type { Attempt, Unmatched } from "../../modules/ledger/records"
import { describeError } from "../../toolkit/payment-error"
import {
  alarmAbout,
  contextOf,
  deliverEvents,
  type PaymentContext,
  raiseAlarm,
  tellAlarm,
  writeAlarm,
} from "../context"
import { factsOf, type MedusaFacts } from "../medusa/facts"
import { isRealMoney } from "../method-account"
import { methodAccountFor, methodAccountsOf, takesRealMoney } from "../method-accounts"
import { bookLateCaptures } from "../operations/book-captures"
import { followRelease } from "../operations/released"
import { orderMoneyOf, owedBeside, whyUnmatchedInOrder, withoutUnmatched } from "../order-money"
import { applyInTurn } from "../pay-in-turn"
import { linkInEvent } from "../payment-link"
import { whilePlacing } from "../placing"
import { ALARM_AFTER_TRIES, byPaymentTime, chargeOf, sessionCarrying } from "../session-rules"
import { incomplete, notApplied, tellChangedAmount } from "./apply-alarms"
import { ensureSession } from "./carrier-session"
import { holdingCart, isHeldElsewhere } from "./cart-lock"
import { completeCart } from "./complete-cart"
import { clearUp, completeOrder, type PaidCart } from "./half-made-orders"
import { placeDraft } from "./place-draft"
import { writeApplied } from "./tell-applied"
import { type Applied, isApplied, unmatched } from "./unmatched"
import { runWorkflow } from "./workflows"

/** A number that nobody is shown is told of soon; money is tried for longer. */
const ALARM_AFTER_TRIES_OF_VOUCHER = 2
const LONGEST_WAIT_MS = 60 * 60_000
/** A cart that is being completed elsewhere is looked at again this soon, then ever later … */
const BUSY_MS = 2_000
const LONGEST_BUSY_MS = 30_000
/** … and one whose lock outlives any that Medusa takes is a failure like any other. */
const BUSY_NO_LONGER_MS = 10 * 60_000

/**
 * Makes Medusa follow the ledger for one payment session: session → payment → order, by Medusa's own workflows.
 * Any number of calls from any number of processes have the effect of one. A session that is being worked on, at a gateway that
 * hangs perhaps, stays due and keeps no other waiting.
 */
export async function applySession(container: MedusaContainer, sessionId: string): Promise<void> {
  const context = contextOf(container)
  await context.ledger.exclusivelyIfFree(`session ${sessionId}`, async () => {
    const attempts = await context.ledger.attemptsOf(sessionId)
    const due = byPaymentTime(attempts.filter(({ apply_at }) => apply_at !== null))
    for (const attempt of due)
      await applyInTurn(context, attempt, () => applyAttempt(container, context, attempt, attempts))
  })
}

async function applyAttempt(
  container: MedusaContainer,
  context: PaymentContext,
  attempt: Attempt,
  attempts: readonly Attempt[],
): Promise<void> {
  try {
    if (await isPlayMoney(container, attempt)) return await closeUnapplied(context, attempt)
    const carried = await ensureSession(container, context, attempt)
    const result = await follow(container, carried, attempts)
    if ("busy" in result) return await applyLater(context, carried)
    const { orderId, alarm = null, detail } = result
    if (alarm !== null && detail) await raiseAlarm(context, alarmAbout(attempt, alarm, detail, { order_id: orderId }))
    await close(container, context, carried, alarm === null ? orderId : attempt.order_id, alarm)
  } catch (error) {
    if (isHeldElsewhere(error)) await applyLater(context, attempt)
    else await postpone(context, attempt, error)
  }
}

/**
 * A payment of a sandbox or stage, whose provider takes real money today, places no order; neither does one whose provider is gone, in
 * a shop that takes real money.
 */
async function isPlayMoney(container: MedusaContainer, attempt: Attempt): Promise<boolean> {
  const accounts = await methodAccountsOf(container)
  const today = accounts.get(attempt.provider_id)
  return today ? !isRealMoney(today, attempt) : attempt.environment !== "production" && takesRealMoney(accounts)
}

async function closeUnapplied(context: PaymentContext, attempt: Attempt): Promise<void> {
  const { trade_no, environment } = attempt
  context.logger.warn(
    `Taiwan payments: ${trade_no} was paid in ${environment}, which is no money here; no order is placed.`,
  )
  await context.ledger.change(attempt, { apply_at: null })
}

/** Written together with the event that tells of it, and with the ends of alarms: nobody comes back to it then. */
async function close(
  container: MedusaContainer,
  context: PaymentContext,
  attempt: Attempt,
  orderId: string | null,
  unmatched: Unmatched | null,
): Promise<void> {
  const applied = { apply_at: null, applied_at: new Date(), order_id: orderId, unmatched, busy_since: null }
  const payment_link = attempt.state === "issued" ? await linkInEvent(container, orderId) : null
  const paidOrder = unmatched === null && isPaid(attempt) ? await paidOrderOf(context, attempt) : null
  await context.ledger.together(async (ledger) => {
    const row = await ledger.change(attempt, applied)
    if (row && isPaid(row)) await ledger.resolveAlarms(row.id, "ended", "expired_unpaid")
    if (!row || unmatched !== null) return
    await ledger.resolveAlarms(row.id, "applied", "voucher_without_order")
    if (isPaid(row)) await ledger.resolveAlarms(row.id, "applied", "not_applied")
    if (paidOrder !== null) await ledger.alarms.resolveOwed(paidOrder)
    await writeApplied(ledger, row, payment_link)
  })
  await deliverEvents(context)
}

/** The order that owes nothing any more with this payment. */
async function paidOrderOf(context: PaymentContext, attempt: Attempt): Promise<string | null> {
  const money = await orderMoneyOf(context, attempt)
  if (!money?.order || owedBeside(attempt, withoutUnmatched(money)) > Number(attempt.session_amount)) return null
  return money.order.id
}

/** A lock of the cart or of its goods was held: nothing was tried, so it does not count as a try, unless it never ends. */
async function applyLater(context: PaymentContext, known: Attempt): Promise<void> {
  const attempt = (await context.ledger.attempt(known.id)) ?? known
  const since = attempt.busy_since ?? new Date()
  const busyMs = Date.now() - since.getTime()
  if (busyMs > BUSY_NO_LONGER_MS) return postpone(context, attempt, new Error("the cart's lock is held without an end"))
  const wait = Math.min(Math.max(BUSY_MS, busyMs / 2), LONGEST_BUSY_MS) * (0.5 + Math.random())
  await context.ledger.change(attempt, { busy_since: since, apply_at: new Date(Date.now() + wait) })
}

async function postpone(context: PaymentContext, attempt: Attempt, error: unknown): Promise<void> {
  const tries = attempt.apply_tries + 1
  // Never in step with another one that failed at the same moment.
  const wait = Math.min(2 ** tries * 1000, LONGEST_WAIT_MS) * (0.5 + Math.random())
  context.logger.warn(`Taiwan payments could not apply ${attempt.trade_no} (try ${tries}): ${describeError(error)}`)
  const raised = await context.ledger.together(async (ledger) => {
    const latest = (await ledger.attempt(attempt.id)) ?? attempt
    const later = await ledger.change(latest, {
      apply_tries: tries,
      busy_since: null,
      apply_at: new Date(Date.now() + wait),
    })
    const isDue = tries >= (isPaid(attempt) ? ALARM_AFTER_TRIES : ALARM_AFTER_TRIES_OF_VOUCHER)
    return later !== null && isDue ? writeAlarm(ledger, notApplied(later, describeError(error))) : null
  })
  await tellAlarm(context, raised)
}

/** @throws when Medusa could not follow now; it is tried again. */
async function follow(container: MedusaContainer, attempt: Attempt, attempts: readonly Attempt[]): Promise<Applied> {
  const facts = await factsOf(container, sessionCarrying(attempt))
  const paid = attempts.every(({ order_id }) => order_id === null) ? paidCartOf(facts) : null
  if (!paid) {
    const result = await lead(container, attempt, attempts, facts)
    const isBooked = !isApplied(result) || (await bookLateCaptures(container, sessionCarrying(attempt)))
    return isBooked ? result : { busy: true }
  }
  const isChanged = await holdingCart(container, paid.cartId, () => clearUp(container, paid))
  if (isChanged === null) return { busy: true }
  const known = isChanged ? await factsOf(container, sessionCarrying(attempt)) : facts
  const result = await lead(container, attempt, attempts, known)
  if (isApplied(result)) await seeThatOrderStands(container, { ...attempt, order_id: result.orderId }, paid)
  return result
}

function paidCartOf({ session, cart }: MedusaFacts): PaidCart | null {
  return session && cart && { cartId: cart.id, collectionId: session.payment_collection_id }
}

/** What is still missing of the order is a person's to mend; the payment is applied all the same. */
async function seeThatOrderStands(container: MedusaContainer, attempt: Attempt, paid: PaidCart): Promise<void> {
  const problem = await completeOrder(container, paid)
  if (problem === null) return
  await raiseAlarm(contextOf(container), incomplete(attempt, problem))
}

async function lead(
  container: MedusaContainer,
  attempt: Attempt,
  attempts: readonly Attempt[],
  facts: MedusaFacts,
): Promise<Applied> {
  if (attempt.state === "voided") await followRelease(container, contextOf(container), attempt)
  if (!isPaid(attempt)) return followVoucher(container, attempt, facts)
  const methodAccount = await methodAccountFor(container, attempt)
  const charge = methodAccount && facts.session ? chargeOf(facts.session, methodAccount.shop) : null
  const money = await orderMoneyOf(contextOf(container), attempt)
  const why = whyUnmatchedInOrder(attempt, { ...facts, session: facts.session && { charge }, attempts }, money)
  if (why) return unmatched(attempt, why, charge, money)
  await whilePlacing(() => runWorkflows(container, attempt, facts))
  const after = await factsOf(container, sessionCarrying(attempt))
  const result = check(attempt, after)
  if ("alarm" in result) return result
  await placeDraft(container, after.order, attempt)
  await tellChangedAmount(contextOf(container), attempt, money)
  return result
}

/** A voucher places the order; its money is awaited. */
async function followVoucher(
  container: MedusaContainer,
  attempt: Attempt,
  { session, cart, order }: MedusaFacts,
): Promise<Applied> {
  if (attempt.state !== "issued" || !session || order || !cart) return { orderId: order?.id ?? attempt.order_id }
  await whilePlacing(() => completeCart(container, cart.id))
  const after = await factsOf(container, sessionCarrying(attempt))
  if (!after.order) throw new Error("no order was placed")
  return { orderId: after.order.id }
}

/**
 * Without an order the cart is completed, which authorises as its last step: if the order cannot be placed, the payment
 * is left alone instead of being refunded. With an order, or without a cart, the payment itself is processed.
 */
async function runWorkflows(
  container: MedusaContainer,
  attempt: Attempt,
  { session, payment, cart, order }: MedusaFacts,
): Promise<void> {
  if (!payment && cart && !order) return completeCart(container, cart.id)
  if (!payment) {
    const action = attempt.state === "captured" ? "captured" : "authorized"
    const data = { session_id: session?.id, amount: session?.raw_amount ?? session?.amount }
    return runWorkflow(container, "process-payment-workflow", { action, data })
  }
  if (isWhole(attempt) && !payment.captured_at)
    await runWorkflow(container, "capture-payment-workflow", { payment_id: payment.id })
  if (cart && !order) await completeCart(container, cart.id)
}

/** Medusa calls no part captured, and its operation sees that it is booked; the rest is let go, and to be captured by nobody. */
function isWhole({ state, amount, captured_amount }: Attempt): boolean {
  return state === "captured" && !(captured_amount > 0 && captured_amount < amount)
}

/** Success is what Medusa's tables say afterwards, not that no workflow complained. */
function check(attempt: Attempt, { payment, cart, order }: MedusaFacts): Applied {
  if (!payment) throw new Error("no payment was written")
  if (payment.data?.trade_no !== attempt.trade_no) return unmatched(attempt, "second_payment")
  if (isWhole(attempt) && !payment.captured_at) throw new Error("the payment was not captured")
  if (cart && !order) throw new Error("no order was placed")
  return { orderId: order?.id ?? null }
}
