import type { MedusaContainer } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"
import { isPaid } from "../../modules/ledger/advance"
import type { AlarmKind, Attempt } from "../../modules/ledger/records"
import { describeError } from "../../toolkit/payment-error"
import { chargeFor } from "../../toolkit/twd"
import { type Desk, deskOf, EVENTS, raiseAlarm } from "../context"
import { factsOf, type MedusaFacts } from "../medusa/facts"
import type { Terminal } from "../method-account"
import { terminalOf } from "../method-accounts"

/** How settling one attempt ended: Medusa followed, or a person has to. */
type Settled = { readonly orderId: string | null } | { readonly alarm: AlarmKind; readonly detail: string }

const ALARM_AFTER_TRIES = 4
const LONGEST_WAIT_MS = 60 * 60_000

/**
 * Makes Medusa follow the ledger for one payment session: session → payment → order, by Medusa's own workflows.
 * Any number of calls from any number of processes have the effect of one.
 */
export async function settleSession(container: MedusaContainer, sessionId: string): Promise<void> {
  const desk = deskOf(container)
  await desk.ledger.exclusively(`session ${sessionId}`, async () => {
    const attempts = await desk.ledger.attemptsOf(sessionId)
    const due = attempts
      .filter(({ settle_at }) => settle_at !== null)
      .sort((a, b) => Number(a.paid_at) - Number(b.paid_at))
    for (const attempt of due) await settleAttempt(container, desk, attempt, attempts)
  })
}

async function settleAttempt(
  container: MedusaContainer,
  desk: Desk,
  attempt: Attempt,
  attempts: readonly Attempt[],
): Promise<void> {
  try {
    const settled = await follow(container, attempt, attempts)
    if ("alarm" in settled)
      await raiseAlarm(desk, {
        kind: settled.alarm,
        attempt_id: attempt.id,
        subject: attempt.id,
        amount: attempt.amount,
        detail: settled.detail,
        order_id: attempt.order_id,
      })
    await close(desk, attempt, "orderId" in settled ? settled.orderId : attempt.order_id, "alarm" in settled)
  } catch (error) {
    await postpone(desk, attempt, error)
  }
}

async function close(desk: Desk, attempt: Attempt, orderId: string | null, alarmed: boolean): Promise<void> {
  const closed = await desk.ledger.change(attempt, { settle_at: null, settled_at: new Date(), order_id: orderId })
  if (!closed || alarmed) return
  if (isPaid(closed)) await desk.ledger.resolveAlarms(attempt.id, "settled", "not_settled")
  const name = isPaid(closed) ? EVENTS.paid : EVENTS.voucherIssued
  await desk.emit(name, {
    attempt_id: attempt.id,
    session_id: attempt.session_id,
    order_id: orderId,
    amount: attempt.amount,
    voucher: attempt.voucher,
  })
}

async function postpone(desk: Desk, attempt: Attempt, error: unknown): Promise<void> {
  const tries = attempt.settle_tries + 1
  // Never in step with another one that failed at the same moment.
  const wait = Math.min(2 ** tries * 1000, LONGEST_WAIT_MS) * (0.5 + Math.random())
  desk.logger.warn(`Taiwan payments could not settle ${attempt.trade_no} (try ${tries}): ${describeError(error)}`)
  await desk.ledger.change(attempt, { settle_tries: tries, settle_at: new Date(Date.now() + wait) })
  if (tries !== ALARM_AFTER_TRIES || !isPaid(attempt)) return
  const detail = `Trade ${attempt.trade_no} is paid, but Medusa cannot complete it: ${describeError(error)}`
  await raiseAlarm(desk, {
    kind: "not_settled",
    attempt_id: attempt.id,
    subject: attempt.id,
    amount: attempt.amount,
    detail,
    order_id: attempt.order_id,
  })
}

/** @throws when Medusa could not follow now; it is tried again. */
async function follow(container: MedusaContainer, attempt: Attempt, attempts: readonly Attempt[]): Promise<Settled> {
  const facts = await factsOf(container, attempt.session_id)
  if (!isPaid(attempt)) return followVoucher(container, attempt, facts)
  const terminal = await terminalOf(container, attempt.provider_id)
  const homeless = whyHomeless(terminal, attempt, attempts, facts)
  if (homeless) return homeless
  await runWorkflows(container, attempt, facts)
  return check(attempt, await factsOf(container, attempt.session_id))
}

/** A voucher places the order; its money is awaited. */
async function followVoucher(
  container: MedusaContainer,
  attempt: Attempt,
  { session, cart, order }: MedusaFacts,
): Promise<Settled> {
  if (attempt.state !== "issued" || !session || order || !cart) return { orderId: order?.id ?? attempt.order_id }
  await run(container, "complete-cart", { id: cart.id })
  const after = await factsOf(container, attempt.session_id)
  return { orderId: after.order?.id ?? null }
}

function whyHomeless(
  terminal: Terminal | null,
  attempt: Attempt,
  attempts: readonly Attempt[],
  { session, payment, order }: MedusaFacts,
): Settled | null {
  const paid = `Trade ${attempt.trade_no} brought ${attempt.amount} TWD`
  if (!session)
    return {
      alarm: "deleted_session",
      detail: `${paid} for a payment session that no longer exists; the cart changed after the buyer had left.`,
    }
  const other = attempts.find(
    (candidate) => candidate.id !== attempt.id && isPaid(candidate) && candidate.settled_at !== null,
  )
  const carriedByOther = payment && payment.data?.trade_no !== attempt.trade_no
  if (other || carriedByOther)
    return { alarm: "second_payment", detail: `${paid}, but its order is paid already by another trade.` }
  if (payment?.canceled_at || order?.status === "canceled")
    return { alarm: "canceled_order", detail: `${paid} for an order that is cancelled.` }
  const wanted = terminal && chargeFor(session.raw_amount ?? session.amount, terminal.shop.rounding)
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
function check(attempt: Attempt, { payment, cart, order }: MedusaFacts): Settled {
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
