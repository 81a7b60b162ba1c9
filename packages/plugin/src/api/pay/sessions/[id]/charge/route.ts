import type { AuthenticatedMedusaRequest, MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { type ChargeOutcome, charge, type Payment } from "../../../../../payments/checkout/charge"
import { contextOf } from "../../../../../payments/context"
import { decodeObject } from "../../../../../toolkit/json-object"
import { describeError, isPaymentError } from "../../../../../toolkit/payment-error"
import { customerOf, idOf, readBody } from "../../../../reading"
import { allowStorefront, preflight } from "../../../../storefront-origins"

/**
 * Charges a token that the vendor's script made in the shop's page, `{ token, save? }`, or a card that the logged-in customer let
 * the shop keep, `{ card }`; answers `{ url, status }`. The body is read here and by nobody else, so that no parser's error shows
 * the token.
 */
export async function POST(request: AuthenticatedMedusaRequest, response: MedusaResponse): Promise<void> {
  if (!(await allowStorefront(request, response))) return refuse(response, 403, "This page may not pay here.")
  const payment = await readPayment(request)
  if (!payment) return refuse(response, 400, 'The body must be JSON such as { token: "…" }.')
  const charged = await tryCharge(request, payment)
  if (charged.kind === "charged") return void response.json({ url: charged.url, status: charged.status })
  const [status, message] = REFUSALS[charged.kind]
  refuse(response, status, message)
}

const REFUSALS = {
  unknown: [404, "There is no such payment."],
  "no card": [410, "There is no such card."],
  "not allowed": [403, "The shop does not take this payment."],
  "too many": [429, "Too many attempts: wait ten minutes."],
  unable: [503, "The payment cannot be made now. Please try again."],
} as const

/** What goes wrong before anything is charged is told to the shop, not to the shopper. */
async function tryCharge(
  request: AuthenticatedMedusaRequest,
  payment: Payment,
): Promise<ChargeOutcome | { kind: "unable" }> {
  try {
    return await charge(request.scope, idOf(request.params.id), payment, customerOf(request), request.ip ?? null)
  } catch (error) {
    if (!isPaymentError(error)) throw error
    contextOf(request.scope).logger.error(`Taiwan payments could not charge: ${describeError(error)}`)
    return { kind: "unable" }
  }
}

export const OPTIONS = preflight

function refuse(response: MedusaResponse, status: number, message: string): void {
  response.status(status).json({ type: TYPES[status], message })
}

const TYPES: Readonly<Record<number, string>> = {
  400: "invalid_data",
  403: "not_allowed",
  404: "not_found",
  410: "card_gone",
  429: "too_many_attempts",
  503: "unexpected_state",
}

async function readPayment(request: MedusaRequest): Promise<Payment | null> {
  if (!/^application\/json\b/i.test(request.headers["content-type"] ?? "")) return null
  const body = await readBody(request)
  const value = typeof body === "string" ? null : objectIn(body.toString("utf8"))
  return value && paymentIn(value)
}

/** A `token` beside a card is that of its security code. */
function paymentIn({ token, save, card, ...others }: Record<string, unknown>): Payment | null {
  if (Object.keys(others).length > 0) return null
  const isToken = typeof token === "string" && /^[\x21-\x7e]{1,200}$/.test(token)
  if (card === undefined) {
    const isWish = save === undefined || typeof save === "boolean"
    return isToken && isWish ? { kind: "token", token, save: save === true } : null
  }
  if (save !== undefined || !(isToken || token === undefined) || idOf(card) === "") return null
  return { kind: "card", cardId: idOf(card), token: token ?? null }
}

function objectIn(text: string): Record<string, unknown> | null {
  try {
    return decodeObject(text, "The body", "")
  } catch (error) {
    if (isPaymentError(error, "unreadable")) return null
    throw error
  }
}
