import { PaymentsError } from "./errors.js"

export type Fetch = typeof globalThis.fetch

/** The Medusa server, and how it is asked. */
export interface Backend {
  readonly url: string
  readonly fetch: Fetch
}

export interface Asking extends Pick<RequestInit, "method" | "headers" | "body" | "credentials" | "cache"> {
  readonly signal?: AbortSignal
  /** Milliseconds to wait for an answer; 15 s by default. */
  readonly patience?: number
}

/**
 * Asks the server; whatever it answers is an answer.
 *
 * @throws PaymentsError `unreachable`; the signal's own reason when the caller gave up.
 */
export async function request(backend: Backend, path: string, asking: Asking = {}): Promise<Response> {
  const { signal, patience = 15_000, headers, cache = "no-store", ...init } = asking
  const timer = new AbortController()
  const giveUp = () => timer.abort(signal?.reason)
  const timeout = setTimeout(() => timer.abort(), patience)
  signal?.addEventListener("abort", giveUp)
  try {
    signal?.throwIfAborted()
    const wanted = { accept: "application/json", ...headers }
    const url = `${backend.url.replace(/\/+$/, "")}${path}`
    return await backend.fetch(url, { ...init, headers: wanted, cache, signal: timer.signal })
  } catch (cause) {
    signal?.throwIfAborted()
    throw new PaymentsError("unreachable", "The shop did not answer.", { cause })
  } finally {
    clearTimeout(timeout)
    signal?.removeEventListener("abort", giveUp)
  }
}

/** What an answer other than 2xx means. */
export function refusal(code: number): PaymentsError {
  if (code === 404) return new PaymentsError("unknown-session", "The shop knows no such payment.")
  const passing = code >= 500 || code === 408 || code === 425 || code === 429
  return new PaymentsError(passing ? "unreachable" : "refused", `The shop answered ${code}.`)
}
