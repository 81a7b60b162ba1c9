import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { statusOf } from "../../../../../payments/checkout/status"
import { idOf, isLookAhead } from "../../../../reading"
import { allowStorefront, preflight } from "../../../../storefront-origins"

/** The state of a payment for the storefront; the session's id is the key to it. */
export async function GET(request: MedusaRequest, response: MedusaResponse): Promise<void> {
  await allowStorefront(request, response)
  if (isLookAhead(request)) return void response.status(204).end()
  const status = await statusOf(request.scope, idOf(request.params.id))
  if (status) return void response.json(status)
  response.status(404).json({ type: "not_found", message: "There is no such payment." })
}

export const OPTIONS = preflight
