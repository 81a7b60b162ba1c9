import type { MedusaContainer } from "@medusajs/framework/types"
import { isPaid } from "../../modules/ledger/advance"
import type { AlarmKind, Attempt, NewAlarm } from "../../modules/ledger/records"
import { describeError } from "../../toolkit/payment-error"
import { toWholeDollars } from "../../toolkit/twd"
import { contextOf, EVENTS, type PaymentContext, raiseAlarm } from "../context"
import { factsOf, type MedusaFacts } from "../medusa/facts"
import type { MethodAccount } from "../method-account"
import { methodAccountOf } from "../method-accounts"
import { holdingCart } from "./cart-lock"
import { completeCart } from "./complete-cart"
import { clearUp, completeOrder, type PaidCart } from "./half-made-orders"
import { runWorkflow } from "./workflows"

/** How settling one attempt ended: Medusa followed, or a person has to. */
type Applied =
  | { readonly orderId: string | null }
  | { readonly alarm: AlarmKind; readonly detail: string }
  | { readonly later: number }

/** A number that nobody is shown is told soon; money is tried for longer. */
const ALARM_AFTER_TRIES = { paid: 4, issued: 2 } as const
const LONGEST_WAIT_MS = 60 * 60_000
/** A cart that is being completed elsewhere is looked at again this soon. */
const BUSY_MS = 2_000

/**
 * Makes Medusa follow the ledger for one payment session: session → payment → order, by Medusa's own workflows.
 * Any number of calls from any number of processes have the effect of one.
 */
export async function applySession(container: MedusaContainer, sessionId: string): Promise<void> {
  const context = contextOf(container)
  await context.ledger.exclusively(`session ${sessionId}`, async () => {
    const attempts = await context.ledger.attemptsOf(sessionId)
    const due = attempts
      .filter(({ apply_at }) => apply_at !== null)
      .sort((a, b) => Number(a.paid_at) - Number(b.paid_at))
    for (const attempt of due) await applyAttempt(container, context, attempt, attempts)
  })
}

async function applyAttempt(
  container: MedusaContainer,
  context: PaymentContext,
  attempt: Attempt,
  attempts: readonly Attempt[],
): Promise<void> {
  try {
    const result = await follow(container, attempt, attempts)
    if ("later" in result) return comeBack(context, attempt, result.later)
    if ("alarm" in result)
      await raiseAlarm(context, {
        kind: result.alarm,
        attempt_id: attempt.id,
        subject: attempt.id,
        amount: attempt.amount,
        detail: result.detail,
        order_id: attempt.order_id,
      })
    await close(context, attempt, "orderId" in result ? result.orderId : attempt.order_id, "alarm" in result)
  } catch (error) {
    await postpone(context, attempt, error)
  }
}

async function close(
  context: PaymentContext,
  attempt: Attempt,
  orderId: string | null,
  alarmed: boolean,
): Promise<void> {
  const closed = await context.ledger.change(attempt, { apply_at: null, applied_at: new Date(), order_id: orderId })
  if (!closed || alarmed) return
  await context.ledger.resolveAlarms(attempt.id, "applied", "voucher_without_order")
  if (isPaid(closed)) await context.ledger.resolveAlarms(attempt.id, "applied", "not_applied")
  const name = isPaid(closed) ? EVENTS.paid : EVENTS.voucherIssued
  await context.emit(name, {
    attempt_id: attempt.id,
    session_id: attempt.session_id,
    order_id: orderId,
    amount: attempt.amount,
    voucher: attempt.voucher,
  })
}

/** Nothing was tried, so it does not count as a try. */
async function comeBack(context: PaymentContext, attempt: Attempt, wait: number): Promise<void> {
  await context.ledger.change(attempt, { apply_at: new Date(Date.now() + wait * (0.5 + Math.random())) })
}

async function postpone(context: PaymentContext, attempt: Attempt, error: unknown): Promise<void> {
  const tries = attempt.apply_tries + 1
  // Never in step with another one that failed at the same moment.
  const wait = Math.min(2 ** tries * 1000, LONGEST_WAIT_MS) * (0.5 + Math.random())
  context.logger.warn(`Taiwan payments could not apply ${attempt.trade_no} (try ${tries}): ${describeError(error)}`)
  await context.ledger.change(attempt, { apply_tries: tries, apply_at: new Date(Date.now() + wait) })
  if (tries >= ALARM_AFTER_TRIES[isPaid(attempt) ? "paid" : "issued"])
    await raiseAlarm(context, notApplied(attempt, describeError(error)))
}

function notApplied(attempt: Attempt, why: string): NewAlarm {
  const { id, trade_no, amount, order_id } = attempt
  const subject = { attempt_id: id, subject: id, amount, order_id }
  if (isPaid(attempt))
    return {
      ...subject,
      kind: "not_applied",
      detail: `Trade ${trade_no} is paid, but Medusa cannot complete it: ${why}`,
    }
  const detail = `Trade ${trade_no} has a number to pay with, but Medusa cannot place its order: ${why}`
  return { ...subject, kind: "voucher_without_order", detail }
}

