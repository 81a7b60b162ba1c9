import type { Sandbox } from "./sandbox.js"

/** A checkout that is about to pay. */
export interface Checkout {
  readonly cartId: string
  readonly sessionId: string
  readonly providerId: string
  readonly startUrl: string
  /** Of the session, as the Store API shows it. */
  readonly data: Readonly<Record<string, unknown>>
  /** TWD whole dollars. */
  readonly amount: number
}

/** A Medusa server with the plugin, its storefront's addresses, and a way to fill a cart. */
export interface Shop {
  readonly sandbox: Sandbox
  /** Where the server answers, without a trailing slash. */
  readonly url: string
  readonly publishableKey: string
  readonly admin: { readonly email: string; readonly password: string }
  /** Where the storefront would be; buyers return there. */
  readonly storefrontUrl: string
  /** The provider id of a method. */
  providerOf(method: string): string
  /** Fills a cart and opens a payment session; `data` is what the browser sends along. */
  checkout(method: string, data?: Readonly<Record<string, unknown>>): Promise<Checkout>
  /** Changes the cart, so that its total is another one. */
  changeCart(cartId: string): Promise<void>
  close(): Promise<void>
}
