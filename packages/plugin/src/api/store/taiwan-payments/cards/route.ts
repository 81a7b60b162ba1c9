import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { cardsOf } from "../../../../payments/checkout/saved-cards"
import { deskOf } from "../../../../payments/context"
import { terminalOf } from "../../../../payments/method-accounts"
import { customerOf, idOf } from "../../../reading"

/** The cards that the logged-in customer let the shop keep, for the payment provider `?provider_id=…`. */
export async function GET(request: AuthenticatedMedusaRequest, response: MedusaResponse): Promise<void> {
  response.set({ "cache-control": "no-store" })
  const customerId = customerOf(request)
  const terminal = await terminalOf(request.scope, providerIn(request))
  const cards = terminal && customerId ? await cardsOf(deskOf(request.scope), terminal, customerId) : []
  response.json({ cards })
}

/** Hyphens, too: `pp_tappay-card_main`. */
function providerIn({ query }: AuthenticatedMedusaRequest): string {
  const { provider_id: id } = query
  return typeof id === "string" && idOf(id.replaceAll("-", "_")) ? id : ""
}