/** @throws when Medusa could not follow now; it is tried again. */
async function follow(container: MedusaContainer, attempt: Attempt, attempts: readonly Attempt[]): Promise<Applied> {
  const facts = await factsOf(container, attempt.session_id)
  const paid = attempts.every(({ order_id }) => order_id === null) ? paidCartOf(facts) : null
  if (!paid) return lead(container, attempt, attempts, facts)
  const isChanged = await holdingCart(container, paid.cartId, () => clearUp(container, paid))
  if (isChanged === null) return { later: BUSY_MS }
  const known = isChanged ? await factsOf(container, attempt.session_id) : facts
  const result = await lead(container, attempt, attempts, known)
  if ("orderId" in result) await seeThatOrderStands(container, { ...attempt, order_id: result.orderId }, paid)
  return result
}

function paidCartOf({ session, cart }: MedusaFacts): PaidCart | null {
  return session && cart && { cartId: cart.id, collectionId: session.payment_collection_id }
}

/** What is still missing of the order is a person's to mend; the payment is applied all the same. */
async function seeThatOrderStands(container: MedusaContainer, attempt: Attempt, paid: PaidCart): Promise<void> {
  const problem = await completeOrder(container, paid)
  if (problem === null) return
  await raiseAlarm(contextOf(container), {
    kind: "order_incomplete",
    attempt_id: attempt.id,
    subject: attempt.id,
    amount: attempt.amount,
    detail: `Trade ${attempt.trade_no} has its order, but the order is not complete. ${problem}`,
    order_id: attempt.order_id,
  })
}

async function lead(
  container: MedusaContainer,
  attempt: Attempt,
  attempts: readonly Attempt[],
  facts: MedusaFacts,
): Promise<Applied> {
  if (!isPaid(attempt)) return followVoucher(container, attempt, facts)
  const methodAccount = await methodAccountOf(container, attempt.provider_id)
  const unmatched = whyUnmatched(methodAccount, attempt, attempts, facts)
  if (unmatched) return unmatched
  await runWorkflows(container, attempt, facts)
  return check(attempt, await factsOf(container, attempt.session_id))
}

/** A voucher places the order; its money is awaited. */
async function followVoucher(
  container: MedusaContainer,
  attempt: Attempt,
  { session, cart, order }: MedusaFacts,
): Promise<Applied> {
  if (attempt.state !== "issued" || !session || order || !cart) return { orderId: order?.id ?? attempt.order_id }
  await completeCart(container, cart.id)
  const after = await factsOf(container, attempt.session_id)
  if (!after.order) throw new Error("no order was placed")
  return { orderId: after.order.id }
}

function whyUnmatched(
  methodAccount: MethodAccount | null,
  attempt: Attempt,
  attempts: readonly Attempt[],
  { session, payment, order }: MedusaFacts,
): Applied | null {
  const paid = `Trade ${attempt.trade_no} brought ${attempt.amount} TWD`
  if (!session)
    return {
      alarm: "deleted_session",
      detail: `${paid} for a payment session that no longer exists; the cart changed after the buyer had left.`,
    }
  const other = attempts.find(
    (candidate) => candidate.id !== attempt.id && isPaid(candidate) && candidate.applied_at !== null,
  )
  const carriedByOther = payment && payment.data?.trade_no !== attempt.trade_no
  if (other || carriedByOther)
    return { alarm: "second_payment", detail: `${paid}, but its order is paid already by another trade.` }
  if (payment?.canceled_at || order?.status === "canceled")
    return { alarm: "canceled_order", detail: `${paid} for an order that is cancelled.` }
  const wanted = methodAccount && toWholeDollars(session.raw_amount ?? session.amount, methodAccount.shop.rounding)
  if (!payment && wanted !== null && wanted !== attempt.amount)
    return { alarm: "wrong_amount", detail: `${paid}, but the session is now about ${wanted} TWD.` }
  return null
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
    return runWorkflow(container, "process-payment-workflow", {
      action,
      data: { session_id: attempt.session_id, amount: session?.raw_amount ?? session?.amount },
    })
  }
  if (attempt.state === "captured" && !payment.captured_at)
    await runWorkflow(container, "capture-payment-workflow", { payment_id: payment.id })
  if (cart && !order) await completeCart(container, cart.id)
}

/** Success is what Medusa's tables say afterwards, not that no workflow complained. */
function check(attempt: Attempt, { payment, cart, order }: MedusaFacts): Applied {
  if (!payment) throw new Error("no payment was written")
  if (payment.data?.trade_no !== attempt.trade_no)
    return {
      alarm: "second_payment",
      detail: `Trade ${attempt.trade_no} brought ${attempt.amount} TWD, but its order is paid already by another trade.`,
    }
  if (attempt.state === "captured" && !payment.captured_at) throw new Error("the payment was not captured")
  if (cart && !order) throw new Error("no order was placed")
  return { orderId: order?.id ?? null }
}
