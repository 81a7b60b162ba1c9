import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { orderAgain } from "../../../../payments/links/order-again"
import { payableOf, payByLink } from "../../../../payments/links/pay-by-link"
import { type LinkEnd, linkEndPage, payPage } from "../../../../payments/links/pay-page"
import type { Payable } from "../../../../payments/links/payable-order"
import { linkOf, readLink } from "../../../../payments/payment-link"
import { forBrowsers, sendPage } from "../../../browser-pages"
import { pageOf } from "../../link-pages"

/** What is left to pay of an order, for whoever has its link. Opening it begins nothing. */
export const GET = forBrowsers(async (request, response) => {
  const subject = subjectIn(request, response)
  if (subject) show(request, response, await payableOf(request.scope, subject))
})

/** Leaves for the gateway by the chosen method. */
export const POST = forBrowsers(async (request, response) => {
  const subject = subjectIn(request, response)
  if (!subject) return
  if (wordIn(request.body, "again") === "1") return again(request, response, subject)
  const chosen = { providerId: wordIn(request.body, "provider_id") ?? "", amount: wordIn(request.body, "amount") }
  const way = await payByLink(request.scope, subject, chosen, pageOf(request).locale)
  if (way.kind === "start") return response.redirect(303, way.url)
  if (way.kind === "too many") return end(request, response, "too many")
  show(request, response, way.payable, "changed")
})

/** To a link of its own, for the cart that has the same in it. */
async function again(request: MedusaRequest, response: MedusaResponse, subject: string): Promise<void> {
  const cartId = await orderAgain(request.scope, subject)
  if (!cartId) return end(request, response, "not again")
  const { url } = await linkOf(request.scope, cartId)
  response.redirect(303, `${url}?lang=${pageOf(request).locale}`)
}

/** What the link is for; null where it is none any more, which was answered then. */
function subjectIn(request: MedusaRequest, response: MedusaResponse): string | null {
  response.set({ "referrer-policy": "no-referrer" })
  const link = readLink(request.scope, request.params.token ?? "")
  if (link && link.endsAt > new Date()) return link.subject
  end(request, response, link ? "ended" : "unknown")
  return null
}

function show(request: MedusaRequest, response: MedusaResponse, payable: Payable | null, notice?: "changed"): void {
  if (payable?.kind === "owed") sendPage(response, 200, payPage(pageOf(request), payable, notice))
  else end(request, response, payable?.kind ?? "gone", payable?.order.display_id)
}

function end(request: MedusaRequest, response: MedusaResponse, kind: LinkEnd, number?: number | null): void {
  sendPage(response, STATUS[kind], linkEndPage(pageOf(request), kind, number))
}

const STATUS: Readonly<Record<LinkEnd, number>> = {
  ...{ paid: 200, draft: 200, "ask the shop": 200, "not again": 200 },
  ...{ canceled: 410, ended: 410, gone: 410, unknown: 404, "too many": 429 },
}

function wordIn(body: unknown, name: "provider_id" | "amount" | "again"): string | null {
  const value =
    typeof body === "object" && body !== null ? Object.entries(body).find(([key]) => key === name)?.[1] : null
  return typeof value === "string" ? value : null
}
