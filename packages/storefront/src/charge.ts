import { sessionPath } from "./ask.js"
import { PaymentsError } from "./errors.js"
import { type Backend, refusal, request } from "./request.js"
import { isPaymentStatus, type PaymentStatus } from "./status.js"

/** What pays: a token of the gateway's script, whose card may be kept for next time, or a card kept earlier. */
export type PaymentSource = { readonly token: string; readonly save?: boolean } | { readonly card: string }

export interface Charged {
  /** Where the buyer has to go on, for example the bank's 3-D page; null when there is nothing more to do. */
  readonly url: string | null
  readonly status: PaymentStatus
}

// The server waits for the gateway, which waits for the bank.
const patience = 60_000

/**
 * Charges a session once.
 *
 * @throws PaymentsError; after a `passing` one nobody knows whether money moved: the session's status will tell.
 */
export async function charge(
  backend: Backend,
  sessionId: string,
  source: PaymentSource,
  headers: Readonly<Record<string, string>>,
): Promise<Charged> {
  const answer = await request(backend, `${sessionPath(sessionId)}/charge`, {
    method: "POST",
    headers: { ...headers, "content-type": "application/json" },
    body: JSON.stringify(source),
    patience,
  })
  const body: unknown = await answer.json().catch(() => null)
  if (!answer.ok) throw chargeRefusal(answer.status, body)
  if (!isCharged(body, sessionId)) throw new PaymentsError("unreadable", "The answer says nothing of the charge.")
  return body
}

/** Unlike a question about the status, a charge that was answered 4xx is clear, though it may be tried again: 429. */
function chargeRefusal(code: number, body: unknown): PaymentsError {
  const clear = code < 500 && code !== 404 && code !== 408
  return clear ? new PaymentsError("refused", wordsOf(body) || `The shop answered ${code}.`, { code }) : refusal(code)
}

function isCharged(body: unknown, sessionId: string): body is Charged {
  if (typeof body !== "object" || body === null) return false
  const { url, status } = body as Record<string, unknown>
  return (url === null || typeof url === "string") && isPaymentStatus(status, sessionId)
}

function wordsOf(body: unknown): string {
  const message = typeof body === "object" && body !== null && "message" in body ? body.message : ""
  return typeof message === "string" ? message : ""
}
