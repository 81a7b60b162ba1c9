import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { listExchanges } from "../../../../payments/staff/exchanges"
import type { ExchangesQuery } from "../requests"
import type { Exchanges } from "../views"

/** What was sent to gateways and what they answered, newest first. */
export async function GET(
  request: AuthenticatedMedusaRequest<unknown, ExchangesQuery>,
  response: MedusaResponse<Exchanges>,
): Promise<void> {
  response.json(await listExchanges(request.scope, request.validatedQuery))
}
