import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import type { RefundRequest } from "../../../../modules/ledger/refund-desk/request-records"
import { writtenAccount } from "../../../../payments/refund-desk/bank-account"
import { giveAccount, takeGuess } from "../../../../payments/refund-desk/give-account"
import { orderNumbersOf } from "../../../../payments/refund-desk/order-numbers"
import { type Filled, refundEndPage, refundPage } from "../../../../payments/refund-desk/refund-page"
import { openRefundLink, type RefundLinkEnd } from "../../../../payments/refund-desk/request-link"
import { forBrowsers, sendPage } from "../../../browser-pages"
import { pageOf } from "../../link-pages"

/** Asks for the account that a refund goes to, for whoever has its link. */
export const GET = forBrowsers(async (request, response) => {
  const wanted = await requestIn(request, response)
  if (wanted) await show(request, response, wanted, 200)
})

/** Takes the account, and leads back to the page that says so. */
export const POST = forBrowsers(async (request, response) => {
  const wanted = await requestIn(request, response)
  if (!wanted) return
  const written = writtenAccount(request.body)
  const given = await giveAccount(request.scope, wanted, written, request.ip ?? null)
  if (given.kind === "too many") return end(request, response, "too many")
  if (given.kind === "wrong") return show(request, response, wanted, 422, { written, problems: given.problems })
  response.redirect(303, `?lang=${pageOf(request).locale}`)
})

/** What the link is for; null where it opens nothing, which was answered then. */
async function requestIn(request: MedusaRequest, response: MedusaResponse): Promise<RefundRequest | null> {
  response.set({ "referrer-policy": "no-referrer" })
  const opened = await openRefundLink(request.scope, request.params.token ?? "")
  if (opened.kind === "open") return opened.request
  const isGuess = opened.kind === "unknown"
  const kind = isGuess && !(await takeGuess(request.scope, request.ip ?? null)) ? "too many" : opened.kind
  end(request, response, kind, opened.request?.amount)
  return null
}

async function show(
  request: MedusaRequest,
  response: MedusaResponse,
  wanted: RefundRequest,
  status: number,
  filled?: Filled,
): Promise<void> {
  const number = (await orderNumbersOf(request.scope, [wanted])).get(wanted.order_id ?? "") ?? null
  sendPage(response, status, refundPage(pageOf(request), wanted, number, filled))
}

function end(
  request: MedusaRequest,
  response: MedusaResponse,
  kind: RefundLinkEnd | "too many",
  amount?: number,
): void {
  sendPage(response, STATUS[kind], refundEndPage(pageOf(request), kind, amount))
}

const STATUS: Readonly<Record<RefundLinkEnd | "too many", number>> = {
  ...{ taken: 200, done: 200, cancelled: 410, ended: 410, renewed: 410, unknown: 404, "too many": 429 },
}
