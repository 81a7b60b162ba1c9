import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { methodAccountsOf } from "../payments/method-accounts"

/**
 * Lets pages of the origins that the merchants named call this route, and no others. False for a page of another origin;
 * true also where no page asks.
 */
export async function allowStorefront(request: MedusaRequest, response: MedusaResponse): Promise<boolean> {
  response.set({ vary: "Origin" })
  const { origin } = request.headers
  if (!origin) return true
  const shops = [...(await methodAccountsOf(request.scope)).values()].map(({ shop }) => shop)
  if (!shops.some(({ storefrontOrigins }) => storefrontOrigins.includes(origin))) return false
  response.set({
    "access-control-allow-origin": origin,
    "access-control-allow-credentials": "true",
    "access-control-allow-methods": "GET, POST",
    "access-control-allow-headers": "content-type, authorization, x-publishable-api-key",
  })
  return true
}

/** Answers the question that a browser asks before the call itself. */
export async function preflight(request: MedusaRequest, response: MedusaResponse): Promise<void> {
  await allowStorefront(request, response)
  response.status(204).end()
}
