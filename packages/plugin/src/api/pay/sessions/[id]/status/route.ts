import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { pollStatus } from "../../../../../payments/checkout/poll-status"
import { idOf, isLookAhead } from "../../../../reading"
import { allowStorefront, preflight } from "../../../../storefront-origins"

/** The state of a payment for the storefront; the session's id is the key to it. A browser that has it already gets a 304. */
export async function GET(request: MedusaRequest, response: MedusaResponse): Promise<void> {
  await allowStorefront(request, response)
  if (isLookAhead(request)) return void response.status(204).end()
  const polled = await pollStatus(request.scope, idOf(request.params.id))
  if (!polled) return void response.status(404).json({ type: "not_found", message: "There is no such payment." })
  response.set({ etag: polled.etag, "cache-control": "private, no-cache" })
  if (isKnown(request.headers["if-none-match"], polled.etag)) return void response.status(304).end()
  response.json(polled.status)
}

/** A proxy that compresses makes the tag a weak one. */
function isKnown(tags: string | undefined, etag: string): boolean {
  return (tags ?? "").split(",").some((tag) => tag.trim().replace(/^W\//, "") === etag)
}

export const OPTIONS = preflight
