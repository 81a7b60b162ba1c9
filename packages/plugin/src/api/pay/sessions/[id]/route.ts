import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { noticePage, type Page, startPage } from "../../../../payments/checkout/pages"
import { type NextStep, startPayment } from "../../../../payments/checkout/start"
import { contextOf } from "../../../../payments/context"
import { describeError, isPaymentError } from "../../../../toolkit/payment-error"
import { idOf, isLookAhead } from "../../../reading"

/**
 * The buyer departs to the gateway. A look ahead (HEAD, prefetch) opens no attempt. The gateway may see which site the form is
 * from, and some refuse one that does not say (NewebPay: MPG02005), but not the session's address.
 */
export async function GET(request: MedusaRequest, response: MedusaResponse): Promise<void> {
  response.set({ "referrer-policy": "strict-origin" })
  if (isLookAhead(request)) return void response.status(204).end()
  const way = await find(request)
  if (way.kind === "redirect") return response.redirect(303, way.url)
  if (way.kind === "form") return send(response, 200, startPage(way.form, way.locale))
  send(response, STATUS[way.kind], noticePage(way.kind))
}

const STATUS = { unknown: 404, "too many": 429, unreachable: 503 } as const

async function find(request: MedusaRequest): Promise<NextStep | { kind: "unreachable" }> {
  try {
    return await startPayment(request.scope, idOf(request.params.id), request.query.again === "1")
  } catch (error) {
    if (!isPaymentError(error)) throw error
    contextOf(request.scope).logger.error(`Taiwan payments could not startPayment: ${describeError(error)}`)
    return { kind: "unreachable" }
  }
}

function send(response: MedusaResponse, status: number, { html, policy }: Page): void {
  response.status(status).set("content-security-policy", policy).type("html").send(html)
}
