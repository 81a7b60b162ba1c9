import { randomBytes } from "node:crypto"
import type { Trade } from "./trade.js"

/** A card that its holder let PAYUNi save. */
export interface CardToken {
  merId: string
  /** 64 letters and digits: charges the card. */
  hash: string
  /** The merchant's own name for the buyer. */
  token: string
  /** 1 all shops of the member, 2 this shop. */
  type: string
  /** MMYY. */
  expires: string
  status: "1" | "3"
  card6: string
  card4: string
  cardExpiry: string
  bank: string
}

/** Saved cards by hash. */
export class TokenBook {
  #byHash = new Map<string, CardToken>()

  /** Saves the card of a paid trade if the order requested it. */
  save({ order, account, card }: Trade): CardToken | null {
    if (!order.CreditToken || !order.UseTokenType || !card) return null
    const token: CardToken = {
      merId: account.merId,
      hash: randomBytes(32).toString("hex"),
      token: order.CreditToken,
      type: order.CreditTokenType || "1",
      expires: order.CreditTokenExpired || card.expiry,
      status: "1",
      card6: card.card6,
      card4: card.card4,
      cardExpiry: card.expiry,
      bank: card.bank,
    }
    this.#byHash.set(token.hash, token)
    return token
  }

  of(merId: string): CardToken[] {
    return [...this.#byHash.values()].filter((token) => token.merId === merId)
  }

  byHash(merId: string, hash: string): CardToken | undefined {
    return this.of(merId).find((token) => token.hash === hash)
  }

  clear(): void {
    this.#byHash.clear()
  }
}
