import type { Conversation } from "./conversation"
import type { Method } from "./method"
import type { Moment } from "./moment"
import type { CardSecret, SavedCard } from "./saved-card"
import type { StartRequest } from "./start-request"
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
