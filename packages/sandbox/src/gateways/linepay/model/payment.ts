import type { Language } from "../../../core/buyer-page.js"
import { digitsOf } from "../../../core/taipei.js"
import { money } from "../wire/money.js"
import type { Version } from "../wire/paths.js"
import type { Account } from "./accounts.js"
import type { Order } from "./order.js"

/**
 * requested: the buyer has not authenticated yet · authenticated: may be confirmed · canceled, expired, failed: ended unpaid ·
 * authorized: confirmed with `capture: false` · captured · voided, expired-authorization: released
 */
export type PaymentState =
  | "requested"
  | "authenticated"
  | "canceled"
  | "expired"
  | "failed"
  | "authorized"
  | "captured"
  | "voided"
  | "expired-authorization"

export type PayMethod = "CREDIT_CARD" | "BALANCE" | "POINT"

export interface Refund {
  transactionId: bigint
  amount: number
  at: Date
  whole: boolean
}

/** One payment at LINE Pay, from request to the last refund. */
export interface Payment {
  transactionId: bigint
  /** Opaque; identifies the buyer's page. */
  reserveId: string
  account: Account
  version: Version
  order: Order
  state: PaymentState
  language: Language
  requestedAt: Date
  /** How the buyer pays, chosen at authentication. */
  sources: PayMethod[]
  /** The code with which LINE Pay will refuse the confirm, if the buyer chose such a card. */
  refusal: string | null
  /** The code that the next command answers instead of being executed. */
  nextAnswer: string | null
  /** A command is running: another one answers 1198. */
  busy: boolean
  confirmedAt: Date | null
  authorizationExpiresAt: Date | null
  /** What was authorised, or captured once it is. */
  amount: number
  refunds: Refund[]
  regKey: string | null
}

/** All payments by all their identifiers. None is ever removed. */
export class PaymentBook {
  #payments: Payment[] = []
  #byTransaction = new Map<string, Payment>()
  #byReserve = new Map<string, Payment>()
  #serial = 6_549_310

  all(): Payment[] {
    return [...this.#payments]
  }

  add(payment: Payment): void {
    this.#payments.push(payment)
    this.#byReserve.set(payment.reserveId, payment)
    this.alias(payment, payment.transactionId)
  }

  /** Adds another number of a payment: that of a refund or a capture. */
  alias(payment: Payment, transactionId: bigint): void {
    this.#byTransaction.set(String(transactionId), payment)
  }

  byTransaction(transactionId: string): Payment | undefined {
    return this.#byTransaction.get(transactionId)
  }

  byReserve(reserveId: string): Payment | undefined {
    return this.#byReserve.get(reserveId)
  }

  ofOrder(channelId: string, orderId: string): Payment[] {
    return this.#payments.filter((each) => each.account.channelId === channelId && each.order.orderId === orderId)
  }

  /** 19 digits that begin with the Taipei date. Odd, so that no double can hold it: doubles this large are 256 apart. */
  nextTransactionId(at: Date): bigint {
    this.#serial += 12
    const day = digitsOf(at).slice(0, 8)
    return BigInt(`${day}${String(this.#serial % 10 ** 11).padStart(11, "0")}`) | 1n
  }

  clear(): void {
    this.#payments = []
    this.#byTransaction.clear()
    this.#byReserve.clear()
  }
}

export function refunded(payment: Payment): number {
  let sum = 0
  for (const refund of payment.refunds) sum += refund.amount
  return money(sum)
}
