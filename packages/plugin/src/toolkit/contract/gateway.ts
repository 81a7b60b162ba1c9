import type { EnvironmentName } from "../environment"
import type { LocalText } from "../text"
import type { MerchantAccount } from "./merchant-account"
import type { Method } from "./method"
import type { ShopOptions } from "./shop-options"

export type * from "./capture-mode"
export type * from "./explanation"
export type * from "./merchant-account"
export type * from "./method"
export type * from "./moment"
export type * from "./notice"
export type * from "./operation"
export type * from "./rate-limits"
export type * from "./saved-card"
export type * from "./shop-options"
export type * from "./start"
export type * from "./start-request"
export type * from "./statement"
export type * from "./trade"

/** A gateway as data: what it is called, what it offers, how an account of it is opened. */
export interface Gateway {
  /** Lower case, the folder's name: `ecpay`. */
  readonly id: string
  readonly name: LocalText
  readonly methods: readonly Method[]
  /** Where staff look after trades in the gateway's own back office. */
  readonly portals?: Readonly<Partial<Record<EnvironmentName, string>>>
  /**
   * Opens one merchant account.
   * @throws PaymentError `config` that lists every problem of the options at once.
   */
  openAccount(options: unknown): OpenedAccount
}

/** The options every gateway has, and the gateway opened with its own. */
export interface OpenedAccount {
  readonly shop: ShopOptions
  readonly account: MerchantAccount
}
