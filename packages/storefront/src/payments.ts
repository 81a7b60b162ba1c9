import { askStatus, type Fetch } from "./ask.js"
import { PaymentsError } from "./errors.js"
import { createMemory, type Memory } from "./memory.js"
import type { PaymentStatus } from "./status.js"
import { type WatchOptions, watchStatus } from "./watch.js"

export interface PaymentsOptions {
  /** Address of the Medusa server, for example `https://api.shop.tw`. */
  readonly backendUrl: string
  readonly fetch?: Fetch
  /** Leaves the page; by default the whole tab goes, also from within a frame. */
  readonly navigate?: (url: string) => void
  readonly memory?: Memory
}

/** What Medusa's Store API gives for a payment session, as far as starting a payment needs it. */
export interface StartableSession {
  readonly id: string
  readonly data?: Readonly<Record<string, unknown>> | null
}

export interface Payments {
  /**
   * Leaves this page for the gateway: the whole tab, never a frame or a new window, for banks refuse to be framed.
   * Takes a Medusa payment session, a status (to pay again) or a start address.
   *
   * @throws PaymentsError `unsafe-address` when there is no http or https address to go to.
   */
  start(payment: StartableSession | PaymentStatus | string): void
  /** Asks once how a payment stands. @throws PaymentsError */
  status(sessionId: string, signal?: AbortSignal): Promise<PaymentStatus>
  /** Follows a payment to its end; see `watchStatus`. @throws PaymentsError */
  watch(sessionId: string, options: WatchOptions): Promise<PaymentStatus>
  /** The payment that left this browser last and was not forgotten, or null. */
  lastSession(): string | null
  forget(sessionId?: string): void
}

export function createPayments(options: PaymentsOptions): Payments {
  const { backendUrl, memory = createMemory(), navigate = leave } = options
  const fetch: Fetch = options.fetch ?? ((...request) => globalThis.fetch(...request))
  const status = (sessionId: string, signal?: AbortSignal) => askStatus(fetch, backendUrl, sessionId, signal)
  return {
    status,
    watch: (sessionId, watching) => watchStatus((signal) => status(sessionId, signal), watching),
    start(payment) {
      const { url, sessionId } = destination(payment)
      if (sessionId) memory.remember(sessionId)
      navigate(url)
    },
    lastSession: memory.last,
    forget: memory.forget,
  }
}

function destination(payment: StartableSession | PaymentStatus | string): { url: string; sessionId: string | null } {
  if (typeof payment === "string") return { url: webAddress(payment), sessionId: sessionIn(payment) }
  if ("session_id" in payment) return { url: webAddress(payment.start_url), sessionId: payment.session_id }
  return { url: webAddress(payment.data?.start_url), sessionId: payment.id }
}

function webAddress(value: unknown): string {
  const url = typeof value === "string" ? parse(value) : null
  if (url?.protocol === "https:" || url?.protocol === "http:") return url.href
  throw new PaymentsError("unsafe-address", "This payment has no address to start at.")
}

function parse(value: string): URL | null {
  try {
    return new URL(value, globalThis.location?.href)
  } catch {
    return null
  }
}

function sessionIn(url: string): string | null {
  return /\/pay\/sessions\/([^/?#]+)/.exec(url)?.[1] ?? null
}

function leave(url: string): void {
  // A framed shop may set its top window's address, though it may not read it.
  const top = window.top ?? window
  top.location.href = url
}
