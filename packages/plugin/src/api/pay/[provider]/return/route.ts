import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { handleReturn } from "../../../../payments/checkout/return"
import { forBrowsers, sendNotice } from "../../../browser-pages"
import { idOf, isLookAhead, readMessage } from "../../../reading"

/**
 * The buyer's browser comes back. Nothing it says is believed but what the gateway signed; else the gateway is asked, and
 * the browser goes on to the storefront. Needs no cookie, for a cross-site POST brings none.
 */
export const GET = forBrowsers(async (request: MedusaRequest, response: MedusaResponse) => {
  response.set({ "referrer-policy": "no-referrer" })
  if (isLookAhead(request)) return void response.status(204).end()
  const brought = request.method === "POST" ? await readMessage(request) : "nothing"
  const message = typeof brought === "string" ? null : brought
  const url = await handleReturn(request.scope, request.params.provider ?? "", idOf(request.query.attempt), message)
  if (url) return response.redirect(303, url)
  sendNotice(request, response, 404, "unknown")
})

export const POST = GET
