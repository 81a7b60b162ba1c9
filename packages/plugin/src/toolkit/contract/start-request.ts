import type { Twd } from "../twd"
import type { Method } from "./method"

/** Everything that the start of a payment needs. */
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
