import type { MedusaContainer } from "@medusajs/framework/types"
import { PaymentError } from "../../toolkit/payment-error"
import { contextOf, type PaymentContext } from "../context"
import { refund, voidAuthorization } from "../operations/refund"
import { failedRefund, hasUnmatchedMoney, restOf } from "./actions"
import { type Situation, situationOf } from "./situation"

/**
 * Gives back money that Medusa has no payment for: releases a card that is only reserved, refunds what was captured,
 * all that is left unless an amount is given. A refund of Medusa's that the gateway queued and did not carry out is asked
 * for again. Nothing applies the same session meanwhile.
 * @throws PaymentError `refused` for money that has, or may still get, a payment in Medusa
 */
export async function refundUnmatched(container: MedusaContainer, attemptId: string, amount?: number): Promise<void> {
  const context = contextOf(container)
  const { attempt } = await situationOf(container, attemptId)
  await context.ledger.exclusively(`session ${attempt.session_id}`, async () => {
    const situation = await situationOf(container, attemptId)
    refuseWhatMedusaCarries(situation)
    await moveBack(context, situation, amount)
    await resolveIfGone(context, attemptId)
  })
}

function refuseWhatMedusaCarries(situation: Situation): void {
  const { attempt, medusa } = situation
  if (failedRefund(situation)) return
  if (medusa.matched) throw refused("This money belongs to an order. Refund it in the order, so that both books agree.")
  if (attempt.state === "captured" || attempt.state === "authorized") {
    if (!hasUnmatchedMoney(situation))
      throw refused("Medusa is still placing the order for this money. Try again in a minute.")
    return
  }
  throw refused(`There is no money to give back: the trade is ${attempt.state}.`)
}

async function moveBack(context: PaymentContext, situation: Situation, amount: number | undefined): Promise<void> {
  const { attempt, methodAccount } = situation
  if (!methodAccount) throw new PaymentError("unsupported", "The provider of this payment is no longer installed.")
  const failed = failedRefund(situation)
  if (failed) {
    if (amount !== undefined && amount !== failed.amount)
      throw refused("A refund that failed is tried again as it was.")
    await refund(context, methodAccount, attempt.id, { key: failed.idempotency_key, amount: failed.requested })
    return context.ledger.resolveAlarms(attempt.id, "asked for again", "not_carried_out")
  }
  if (attempt.state === "authorized") {
    if (amount !== undefined && amount !== attempt.amount) throw refused("A reserved card is released whole.")
    await voidAuthorization(context, methodAccount, attempt.id, `stray void ${attempt.id}`)
    return
  }
  const wanted = amount ?? restOf(situation)
  // The same press of the button twice is one refund; the next one, of what is left, is another.
  const key = `stray refund ${attempt.id} ${attempt.refunded_amount} ${wanted}`
  await refund(context, methodAccount, attempt.id, { key, amount: wanted })
}

/** The alarms of an attempt are over when no money lies with it any more. */
export async function resolveIfGone(context: PaymentContext, attemptId: string): Promise<void> {
  const attempt = await context.ledger.attempt(attemptId)
  if (attempt?.state !== "refunded" && attempt?.state !== "voided") return
  const how = attempt.state === "voided" ? "released" : `refunded ${attempt.refunded_amount} TWD`
  await context.ledger.resolveAlarms(attemptId, how)
}

function refused(message: string): PaymentError {
  return new PaymentError("refused", message)
}
