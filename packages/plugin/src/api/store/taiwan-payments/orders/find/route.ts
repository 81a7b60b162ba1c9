import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import {
  allowsGuestOrders,
  findGuestOrder,
  type GuestOrder,
  takeLookUp,
} from "../../../../../payments/checkout/find-order"
import { contextOf } from "../../../../../payments/context"

/** The same for an order that is none and for another buyer's, so that nobody learns which numbers or addresses there are. */
const NOT_FOUND = { type: "not_found", message: "No order has this number and this e-mail address." }
const TOO_MANY = { type: "too_many_attempts", message: "Too many look-ups: wait some minutes." }
const NOT_WHOLE = { type: "invalid_data", message: "An order is looked up by its number and an e-mail address." }

/** A guest's own order, by `{ number, email }`; for shops that allow it by `guestOrders`. */
export async function POST(request: MedusaRequest, response: MedusaResponse): Promise<void> {
  if (!allowsGuestOrders(request.scope)) return void response.status(404).json(NOT_FOUND)
  const wanted = wantedIn(request.body)
  if (!wanted) return void response.status(400).json(NOT_WHOLE)
  const context = contextOf(request.scope)
  if (!(await takeLookUp(context, wanted.email, request.ip ?? null))) return void response.status(429).json(TOO_MANY)
  const found = await findGuestOrder(context, wanted)
  response.status(found ? 200 : 404).json(found ?? NOT_FOUND)
}

function wantedIn(body: unknown): GuestOrder | null {
  if (typeof body !== "object" || body === null || !("number" in body) || !("email" in body)) return null
  const { email } = body
  // An object of JSON can hide toString from Number, which then throws.
  const number = typeof body.number === "string" ? Number(body.number) : body.number
  const isNumber = typeof number === "number" && Number.isInteger(number) && number > 0 && number < 2 ** 31
  return isNumber && typeof email === "string" && isAddress(email) ? { number, email } : null
}

function isAddress(email: string): boolean {
  return email.length <= 254 && email.includes("@") && !email.includes("\0")
}
