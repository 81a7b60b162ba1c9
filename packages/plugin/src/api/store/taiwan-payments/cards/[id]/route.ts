import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { forgetCard } from "../../../../../payments/checkout/saved-cards"
import { contextOf } from "../../../../../payments/context"
import { methodAccountsOf } from "../../../../../payments/method-accounts"
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
    contextOf(request.scope).logger.warn(`Taiwan payments could not forget card ${id}: ${describeError(error)}`)
    response
      .status(503)
      .json({ type: "unexpected_state", message: "The card cannot be removed now. Please try again." })
  }
}

async function forget(request: AuthenticatedMedusaRequest, id: string): Promise<boolean> {
  const customerId = customerOf(request)
  if (!customerId) return false
  const accounts = [...(await methodAccountsOf(request.scope)).values()]
  return forgetCard(contextOf(request.scope), accounts, customerId, id)
}
