import { PaymentsError } from "./errors.js"
import { type Backend, refusal, request } from "./request.js"

/** A card that a logged-in customer let the shop keep; of its number only the end. */
export interface SavedCard {
  readonly id: string
  readonly brand: string
  readonly last4: string
  /** `MM/YY`, or as the gateway writes it. */
  readonly expiry: string
  readonly created_at: string
}

type Headers = Readonly<Record<string, string>>

const path = "/store/taiwan-payments/cards"

/** The cards of the logged-in customer at one provider; null where the shop keeps no cards at all. @throws PaymentsError */
export async function listCards(
  backend: Backend,
  providerId: string,
  headers: Headers,
): Promise<readonly SavedCard[] | null> {
  const query = new URLSearchParams({ provider_id: providerId })
  const answer = await request(backend, `${path}?${query}`, { headers, credentials: "include" })
  if (answer.status === 404) return null
  if (!answer.ok) throw refusal(answer.status)
  const body: unknown = await answer.json().catch(() => null)
  const cards = typeof body === "object" && body !== null && "cards" in body ? body.cards : null
  if (Array.isArray(cards) && cards.every(isCard)) return cards
  throw new PaymentsError("unreadable", "The answer is no list of cards.")
}

/** Forgets a card, here and at the gateway. @throws PaymentsError */
export async function deleteCard(backend: Backend, cardId: string, headers: Headers): Promise<void> {
  const deleting = { method: "DELETE", headers, credentials: "include" } as const
  const answer = await request(backend, `${path}/${encodeURIComponent(cardId)}`, deleting)
  // A card that is not there any more is deleted.
  if (!answer.ok && answer.status !== 404) throw refusal(answer.status)
}

function isCard(value: unknown): value is SavedCard {
  if (typeof value !== "object" || value === null) return false
  const { id, brand, last4, expiry } = value as Record<string, unknown>
  return [id, brand, last4, expiry].every((text) => typeof text === "string")
}
