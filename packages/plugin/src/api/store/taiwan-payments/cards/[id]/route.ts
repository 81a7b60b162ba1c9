import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { forgetCard, isAt, keepingOf } from "../../../../../payments/checkout/saved-cards"
import { deskOf } from "../../../../../payments/context"
import { terminalsOf } from "../../../../../payments/method-accounts"
import { describeError, isPaymentError } from "../../../../../toolkit/payment-error"
import { customerOf, idOf } from "../../../../reading"

/** Forgets a card of the logged-in customer, at the gateway and here. */
export async function DELETE(request: AuthenticatedMedusaRequest, response: MedusaResponse): Promise<void> {
  const id = idOf(request.params.id)
  try {
    if (await forget(request, id)) return void response.json({ id, object: "card", deleted: true })
    response.status(404).json({ type: "not_found", message: "There is no such card." })
  } catch (error) {
    if (!isPaymentError(error)) throw error
    deskOf(request.scope).logger.warn(`Taiwan payments could not forget card ${id}: ${describeError(error)}`)
    response
      .status(503)
      .json({ type: "unexpected_state", message: "The card cannot be removed now. Please try again." })
  }
}

async function forget(request: AuthenticatedMedusaRequest, id: string): Promise<boolean> {
  const desk = deskOf(request.scope)
  const customerId = customerOf(request)
  const card = customerId ? await desk.cards.find(customerId, id) : undefined
  if (!customerId || !card) return false
  const terminals = [...(await terminalsOf(request.scope)).values()]
  const terminal = terminals.find((each) => keepingOf(each) !== null && isAt(each, card))
  return terminal ? forgetCard(desk, terminal, customerId, id) : false
}
