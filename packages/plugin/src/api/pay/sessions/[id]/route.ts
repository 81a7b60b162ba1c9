import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { startPage } from "../../../../payments/checkout/pages"
import { type NextStep, startPayment } from "../../../../payments/checkout/start"
import { contextOf } from "../../../../payments/context"
import { describeError, isPaymentError } from "../../../../toolkit/payment-error"
import { forBrowsers, sendNotice, sendPage } from "../../../browser-pages"
import { idOf, isLookAhead } from "../../../reading"

/**
 * The buyer departs to the gateway. A look ahead (HEAD, prefetch) opens no attempt. The gateway may see which site the form is
 * from, and some refuse one that does not say (NewebPay: MPG02005), but not the session's address.
 */
export const GET = forBrowsers(async (request: MedusaRequest, response: MedusaResponse) => {
  response.set({ "referrer-policy": "strict-origin" })
  if (isLookAhead(request)) return void response.status(204).end()
  const way = await find(request)
  if (way.kind === "redirect") return response.redirect(303, way.url)
  if (way.kind === "form") return sendPage(response, 200, startPage(way.form, way.locale))
  sendNotice(request, response, STATUS[way.kind], way.kind)
})

const STATUS = { unknown: 404, "too many": 429, unreachable: 503 } as const

async function find(request: MedusaRequest): Promise<NextStep | { kind: "unreachable" }> {
  try {
    return await startPayment(request.scope, idOf(request.params.id), request.query.again === "1")
  } catch (error) {
    if (!isPaymentError(error)) throw error
    contextOf(request.scope).logger.error(`Taiwan payments could not start a payment: ${describeError(error)}`)
    return { kind: "unreachable" }
  }
}
