import type { Language } from "../../../core/buyer-page.js"
import { digitsOf } from "../../../core/taipei.js"
import type { ResultName } from "../wire/results.js"
import type { Account } from "./accounts.js"

/**
 * open: the buyer may pay while the link is valid · confirming: waiting for the shop's answer at confirm_url ·
 * failed: the last attempt failed and may be retried · paid
 */
export type OrderState = "open" | "confirming" | "failed" | "paid"

export type Channel = "account" | "bank" | "creditcard"

/** The parts that were not paid with money: 街口幣, JKOPAY's coupons, the store's coupons. */
export interface Redeemed {
  coin: number
  official: number
  store: number
}

export interface Payment {
  tradeNo: string
  at: Date
  channel: Channel
  redeemed: Redeemed
}

export interface Refund {
  /** Empty where the merchant gave none. */
  id: string
  tradeNo: string
  amount: number
  debit: number
  redeem: number
  at: Date
}

/** What the merchant asked for. Prices in the currency's units, whole for TWD. */
export interface Entry {
  orderId: string
  storeId: string
  currency: string
  totalPrice: number
  finalPrice: number
  unredeem: number
  validUntil: Date | null
  confirmUrl: string
  resultUrl: string
  displayUrl: string
  products: string[]
}

/** One order at JKOPAY. */
export interface Order {
  token: string
  account: Account
  entry: Entry
  state: OrderState
  language: Language
  createdAt: Date
  linkExpiresAt: Date
  /** What the buyer chose before the shop was asked to confirm. */
  chosen: { channel: Channel; redeemed: Redeemed }
  payment: Payment | null
  refunds: Refund[]
  /** The transaction is closed: refunds answer 111. */
  closed: boolean
  /** The outcome with which the next refund is refused. */
  nextRefusal: ResultName | null
}

/** All orders by their identifiers. None is ever removed. */
export class OrderBook {
  #byToken = new Map<string, Order>()
  #serial = 0

  all(): Order[] {
    return [...this.#byToken.values()]
  }

  add(order: Order): void {
    this.#byToken.set(order.token, order)
  }

  byToken(token: string): Order | undefined {
    return this.#byToken.get(token)
  }

  find(account: Account, orderId: string): Order | undefined {
    return this.all().find((order) => order.account.apiKey === account.apiKey && order.entry.orderId === orderId)
  }

  /** The refund that used this id, in whichever order. */
  refundOf(account: Account, refundId: string): { order: Order; refund: Refund } | undefined {
    for (const order of this.all()) {
      const refund = order.refunds.find(({ id }) => id === refundId)
      if (refund && order.account.apiKey === account.apiKey) return { order, refund }
    }
    return undefined
  }

  /** `J` or `R` and 19 digits, as published trade numbers look. */
  nextTradeNo(letter: "J" | "R", at: Date): string {
    this.#serial += 1
    return `${letter}${digitsOf(at).slice(1)}${String(this.#serial).padStart(6, "0")}`
  }

  clear(): void {
    this.#byToken.clear()
  }
}

export function redeemedSum({ coin, official, store }: Redeemed): number {
  return coin + official + store
}

export function refundedSum({ refunds }: Order): number {
  let sum = 0
  for (const { amount } of refunds) sum += amount
  return sum
}

/** Whether the buyer can pay now. */
export function isPayable({ state, linkExpiresAt }: Order, now: Date): boolean {
  return (state === "open" || state === "failed") && now < linkExpiresAt
}
