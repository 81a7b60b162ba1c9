import type { MedusaContainer } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"
import { isPaid } from "../../modules/ledger/advance"
import type { Attempt, Unmatched } from "../../modules/ledger/records"
import { describeError } from "../../toolkit/payment-error"
import { alarmAbout, contextOf, EVENTS, type PaymentContext, raiseAlarm } from "../context"
import { factsOf, type MedusaFacts } from "../medusa/facts"
import { methodAccountOf } from "../method-accounts"
import { changedAmount, type OrderMoney, orderMoneyOf, paidByOther, whyUnmatchedInOrder } from "../order-money"
import { ALARM_AFTER_TRIES, byPaymentTime, chargeOf, sessionCarrying } from "../session-rules"
import { ensureSession } from "./carrier-session"

/** How settling one attempt ended: Medusa followed, or a person has to. */
interface Applied {
  readonly orderId: string | null
  readonly alarm?: Unmatched
  readonly detail?: string
}

const LONGEST_WAIT_MS = 60 * 60_000

/**
 * Makes Medusa follow the ledger for one payment session: session → payment → order, by Medusa's own workflows.
 * Any number of calls from any number of processes have the effect of one.
 */
export async function applySession(container: MedusaContainer, sessionId: string): Promise<void> {
  const context = contextOf(container)
  await context.ledger.exclusively(`session ${sessionId}`, async () => {
    const attempts = await context.ledger.attemptsOf(sessionId)
    const due = byPaymentTime(attempts.filter(({ apply_at }) => apply_at !== null))
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
    const carried = await ensureSession(container, context, attempt)
    const { orderId, alarm = null, detail = "" } = await follow(container, carried, attempts)
    if (alarm !== null) await raiseAlarm(context, alarmAbout(attempt, alarm, detail, { order_id: orderId }))
    await close(context, carried, alarm === null ? orderId : attempt.order_id, alarm)
  } catch (error) {
    await postpone(context, attempt, error)
  }
}

async function close(
  context: PaymentContext,
  attempt: Attempt,
  orderId: string | null,
  unmatched: Unmatched | null,
): Promise<void> {
  const applied = { apply_at: null, applied_at: new Date(), order_id: orderId, unmatched }
  const closed = await context.ledger.change(attempt, applied)
  if (!closed || unmatched !== null) return
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
  const latest = (await context.ledger.attempt(attempt.id)) ?? attempt
  await context.ledger.change(latest, { apply_tries: tries, apply_at: new Date(Date.now() + wait) })
  if (tries !== ALARM_AFTER_TRIES || !isPaid(attempt)) return
  const detail = `Trade ${attempt.trade_no} is paid, but Medusa cannot complete it: ${describeError(error)}`
  await raiseAlarm(context, alarmAbout(attempt, "not_applied", detail))
}

/** @throws when Medusa could not follow now; it is tried again. */
async function follow(container: MedusaContainer, attempt: Attempt, attempts: readonly Attempt[]): Promise<Applied> {
  const facts = await factsOf(container, sessionCarrying(attempt))
  if (!isPaid(attempt)) return followVoucher(container, attempt, facts)
  const methodAccount = await methodAccountOf(container, attempt.provider_id)
  const charge = methodAccount && facts.session ? chargeOf(facts.session, methodAccount.shop) : null
  const money = await orderMoneyOf(contextOf(container), attempt)
  const why = whyUnmatchedInOrder(attempt, { ...facts, session: facts.session && { charge }, attempts }, money)
  if (why) return unmatched(attempt, why, charge, money)
  await runWorkflows(container, attempt, facts)
  const result = check(attempt, await factsOf(container, sessionCarrying(attempt)))
  if (result.alarm === undefined) await tellChangedAmount(contextOf(container), attempt, money)
  return result
}

/** An order that was edited while its number was awaited is paid in part, or too much: Medusa has the money, and a person must look. */
async function tellChangedAmount(context: PaymentContext, attempt: Attempt, money: OrderMoney | null): Promise<void> {
  const asked = changedAmount(attempt, money)
  if (asked === null || money?.order === null) return
  const detail = `Trade ${attempt.trade_no} brought ${attempt.amount} TWD, but its order was changed meanwhile and asks ${asked} TWD now.`
  await raiseAlarm(context, alarmAbout(attempt, "amount_changed", detail, { order_id: money?.order.id ?? null }))
}

/** A voucher places the order; its money is awaited. */
async function followVoucher(
  container: MedusaContainer,
  attempt: Attempt,
  { session, cart, order }: MedusaFacts,
): Promise<Applied> {
  if (attempt.state !== "issued" || !session || order || !cart) return { orderId: order?.id ?? attempt.order_id }
  await run(container, "complete-cart", { id: cart.id })
  const after = await factsOf(container, sessionCarrying(attempt))
  return { orderId: after.order?.id ?? null }
}

const WHY: Readonly<Record<Unmatched, (wanted: number | null) => string>> = {
  deleted_session: () => "for a payment session that no longer exists; the cart changed after the buyer had left.",
  second_payment: () => "but its order is paid already by another trade.",
  canceled_order: () => "for an order that is cancelled.",
  wrong_amount: (wanted) => `but the session is now about ${wanted} TWD.`,
}

function unmatched(
  attempt: Attempt,
  why: Unmatched,
  wanted: number | null = null,
  money: OrderMoney | null = null,
): Applied {
  const { trade_no, amount } = attempt
  const comma = why === "second_payment" || why === "wrong_amount" ? "," : ""
  const order = money?.order ? ` Order ${money.order.id}` : ""
  const twin = money && paidByOther(attempt, money)
  const by = twin ? ` was paid by trade ${twin.trade_no} (${twin.gateway}).` : "."
  const which = order && `${order}${by}`
  return {
    alarm: why,
    orderId: money?.order?.id ?? null,
    detail: `Trade ${trade_no} brought ${amount} TWD${comma} ${WHY[why](wanted)}${which}`,
  }
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
      data: { session_id: session?.id, amount: session?.raw_amount ?? session?.amount },
    })
  }
  if (attempt.state === "captured" && !payment.captured_at)
    await run(container, "capture-payment-workflow", { payment_id: payment.id })
  if (cart && !order) await run(container, "complete-cart", { id: cart.id })
}

/** Success is what Medusa's tables say afterwards, not that no workflow complained. */
function check(attempt: Attempt, { payment, cart, order }: MedusaFacts): Applied {
  if (!payment) throw new Error("no payment was written")
  if (payment.data?.trade_no !== attempt.trade_no) return unmatched(attempt, "second_payment")
  if (attempt.state === "captured" && !payment.captured_at) throw new Error("the payment was not captured")
  if (cart && !order) throw new Error("no order was placed")
  return { orderId: order?.id ?? null }
}

/** Medusa's workflows by their ids, so that `@medusajs/medusa` need not be a peer. */
async function run(container: MedusaContainer, workflow: string, input: Record<string, unknown>): Promise<void> {
  await container.resolve(Modules.WORKFLOW_ENGINE).run(workflow, { input })
}
