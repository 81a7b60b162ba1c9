import { randomBytes } from "node:crypto"
import type { Status } from "../wire/codes.js"
import type { Partner } from "./accounts.js"
import { type Card, hasExpired } from "./cards.js"

/** What a merchant stores to charge a card again. */
export interface CardSecret {
  card_token: string
  card_key: string
}

interface SavedCard {
  partner: Partner
  secret: CardSecret
  card: Card
  /** A card saved with 3-D Secure can be charged once the buyer has passed it. */
  usable: boolean
}

/** Saved cards by their tokens. */
export class CardBook {
  #cards = new Map<string, SavedCard>()

  save(partner: Partner, card: Card, usable: boolean): CardSecret {
    const secret = { card_token: randomBytes(32).toString("hex"), card_key: randomBytes(32).toString("hex") }
    this.#cards.set(secret.card_token, { partner, secret, card, usable })
    return secret
  }

  enable(secret: CardSecret | null): void {
    const saved = secret ? this.#cards.get(secret.card_token) : undefined
    if (saved) saved.usable = true
  }

  /** The card of a token and its key, or the status that refuses them. */
  find(partner: Partner, token: string, key: string, now: Date): Card | Status {
    const saved = this.#cards.get(token)
    if (!saved?.usable || saved.partner !== partner) return 2011
    if (saved.secret.card_key !== key) return 2012
    return hasExpired(saved.card.expiry, now) ? 2013 : saved.card
  }

  remove(token: string): void {
    this.#cards.delete(token)
  }

  clear(): void {
    this.#cards.clear()
  }
}
