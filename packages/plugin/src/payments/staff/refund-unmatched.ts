import type { MedusaContainer } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"
import { isPaid } from "../../modules/ledger/advance"
import type { Actor, Attempt, Operation } from "../../modules/ledger/records"
import { contextOf, type PaymentContext } from "../context"
import type { MethodAccount } from "../method-account"
import { stateAsReason } from "../operation-names"
import { capture, voidAuthorization } from "../operations/capture"
import { resolveIfGone } from "../operations/gone"
import { applyManualRefund } from "../operations/manual"
import { alone } from "../operations/operation"
import { refund } from "../operations/refund"
import { refused } from "../operations/refusals"
import { failedOperation, isOutsideOrders, isReturnedHere, restOf } from "./actions"
import { contextBy } from "./actor"
import { movedBefore, type Press, refuseOtherMove, strayKey } from "./pressed-again"
import { providerIsGone, type Situation, situationOf } from "./situation"

/**
 * Gives back money that Medusa has no payment for, or whose order is cancelled: releases a card that is only reserved,
 * refunds what was captured, all that is left unless an amount is given. What the gateway queued and did not carry out is
 * asked for again. Nothing applies the same session meanwhile.
 * @throws PaymentError `refused` for money that has, or may still get, a payment in Medusa
 */
export async function refundUnmatched(
  container: MedusaContainer,
  attemptId: string,
  actor: Actor,
  press: Press = {},
): Promise<void> {
  const context = contextBy(container, actor)
  const { attempt } = await situationOf(container, attemptId)
  await context.ledger.exclusively(`session ${attempt.session_id}`, async () => {
    const situation = await situationOf(container, attemptId)
    if (!movedBefore(situation, press)) {
      refuseWhatMedusaCarries(situation)
      await moveBack(context, situation, press)
    }
    await resolveIfGone(context, attemptId)
  })
  await bookOnPayment(container, attemptId, actor)
}

function refuseWhatMedusaCarries(situation: Situation): void {
  const { attempt, medusa } = situation
  if (failedOperation(situation) || isReturnedHere(situation)) return
  if (medusa.matched)
    throw refused(
      "This money belongs to an order. Refund it in the order, so that both books agree.",
      "這筆款項屬於一張訂單，請在訂單中退款，兩邊的帳才會一致。",
    )
  if (isPaid(attempt))
    throw refused(
      "Medusa is still placing the order for this money. Try again in a minute.",
      "Medusa 仍在為這筆款項建立訂單，請一分鐘後再試。",
    )
  const why = stateAsReason(attempt)
  throw refused(`There is no money to give back: ${why.en}.`, `沒有可退的款項：${why["zh-TW"]}。`)
}

async function moveBack(context: PaymentContext, situation: Situation, press: Press): Promise<void> {
  const { attempt, methodAccount } = situation
  const { amount, seen } = press
  if (!methodAccount) throw providerIsGone()
  const failed = failedOperation(situation)
  refuseOtherMove(failed?.kind ?? (attempt.state === "authorized" ? "void" : "refund"), seen)
  if (failed) return askAgain(context, methodAccount, failed, amount)
  if (attempt.state === "authorized") {
    if (amount !== undefined && amount !== attempt.amount)
      throw refused("A reserved card is released whole.", "信用卡授權只能全額取消。")
    await voidAuthorization(context, methodAccount, attempt.id, `stray void ${attempt.id}`)
    return
  }
  const wanted = amount ?? seen?.up_to ?? restOf(situation)
  await refund(context, methodAccount, attempt.id, { key: strayKey(attempt, wanted, seen), amount: String(wanted) })
}

/** What was queued and not carried out is asked for under its own key. */
async function askAgain(
  context: PaymentContext,
  methodAccount: MethodAccount,
  failed: Operation,
  amount: number | undefined,
): Promise<void> {
  const { attempt_id: id, kind, amount: whole, requested, idempotency_key: key } = failed
  if (amount !== undefined && amount !== whole)
    throw refused("What was not carried out is tried again as it was.", "未執行的作業只能以原金額重試。")
  if (kind === "refund") await refund(context, methodAccount, id, { key, amount: requested })
  if (kind === "capture") await capture(context, methodAccount, id, { key, amount: requested })
  if (kind === "void") await voidAuthorization(context, methodAccount, id, key)
  await context.ledger.alarms.resolveOperation("not_carried_out", failed, "asked for again")
}

/**
 * Books on Medusa's payment what was given back of a cancelled order; its provider recognises what was done. Nothing is asked
 * of the order, which Medusa refuses to change.
 */
export async function bookOnPayment(container: MedusaContainer, attemptId: string, actor: Actor): Promise<void> {
  await contextBy(container, actor).ledger.exclusively(`booking ${attemptId}`, () =>
    bookInTurn(container, attemptId, actor),
  )
}

async function bookInTurn(container: MedusaContainer, attemptId: string, actor: Actor): Promise<void> {
  const situation = await situationOf(container, attemptId)
  const { attempt, medusa } = situation
  if (!isOutsideOrders(situation) || !medusa.payment) return
  const payments = container.resolve(Modules.PAYMENT)
  const { db } = contextOf(container)
  // Medusa refunds nothing of what was captured at the gateway alone.
  const isCaptured = await db("capture").where({ payment_id: medusa.payment.id }).whereNull("deleted_at").first("id")
  const { state } = isCaptured ? attempt : await takeRecorded(contextBy(container, actor), situation)
  const isOver = state === "voided" || (state === "refunded" && !isCaptured)
  if (isOver) await payments.cancelPayment(medusa.payment.id)
  for (const { requested } of isCaptured ? unbooked(situation) : [])
    await payments.refundPayment({ payment_id: medusa.payment.id, amount: Number(requested), created_by: actor.id })
}

/** What staff recorded of money that Medusa will never book: the ledger alone knows of it. */
async function takeRecorded(context: PaymentContext, { attempt, operations }: Situation): Promise<Attempt> {
  const recorded = operations.filter(({ kind, state }) => kind === "refund" && state === "recorded")
  for (const each of recorded) await alone(context, attempt.id, (latest) => applyManualRefund(context, latest, each))
  return (await context.ledger.attempt(attempt.id)) ?? attempt
}

function unbooked({ operations }: Situation): Operation[] {
  const isBack = ({ kind, state }: Operation) => kind === "refund" && ["done", "queued", "recorded"].includes(state)
  return operations.filter((operation) => isBack(operation) && operation.medusa_id === null)
}
