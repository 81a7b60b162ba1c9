import { askStore, type Headers, type StoreAnswer } from "./ask-store.js"
import { PaymentsError } from "./errors.js"
import type { Backend } from "./request.js"

/** What to open a payment session for. */
export interface WantedSession {
  readonly cartId: string
  readonly providerId: string
  /** Such as `return_url` and `locale`. */
  readonly data?: Readonly<Record<string, unknown>>
}

/** A payment session as the Store API gives it, as far as paying needs it. */
export interface OpenedSession {
  readonly id: string
  readonly provider_id: string
  readonly amount: number
  readonly status: string
  readonly data?: Readonly<Record<string, unknown>> | null
}

interface Collection {
  readonly id: string
  readonly amount: number
  readonly payment_sessions?: readonly OpenedSession[]
}

const fields = "id,payment_collection.id,payment_collection.amount,*payment_collection.payment_sessions"

/** Statuses in which a session can still be paid. */
const payable: ReadonlySet<string> = new Set(["pending", "requires_more", "pending_authorization"])

/**
 * The session of a cart that fits, or a new one. Medusa replaces the cart's session by every new one, so that what was begun
 * in another tab would lose its own: opened twice for the same method and amount, it is the same session.
 *
 * @throws PaymentsError
 */
export async function openSession(backend: Backend, wanted: WantedSession, headers: Headers): Promise<OpenedSession> {
  const ask = (path: string, body?: object) => askStore(backend, headers, path, body)
  const { cart } = await ask(`/store/carts/${encodeURIComponent(wanted.cartId)}?fields=${fields}`)
  const collection = collectionIn(cart) ?? (await openCollection(ask, wanted.cartId))
  const fitting = collection.payment_sessions?.find((session) => fits(session, collection, wanted))
  if (fitting) return fitting
  const { providerId: provider_id, data = {} } = wanted
  const opened = await ask(`/store/payment-collections/${collection.id}/payment-sessions`, { provider_id, data })
  const sessions = collectionIn({ payment_collection: opened.payment_collection })?.payment_sessions
  const session = sessions?.find((each) => each.provider_id === provider_id)
  if (session) return session
  throw new PaymentsError("unreadable", "The answer has no payment session.")
}

function fits({ provider_id, amount, status, data }: OpenedSession, collection: Collection, wanted: WantedSession) {
  const isAsWanted = Object.entries(wanted.data ?? {}).every(([name, value]) => data?.[name] === value)
  return provider_id === wanted.providerId && amount === collection.amount && payable.has(status) && isAsWanted
}

type Ask = (path: string, body?: object) => Promise<StoreAnswer>

async function openCollection(ask: Ask, cart_id: string): Promise<Collection> {
  const collection = collectionIn(await ask("/store/payment-collections", { cart_id }))
  if (collection) return collection
  throw new PaymentsError("unreadable", "The answer has no payment collection.")
}

function collectionIn(holder: unknown): Collection | null {
  const found =
    typeof holder === "object" && holder !== null && "payment_collection" in holder && holder.payment_collection
  return isCollection(found) ? found : null
}

function isCollection(value: unknown): value is Collection {
  return typeof value === "object" && value !== null && "id" in value && typeof value.id === "string"
}
