import type { EventEmitter } from "node:events"
import type { MedusaNextFunction, MedusaRequest } from "@medusajs/framework/http"
import { contextOf } from "../../payments/context"

type Asked = Pick<MedusaRequest, "scope" | "params">
/** A response, of which only the end matters. */
type Ending = Pick<EventEmitter, "once">

/**
 * Staff capture a payment in turn with the shop itself, and with each other: Medusa's workflow looks whether the order has the
 * capture in its books, and then writes it; two that capture in the same second would write it twice. Others' payments pass.
 */
export function captureInTurn(request: Asked, response: Ending, next: MedusaNextFunction): void {
  inTurn(request, response, next).catch(next)
}

async function inTurn(request: Asked, response: Ending, next: MedusaNextFunction): Promise<void> {
  const { db, ledger } = contextOf(request.scope)
  // Who gives up while they wait keeps nobody else waiting.
  const answered = new Promise((resolve) => response.once("close", resolve))
  const payment = await db("payment").where({ id: request.params.id }).first("payment_session_id")
  const isOurs = payment && (await ledger.attemptsOf(payment.payment_session_id)).length > 0
  if (!isOurs) return next()
  await ledger.exclusively(`session ${payment.payment_session_id}`, async () => {
    next()
    await answered
  })
}
