import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { cardsOf } from "../../../../payments/checkout/saved-cards"
import { contextOf } from "../../../../payments/context"
import { methodAccountOf } from "../../../../payments/method-accounts"
import { customerOf, idOf } from "../../../reading"

/** The cards that the logged-in customer let the shop keep, for the payment provider `?provider_id=…`. */
export async function GET(request: AuthenticatedMedusaRequest, response: MedusaResponse): Promise<void> {
  response.set({ "cache-control": "no-store" })
  const customerId = customerOf(request)
  const methodAccount = await methodAccountOf(request.scope, providerIn(request))
  const cards = methodAccount && customerId ? await cardsOf(contextOf(request.scope), methodAccount, customerId) : []
  response.json({ cards })
}

/** Hyphens, too: `pp_tappay-card_main`. */
function providerIn({ query }: AuthenticatedMedusaRequest): string {
  const { provider_id: id } = query
  return typeof id === "string" && idOf(id.replaceAll("-", "_")) ? id : ""
}
