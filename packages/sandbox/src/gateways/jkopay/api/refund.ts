import { numberAt, type Rule, textAt } from "../../../core/json-rules.js"
import { DAY } from "../../../core/taipei.js"
import { redeemDetail } from "../messages/transactions.js"
import type { Account } from "../model/accounts.js"
import { amountText, type Jkopay } from "../model/jkopay.js"
import { type Order, type Payment, type Redeemed, type Refund, refundedSum } from "../model/order.js"
import type { Settings } from "../model/settings.js"
import { recordRefund } from "../payments.js"
import { timeText } from "../wire/codec.js"
import { JkopayRefusal } from "../wire/results.js"
import { type Call, readBody } from "./calls.js"
import { checkDigits } from "./entry.js"

const DAYS = 180

function ruleOf({ refundOrderId }: Settings): Rule {
  return {
    kind: "object",
    required: true,
    fields: {
      platform_order_id: { kind: "text", most: 60, required: true },
      refund_order_id: { kind: "text", most: 60, required: refundOrderId === "required" },
      refund_amount: { kind: "number", required: true },
    },
  }
}

/** Refund: full or partial, each id once. */
export function refund(jkopay: Jkopay, call: Call): object {
  const body = readBody(call, ruleOf(jkopay.settings), jkopay.settings)
  const id = textAt(body, "refund_order_id")
  const amount = numberAt(body, "refund_amount")
  const { order, payment } = paidOrder(jkopay, call, textAt(body, "platform_order_id"))
  const earlier = id === "" ? undefined : jkopay.book.refundOf(call.account, id)
  if (earlier) return repeat(jkopay, earlier, order, amount)
  checkRefund(jkopay, call.account, order, payment, amount)
  const entry = recordRefund(jkopay, order, payment, id, amount)
  if (call.account.unreimbursed !== null) call.account.unreimbursed -= amount
  return refunded(jkopay, order, entry)
}

function paidOrder({ book }: Jkopay, { account }: Call, orderId: string): { order: Order; payment: Payment } {
  const order = book.find(account, orderId)
  if (!order?.payment) throw new JkopayRefusal("noOrder")
  return { order, payment: order.payment }
}

/** A used id: another amount answers 105; the same amount is undocumented. */
function repeat(jkopay: Jkopay, earlier: { order: Order; refund: Refund }, order: Order, amount: number): object {
  const isSame = earlier.order === order && earlier.refund.amount === amount
  if (!isSame || jkopay.settings.repeatedRefund === "error-105") throw new JkopayRefusal("otherAmount")
  return refunded(jkopay, order, earlier.refund)
}

function checkRefund({ core }: Jkopay, account: Account, order: Order, payment: Payment, amount: number): void {
  const { entry } = order
  if (amount <= 0) throw new JkopayRefusal("badRequest", "refund_amount")
  checkDigits(entry.currency, amount)
  if (account.closed) throw new JkopayRefusal("accountClosed")
  if (core.clock.now().getTime() > payment.at.getTime() + DAYS * DAY) throw new JkopayRefusal("tooOld")
  if (order.closed) throw new JkopayRefusal("closed")
  if (amount > entry.finalPrice - refundedSum(order)) throw new JkopayRefusal("tooMuch")
  if (usedCoupon(payment.redeemed) && amount !== entry.finalPrice) throw new JkopayRefusal("couponUsed")
  if (account.unreimbursed !== null && amount > account.unreimbursed) throw new JkopayRefusal("unreimbursed")
  refuseAsOrdered(order)
}

function refuseAsOrdered(order: Order): void {
  const refusal = order.nextRefusal
  order.nextRefusal = null
  if (refusal) throw new JkopayRefusal(refusal)
}

function usedCoupon({ official, store }: Redeemed): boolean {
  return official + store > 0
}

function refunded({ settings }: Jkopay, order: Order, { tradeNo, debit, redeem, amount, at }: Refund): object {
  const whole = amount === order.entry.finalPrice
  const redeemed = whole && order.payment ? order.payment.redeemed : { coin: redeem, official: 0, store: 0 }
  return {
    refund_tradeNo: tradeNo,
    debit_amount: amountText(settings, debit),
    redeem_amount: amountText(settings, redeem),
    redeem_detail: redeemDetail(settings, redeemed),
    refund_time: timeText(at),
  }
}
