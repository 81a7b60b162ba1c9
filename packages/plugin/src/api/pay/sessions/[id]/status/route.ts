import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { statusOf } from "../../../../../cashier/status"
import { terminalsOf } from "../../../../../cashier/terminals"
import { idOf } from "../../../../reading"

/** The state of a payment for the storefront; the session's id is the key to it. */
export async function GET(request: MedusaRequest, response: MedusaResponse): Promise<void> {
  await allowStorefront(request, response)
  const status = await statusOf(request.scope, idOf(request.params.id))
  if (status) return void response.json(status)
  response.status(404).json({ type: "not_found", message: "There is no such payment." })
}

export async function OPTIONS(request: MedusaRequest, response: MedusaResponse): Promise<void> {
  await allowStorefront(request, response)
  response.status(204).end()
}

/** Only the origins that the merchant named may read it from a page. */
async function allowStorefront(request: MedusaRequest, response: MedusaResponse): Promise<void> {
  response.set({ "cache-control": "no-store", vary: "Origin" })
  const { origin } = request.headers
  const shops = [...(await terminalsOf(request.scope)).values()].map(({ shop }) => shop)
  if (!origin || !shops.some(({ storefrontOrigins }) => storefrontOrigins.includes(origin))) return
  response.set({
    "access-control-allow-origin": origin,
    "access-control-allow-headers": "content-type, x-publishable-api-key",
  })
}
