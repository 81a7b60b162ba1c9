import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { charge, type TokenPayment } from "../../../../../cashier/charge"
import { decodeObject } from "../../../../../toolkit/json-object"
import { isPaymentError } from "../../../../../toolkit/payment-error"
import { idOf, readBody } from "../../../../reading"
import { allowStorefront, preflight } from "../../../../storefront-origins"

/**
 * Charges a token that the vendor's script made in the shop's page: `{ token }` → `{ url, status }`. The body is read here and
 * by nobody else, so that no parser's error shows the token.
 */
export async function POST(request: MedusaRequest, response: MedusaResponse): Promise<void> {
  if (!(await allowStorefront(request, response))) return refuse(response, 403, "This page may not pay here.")
  const payment = await readPayment(request)
  if (!payment) return refuse(response, 400, 'The body must be JSON such as { token: "…" }.')
  const charged = await charge(request.scope, idOf(request.params.id), payment)
  if (charged.kind === "unknown") return refuse(response, 404, "There is no such payment.")
  if (charged.kind === "too many") return refuse(response, 429, "Too many attempts: wait ten minutes.")
  const { url, status } = charged
  response.json({ url, status })
}

export const OPTIONS = preflight

function refuse(response: MedusaResponse, status: number, message: string): void {
  response.status(status).json({ type: TYPES[status], message })
}

const TYPES: Readonly<Record<number, string>> = {
  400: "invalid_data",
  403: "not_allowed",
  404: "not_found",
  429: "too_many_attempts",
}

async function readPayment(request: MedusaRequest): Promise<TokenPayment | null> {
  if (!/^application\/json\b/i.test(request.headers["content-type"] ?? "")) return null
  const body = await readBody(request)
  const value = body ? objectIn(body.toString("utf8")) : null
  const { token, save = false, ...others } = value ?? {}
  const isSound = typeof token === "string" && /^[\x21-\x7e]{1,200}$/.test(token) && typeof save === "boolean"
  return isSound && Object.keys(others).length === 0 ? { token } : null
}

function objectIn(text: string): Record<string, unknown> | null {
  try {
    return decodeObject(text, "The body", "")
  } catch (error) {
    if (isPaymentError(error, "unreadable")) return null
    throw error
  }
}
