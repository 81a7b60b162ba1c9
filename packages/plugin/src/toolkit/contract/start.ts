import type { Twd } from "../twd"
import type { Conversation } from "./conversation"
import type { Method, Moment } from "./gateway"
import type { CardSecret, SavedCard } from "./saved-card"
import type { Trade } from "./trade"

export type Start =
  | { readonly kind: "form"; form(request: StartRequest): Form }
  | { readonly kind: "redirect"; redirect(request: StartRequest, moment: Moment): Conversation<Redirect> }
  | TokenStart

/** The vendor's script in the shop's own page makes a token, which is used once and kept nowhere. */
export interface TokenStart {
  readonly kind: "token"
  /**
   * What the shop's page needs to make a token: public, for the Store API shows it to everybody.
   * @throws PaymentError `unsupported` when the account does not offer the method.
   */
  browser(method: Method): Browser
  /** Charges once. An answer that does not tell the outcome is looked up, and is `pending` where that tells none either. */
  charge(request: StartRequest, source: PaymentSource, moment: Moment): Conversation<ChargeResult>
}

/** What pays: a token of the shop's page, whose card is kept if the customer wants it, or a card that was kept. */
export type PaymentSource =
  | { readonly kind: "token"; readonly token: string; readonly keep: boolean }
  | {
      readonly kind: "card"
      readonly secret: CardSecret
      /** Of the card's security code, where the page asked for it. */
      readonly token: string | null
    }

export type Browser = Readonly<Record<string, string | number>>

/** Everything a buyer's departure to the gateway needs. */
export interface StartRequest {
  readonly tradeNo: string
  readonly method: Method
  readonly amount: Twd
  readonly at: Date
  readonly locale: "zh-TW" | "en"
  /** Cart lines as the buyer knows them; may not add up to `amount`, which alone is charged. */
  readonly items: readonly Item[]
  /** Deliveries, as lines of their own. */
  readonly shipping: readonly Item[]
  readonly buyer: Buyer
  /** The Medusa session, for the vendor's free reference field. */
  readonly sessionId: string
  readonly urls: StartUrls
}

/** As the cart or order has them; null where it has not. */
export interface Buyer {
  readonly email: string | null
  readonly name: string | null
  readonly phone: string | null
}

export interface Item {
  readonly title: string
  readonly quantity: number
  /** All of the line, taxes and discounts included, TWD; may have decimals where the shop's prices do. */
  readonly total: number
}

export interface StartUrls {
  /** Server notices. */
  readonly notify: string
  /** The browser's way back with a result. */
  readonly return: string
  /** The browser's way back without one. */
  readonly back: string
  /** Where the gateway asks its last question, if it has one. */
  readonly preChargeCheck: string
}

export interface Form {
  readonly action: string
  readonly fields: Readonly<Record<string, string>>
}

export interface Redirect {
  readonly url: string
  readonly reference?: string
}

/** What became of a token: the result, or `pending` with the address at which the buyer goes on. */
export interface ChargeResult {
  readonly trade: Trade
  readonly url: string | null
  /** Present where it was to be kept and the gateway keeps it; good once the trade is paid. */
  readonly card: SavedCard | null
}
