import { AsyncLocalStorage } from "node:async_hooks"
import { isPaid } from "../modules/ledger/advance"
import type { Attempt } from "../modules/ledger/records"
import { PaymentError } from "../toolkit/payment-error"

const placing = new AsyncLocalStorage<true>()

/**
 * Runs what places an order. Where a later step of it fails, Medusa's compensation cancels or refunds what paid (2.21.2); but money
 * that has come is applied again until its order stands, and it is a person who decides to give it back.
 */
export function whilePlacing<Result>(work: () => Result): Result {
  return placing.run(true, work)
}

export function isPlacing(): boolean {
  return placing.getStore() === true
}

/** Whether what is asked of a provider is Medusa's compensation of an order that could not be placed, and would move money back. */
export function isTakenBack(attempt: Attempt): boolean {
  return isPlacing() && isPaid(attempt)
}

/** What such a compensation is told: it logs it, and leaves the payment as it is. */
export function moneyStays({ trade_no }: Attempt): PaymentError {
  return new PaymentError("refused", `${trade_no} is not given back: placing its order is tried again.`)
}
