import { amountText, type Jkopay } from "../model/jkopay.js"
import { type Order, type Redeemed, type Refund, redeemedSum } from "../model/order.js"
import type { Settings } from "../model/settings.js"
import { timeText } from "../wire/codec.js"

/** The transaction object of a paid order, in callbacks and inquiries. A different `amount` makes a faulty one. */
export function paidTransaction({ settings }: Jkopay, order: Order, amount = order.entry.finalPrice): object {
  const { entry, payment } = order
  if (!payment) throw new Error(`Order ${entry.orderId} is not paid.`)
  const redeem = redeemedSum(payment.redeemed)
  return {
    platform_order_id: entry.orderId,
    status: 0,
    tradeNo: payment.tradeNo,
    trans_time: timeText(payment.at),
    currency: entry.currency,
    final_price: amountText(settings, amount),
    redeem_amount: amountText(settings, redeem),
    debit_amount: amountText(settings, amount - redeem),
    channel_type: payment.channel,
    redeem_detail: redeemDetail(settings, payment.redeemed),
    invoice_vehicle: "",
    maskNo: payment.channel === "creditcard" ? "222222******3333" : "",
  }
}

export function redeemDetail(settings: Settings, { coin, official, store }: Redeemed): object {
  return {
    jko_coin_amount: amountText(settings, coin),
    official_coupon_amount: amountText(settings, official),
    store_coupon_amount: amountText(settings, store),
  }
}

const NOT_FOUND = 102

/** One row of an inquiry. An unknown order has a row as well. */
export function inquiryRow(jkopay: Jkopay, orderId: string, order: Order | undefined): object {
  if (!order) return { platform_order_id: orderId, status: NOT_FOUND }
  if (order.state === "paid") {
    return { ...paidTransaction(jkopay, order), refund_history: order.refunds.map((each) => refundRow(jkopay, each)) }
  }
  const row = { platform_order_id: orderId, status: statusOf(order, jkopay.settings) }
  if (jkopay.settings.unpaidRows === "bare") return row
  return { ...row, currency: order.entry.currency, final_price: amountText(jkopay.settings, order.entry.finalPrice) }
}

function statusOf({ state }: Order, { statuses }: Settings): number {
  if (state === "failed" && statuses === "2026") return 100
  return state === "confirming" && statuses === "older" ? 1 : 101
}

function refundRow({ settings }: Jkopay, { id, tradeNo, amount, debit, redeem, at }: Refund): object {
  return {
    ...(id === "" ? {} : { refund_order_id: id }),
    refund_tradeNo: tradeNo,
    amount: amountText(settings, amount),
    debit_amount: amountText(settings, debit),
    redeem_amount: amountText(settings, redeem),
    time: timeText(at),
  }
}
