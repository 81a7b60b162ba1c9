import type { MedusaContainer } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"
import { isPaid } from "../../modules/ledger/advance"
import type { AlarmKind, Attempt, NewAlarm } from "../../modules/ledger/records"
import { describeError } from "../../toolkit/payment-error"
import { toWholeDollars } from "../../toolkit/twd"
import { contextOf, EVENTS, type PaymentContext, raiseAlarm, tellAlarm, writeAlarm } from "../context"
import { factsOf, type MedusaFacts } from "../medusa/facts"
import type { MethodAccount } from "../method-account"
import { methodAccountOf } from "../method-accounts"

/** How settling one attempt ended: Medusa followed, or a person has to. */
type Applied = { readonly orderId: string | null } | { readonly alarm: AlarmKind; readonly detail: string }

const ALARM_AFTER_TRIES = 4
const LONGEST_WAIT_MS = 60 * 60_000

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

async function postpone(context: PaymentContext, attempt: Attempt, error: unknown): Promise<void> {
  const tries = attempt.apply_tries + 1
  // Never in step with another one that failed at the same moment.
  const wait = Math.min(2 ** tries * 1000, LONGEST_WAIT_MS) * (0.5 + Math.random())
  context.logger.warn(`Taiwan payments could not apply ${attempt.trade_no} (try ${tries}): ${describeError(error)}`)
  const raised = await context.ledger.together(async (ledger) => {
    const later = await ledger.change(attempt, { apply_tries: tries, apply_at: new Date(Date.now() + wait) })
    const isDue = later !== null && tries >= ALARM_AFTER_TRIES && isPaid(later)
    return isDue ? writeAlarm(ledger, notApplied(attempt, error)) : null
  })
  await tellAlarm(context, raised)
}

function notApplied(attempt: Attempt, error: unknown): NewAlarm {
  const detail = `Trade ${attempt.trade_no} is paid, but Medusa cannot complete it: ${describeError(error)}`
  return {
    kind: "not_applied",
    attempt_id: attempt.id,
    subject: attempt.id,
    amount: attempt.amount,
    detail,
    order_id: attempt.order_id,
  }
}

/** @throws when Medusa could not follow now; it is tried again. */
async function follow(container: MedusaContainer, attempt: Attempt, attempts: readonly Attempt[]): Promise<Applied> {
  const facts = await factsOf(container, attempt.session_id)
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
  await run(container, "complete-cart", { id: cart.id })
  const after = await factsOf(container, attempt.session_id)
  return { orderId: after.order?.id ?? null }
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
  if (!payment && cart && !order) return run(container, "complete-cart", { id: cart.id })
  if (!payment) {
    const action = attempt.state === "captured" ? "captured" : "authorized"
    return run(container, "process-payment-workflow", {
      action,
      data: { session_id: attempt.session_id, amount: session?.raw_amount ?? session?.amount },
    })
  }
  if (attempt.state === "captured" && !payment.captured_at)
    await run(container, "capture-payment-workflow", { payment_id: payment.id })
  if (cart && !order) await run(container, "complete-cart", { id: cart.id })
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

/** Medusa's workflows by their ids, so that `@medusajs/medusa` need not be a peer. */
async function run(container: MedusaContainer, workflow: string, input: Record<string, unknown>): Promise<void> {
  await container.resolve(Modules.WORKFLOW_ENGINE).run(workflow, { input })
}
