import type { SealingKey } from "../sealed-secret"
import type { Conversation } from "./conversation"
import type { Method } from "./method"
import type { Buyer } from "./start-request"

/** What the gateway wants to see again to charge a kept card. Sealed wherever it is kept, and never shown to a browser. */
export type CardSecret = Readonly<Record<string, string>>

/** A card that the gateway keeps for the shop. */
export interface SavedCard {
  readonly secret: CardSecret
  /** Lower case: `visa`. */
  readonly brand: string
  readonly last4: string
  /** `yyyy-MM` */
  readonly expiry: string
  /** The same for the same card; from it nothing of the card's number can be told. */
  readonly fingerprint: string
}

/** Cards kept for customers. */
export interface CardStorage {
  /** Seal what is kept; the first seals, all open. */
  readonly keys: readonly SealingKey[]
  /** Keeps the card behind a token without a payment. @throws PaymentError `refused` */
  bind(method: Method, token: string, buyer: Buyer): Conversation<SavedCard>
  /** Forgets a card at the gateway; one that it does not know is forgotten. */
  forget(secret: CardSecret): Conversation<void>
}
