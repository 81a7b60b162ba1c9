import type { Rounding } from "../twd"
import type { Limits } from "./method"

export interface ShopOptions {
  /** Public address of the Medusa server, without a trailing slash. */
  readonly backendUrl: string
  /** Where buyers land after paying; its origin is the first of the allowed ones. */
  readonly returnUrl: string
  /** Origins to which a buyer may be sent back. */
  readonly storefrontOrigins: readonly string[]
  /** Addresses of the shop's own apps (`myshop://payment/return`) to which a buyer may be sent back as well. */
  readonly appReturnUrls?: readonly string[]
  readonly rounding: Rounding
  /** Limits of the merchant's own contract by method id, TWD whole dollars. */
  readonly limits: Readonly<Record<string, Partial<Limits>>>
  /** Days after which a payment must have been paid out; a careful number where nobody says. */
  readonly payoutDays?: number
}
