import { PaymentsError } from "./errors.js"
import { type Backend, refusal, request } from "./request.js"
import { isPaymentStatus, type PaymentStatus } from "./status.js"

/**
 * Asks the server once how a payment stands. A browser keeps the answer and asks whether it is still the same, which costs the
 * server next to nothing.
 *
 * @throws PaymentsError; the signal's own reason when the caller gave up.
 */
export async function askStatus(backend: Backend, sessionId: string, signal?: AbortSignal): Promise<PaymentStatus> {
  const answer = await request(backend, `${sessionPath(sessionId)}/status`, {
    cache: "no-cache",
    ...(signal ? { signal } : {}),
  })
  if (!answer.ok) throw refusal(answer.status)
  const body = await answer.json().catch(() => null)
  signal?.throwIfAborted()
  if (!isPaymentStatus(body, sessionId)) throw new PaymentsError("unreadable", "The answer is not a payment status.")
  return body
}

/** Where the server keeps a payment. */
export function sessionPath(sessionId: string): string {
  return `/pay/sessions/${encodeURIComponent(sessionId)}`
}
