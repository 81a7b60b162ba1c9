import { notifyResult, requestConfirmation } from "./messages/callbacks.js"
import type { Jkopay } from "./model/jkopay.js"
import {
  type Channel,
  isPayable,
  type Order,
  type Payment,
  type Redeemed,
  type Refund,
  redeemedSum,
} from "./model/order.js"

export type RedeemChoice = "none" | "coin" | "official" | "store"

const COIN_SHARE = 0.1
const COUPON = 50

/** How much a choice redeems, never including what the merchant excludes by `unredeem`. */
export function redeem({ entry }: Order, choice: RedeemChoice): Redeemed {
  const none = { coin: 0, official: 0, store: 0 }
  if (choice === "none") return none
  const wanted = choice === "coin" ? Math.floor(entry.finalPrice * COIN_SHARE) : COUPON
  return { ...none, [choice]: Math.min(wanted, Math.floor(entry.finalPrice - entry.unredeem)) }
}

/** The buyer has entered the PIN. If the shop gave a confirm_url it is asked first; then the payment is made. */
export async function approve(jkopay: Jkopay, order: Order, channel: Channel, choice: RedeemChoice): Promise<void> {
  if (!isPayable(order, jkopay.core.clock.now())) return
  order.chosen = { channel, redeemed: redeem(order, choice) }
  if (order.entry.confirmUrl === "") {
    pay(jkopay, order)
    return
  }
  order.state = "confirming"
  const stands = await requestConfirmation(jkopay, order)
  if (order.state !== "confirming") return
  if (stands) pay(jkopay, order)
  else order.state = "failed"
}

function pay(jkopay: Jkopay, order: Order): void {
  const at = jkopay.core.clock.now()
  order.payment = { tradeNo: jkopay.book.nextTradeNo("J", at), at, ...order.chosen }
  order.state = "paid"
  notifyResult(jkopay, order)
}

/** Declined by the buyer or the bank. No notice is sent; the same link may be retried while it is valid. */
export function decline(jkopay: Jkopay, order: Order): void {
  if (isPayable(order, jkopay.core.clock.now())) order.state = "failed"
}

/** Refunds money first and redeemed parts last. */
export function recordRefund(
  { core, book }: Jkopay,
  order: Order,
  payment: Payment,
  id: string,
  amount: number,
): Refund {
  const at = core.clock.now()
  let debitLeft = order.entry.finalPrice - redeemedSum(payment.redeemed)
  for (const earlier of order.refunds) debitLeft -= earlier.debit
  const debit = Math.min(amount, debitLeft)
  const entry = { id, tradeNo: book.nextTradeNo("R", at), amount, debit, redeem: amount - debit, at }
  order.refunds.push(entry)
  return entry
}
