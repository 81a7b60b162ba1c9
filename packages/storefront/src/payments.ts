import { onwardAddress, webAddress } from "./address.js"
import { askStatus } from "./ask.js"
import { charge, type PaymentSource } from "./charge.js"
import { PaymentsError } from "./errors.js"
import { type FoundOrder, findOrder, type WantedOrder } from "./find-order.js"
import { tokenAccess } from "./hosted/access.js"
import { openSdk } from "./hosted/sdk.js"
import { requestToken } from "./hosted/token.js"
import { createMemory, type Memory } from "./memory.js"
import { type OpenedSession, openSession, type WantedSession } from "./open-session.js"
import { listProviders, type Provider } from "./providers.js"
import type { Backend, Fetch } from "./request.js"
import { deleteCard, listCards, type SavedCard } from "./saved-cards.js"
import type { StartableSession } from "./startable-session.js"
import type { PaymentStatus } from "./status.js"
import { type WatchOptions, watchStatus } from "./watch.js"

export interface PaymentsOptions {
  /** Address of the Medusa server, for example `https://api.shop.tw`. */
  readonly backendUrl: string
  readonly fetch?: Fetch
  /** Headers that say who the customer is, and the publishable key: for saved cards, and for charging with them. */
  readonly headers?: () => Readonly<Record<string, string>> | Promise<Readonly<Record<string, string>>>
  /** Leaves the page; by default the whole tab goes, also from within a frame. */
  readonly navigate?: (url: string) => void
  readonly memory?: Memory
}

/** What else the buyer decided on the shop's own page. */
export interface CheckoutPreferences {
  /** A saved card to pay with, instead of what is typed. */
  readonly card?: string
  /** Whether the typed card is to be kept for next time; the buyer must have said so. */
  readonly save?: boolean
  /** The shop's name, as the sheets of phones' wallets show it. */
  readonly label?: string
}

export interface Payments {
  /** All payment providers of a region; the Store API gives 20 unless it is asked for more. @throws PaymentsError */
  providers(regionId: string): Promise<readonly Provider[]>
  /**
   * The session of a cart for one method: the one that is there where it fits, else a new one. Use it instead of posting to
   * Medusa, which replaces the session, and with it what the buyer may have begun in another tab.
   * @throws PaymentsError
   */
  openSession(wanted: WantedSession): Promise<OpenedSession>
  /**
   * Leaves this page for the gateway: the whole tab, never a frame or a new window, for banks refuse to be framed.
   * Takes a Medusa payment session, a status (to pay again) or a start address.
   *
   * @throws PaymentsError `unsafe-address` when there is no http or https address to go to.
   */
  start(payment: StartableSession | PaymentStatus | string): void
  /**
   * Pays a session whichever way it needs: one with a start address starts there; for one with a script in this page
   * the script's token (or the saved card) is charged, and the buyer goes on to the bank or to the result.
   *
   * @throws PaymentsError `no-script`, `no-token`, `refused`, `unknown-session`: nothing was charged, the page stays.
   */
  pay(session: StartableSession, preferences?: CheckoutPreferences): Promise<void>
  /** Asks once how a payment stands. @throws PaymentsError */
  status(sessionId: string, signal?: AbortSignal): Promise<PaymentStatus>
  /** Follows a payment to its end; see `watchStatus`. @throws PaymentsError */
  watch(sessionId: string, options: WatchOptions): Promise<PaymentStatus>
  /** The cards that the logged-in customer has let the shop keep; null where it keeps none of anybody. @throws PaymentsError */
  savedCards(providerId: string): Promise<readonly SavedCard[] | null>
  deleteCard(cardId: string): Promise<void>
  /** A guest's order by its number and e-mail address, where the shop allows it (`guestOrders`); else null. @throws PaymentsError */
  findOrder(wanted: WantedOrder): Promise<FoundOrder | null>
  /** The payment that left this browser last and was not forgotten, or null. */
  lastSession(): string | null
  forget(sessionId?: string): void
}

export function createPayments(options: PaymentsOptions): Payments {
  const { backendUrl, memory = createMemory(), navigate = leave, headers = () => ({}) } = options
  const fetch: Fetch = options.fetch ?? ((...request) => globalThis.fetch(...request))
  const backend: Backend = { url: backendUrl, fetch }
  const status = (sessionId: string, signal?: AbortSignal) => askStatus(backend, sessionId, signal)
  const start = (payment: StartableSession | PaymentStatus | string) => {
    const { url, sessionId } = destination(payment)
    if (sessionId) memory.remember(sessionId)
    navigate(url)
  }
  return {
    providers: async (regionId) => listProviders(backend, regionId, await headers()),
    openSession: async (wanted) => openSession(backend, wanted, await headers()),
    status,
    start,
    watch: (sessionId, watching) => watchStatus((signal) => status(sessionId, signal), watching),
    async pay(session, preferences = {}) {
      if (!tokenAccess(session)) return start(session)
      const back = returnAddress(session)
      const source = await sourceFor(session, preferences)
      memory.remember(session.id)
      const { url } = await charge(backend, session.id, source, await headers()).catch(unlessClear)
      navigate(onward(url) ?? back)
    },
    savedCards: async (providerId) => listCards(backend, providerId, await headers()),
    deleteCard: async (cardId) => deleteCard(backend, cardId, await headers()),
    findOrder: async (wanted) => findOrder(backend, wanted, await headers()),
    lastSession: memory.last,
    forget: memory.forget,
  }
}

async function sourceFor(
  session: StartableSession,
  { card, save, label = "" }: CheckoutPreferences,
): Promise<PaymentSource> {
  if (card) return { card }
  const access = tokenAccess(session)
  if (!access) throw new PaymentsError("no-script", "This session names no script.")
  const token = await requestToken(await openSdk(access), access, { amount: session.amount ?? 0, label })
  return save ? { token, save } : { token }
}

/** When nobody knows whether money moved, the page of the result finds out; a clear refusal stays a refusal. */
function unlessClear(error: unknown): { readonly url: null } {
  if (error instanceof PaymentsError && error.passing) return { url: null }
  throw error
}

/** An address that cannot be gone to is none: the page of the result then says how the payment stands. */
function onward(url: string | null): string | null {
  try {
    return url === null ? null : onwardAddress(url)
  } catch {
    return null
  }
}

/** Where gateways send the buyer back to, and so do we: a page, or the shop's own app. */
function returnAddress({ id, data }: StartableSession): string {
  const url = new URL(onwardAddress(data?.return_url))
  url.searchParams.set("session_id", id)
  return url.href
}

function destination(payment: StartableSession | PaymentStatus | string): { url: string; sessionId: string | null } {
  if (typeof payment === "string") return { url: webAddress(payment), sessionId: sessionIn(payment) }
  if ("session_id" in payment) return { url: webAddress(payment.start_url), sessionId: payment.session_id }
  return { url: webAddress(payment.data?.start_url), sessionId: payment.id }
}

function sessionIn(url: string): string | null {
  return /\/pay\/sessions\/([^/?#]+)/.exec(url)?.[1] ?? null
}

function leave(url: string): void {
  // A framed shop may set its top window's address, though it may not read it.
  const top = window.top ?? window
  top.location.href = url
}
