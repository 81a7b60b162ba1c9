import { PaymentsError } from "./errors.js"
import { isPaymentStatus, type PaymentStatus } from "./status.js"

const patience = 15_000

export type Fetch = typeof globalThis.fetch

/**
 * Asks the server once how a payment stands.
 *
 * @throws PaymentsError; the signal's own reason when the caller gave up.
 */
export async function askStatus(
  fetch: Fetch,
  backendUrl: string,
  sessionId: string,
  signal?: AbortSignal,
): Promise<PaymentStatus> {
  const answer = await request(fetch, statusUrl(backendUrl, sessionId), signal)
  if (!answer.ok) throw refusal(answer.status)
  const body = await answer.json().catch(() => null)
  signal?.throwIfAborted()
  if (!isPaymentStatus(body, sessionId)) throw new PaymentsError("unreadable", "The answer is not a payment status.")
  return body
}

function statusUrl(backendUrl: string, sessionId: string): string {
  return `${backendUrl.replace(/\/+$/, "")}/pay/sessions/${encodeURIComponent(sessionId)}/status`
}

async function request(fetch: Fetch, url: string, signal?: AbortSignal): Promise<Response> {
  const timer = new AbortController()
  const giveUp = () => timer.abort(signal?.reason)
  const timeout = setTimeout(() => timer.abort(), patience)
  signal?.addEventListener("abort", giveUp)
  try {
    signal?.throwIfAborted()
    return await fetch(url, { headers: { accept: "application/json" }, cache: "no-store", signal: timer.signal })
  } catch (cause) {
    signal?.throwIfAborted()
    throw new PaymentsError("unreachable", "The shop did not answer.", { cause })
  } finally {
    clearTimeout(timeout)
    signal?.removeEventListener("abort", giveUp)
  }
}

function refusal(code: number): PaymentsError {
  if (code === 404) return new PaymentsError("unknown-session", "The shop knows no such payment.")
  const passing = code >= 500 || code === 408 || code === 425 || code === 429
  return new PaymentsError(passing ? "unreachable" : "refused", `The shop answered ${code}.`)
}
