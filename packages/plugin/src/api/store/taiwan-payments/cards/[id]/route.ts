import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { forgetCard, isAt, storageOf } from "../../../../../payments/checkout/saved-cards"
import { contextOf } from "../../../../../payments/context"
import type { MethodAccount } from "../../../../../payments/method-account"
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
  const context = contextOf(request.scope)
  const customerId = customerOf(request)
  const card = customerId ? await context.cards.find(customerId, id) : undefined
  if (!customerId || !card) return false
  const methodAccounts = [...(await methodAccountsOf(request.scope)).values()]
  const keeps = (each: MethodAccount) =>
    storageOf(each) !== null && [each, ...each.previous].some((at) => isAt(at, card))
  const methodAccount = methodAccounts.find(keeps) ?? methodAccounts[0]
  return methodAccount ? forgetCard(context, methodAccount, customerId, id) : false
}
