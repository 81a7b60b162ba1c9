import { PaymentsError } from "./errors.js"
import { type Backend, refusal, request } from "./request.js"

/** What only the buyer knows both of. */
export interface WantedOrder {
  /** As the buyer reads it, for example `125`; a `#` before it does no harm. */
  readonly number: string
  readonly email: string
}

export interface FoundOrder {
  readonly orderId: string
  /** The order's last payment, for `status` and the page of the result; null where it was never to be paid. */
  readonly sessionId: string | null
}

/** A guest's order; null where no order has both. @throws PaymentsError `refused` after too many tries */
export async function findOrder(
  backend: Backend,
  { number, email }: WantedOrder,
  headers: Readonly<Record<string, string>>,
): Promise<FoundOrder | null> {
  const answer = await request(backend, "/store/taiwan-payments/orders/find", {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify({ number: number.replace(/^\s*#/, "").trim(), email: email.trim() }),
  })
  if (answer.status === 404 || answer.status === 400) return null
  if (answer.status === 429) throw new PaymentsError("refused", "Too many look-ups.", { code: 429 })
  if (!answer.ok) throw refusal(answer.status)
  return read(await answer.json().catch(() => null))
}

function read(answer: unknown): FoundOrder {
  const { order_id: orderId, session_id: sessionId = null } = Object(answer) as Record<string, unknown>
  if (typeof orderId !== "string" || (sessionId !== null && typeof sessionId !== "string"))
    throw new PaymentsError("unreadable", "The answer is no order.")
  return { orderId, sessionId }
}
