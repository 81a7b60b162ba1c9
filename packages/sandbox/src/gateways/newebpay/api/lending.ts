import { DAY } from "../../../core/taipei.js"
import type { Account } from "../model/accounts.js"
import { type Closing, carryOut } from "../model/closing.js"
import type { Newebpay } from "../model/newebpay.js"
import type { Trade } from "../model/trade.js"
import { type Fields, type Result, readBody } from "../wire/codec.js"
import { NewebpayRefusal } from "../wire/codes.js"
import { dashDateTime } from "../wire/times.js"
import { namedTrade, type UidCall } from "./uid-calls.js"
import { amountOf, recordRefund } from "./wallet-refund.js"

export const COMMON = {
  versions: ["1.1"],
  success: "SUCCESS",
  respondTypes: ["JSON", "String"],
  read: readBody,
} as const

const REFUND_DAYS = 365
export const SETTLE_DAYS: Readonly<Record<string, number>> = { AFTEE: 89, OPPAY: 365 }

interface Lent {
  trade: Trade
  closing: Closing
  amount: number
}

/** A loan that is not older than `days`. */
export function lent(newebpay: Newebpay, account: Account, fields: Fields, days: number): Lent {
  const trade = namedTrade(newebpay, account, fields)
  const { closing, paidAt } = trade
  if (closing?.family !== "lending" || !paidAt) throw new NewebpayRefusal("1110")
  if (newebpay.core.clock.now().getTime() - paidAt.getTime() > days * DAY) throw new NewebpayRefusal("1104")
  return { trade, closing, amount: amountOf(fields.Amt) }
}

/** BNPL refund [NPA-B07]: before capture the whole is cancelled, afterwards also parts are refunded, within a year. */
export const lendingRefund: UidCall = {
  ...COMMON,
  operate: (newebpay, account, fields) => {
    const { trade, closing, amount } = lent(newebpay, account, fields, REFUND_DAYS)
    const isCaptured = closing.captured !== null
    if (closing.state === "cancelled") throw new NewebpayRefusal("1104")
    if (!isCaptured && amount !== trade.amount) throw new NewebpayRefusal("1108")
    const at = isCaptured ? recordRefund(newebpay, account, closing, amount) : newebpay.core.clock.now()
    if (!isCaptured) carryOut(closing, "cancel", amount, at)
    return {
      ...named(trade),
      RefundAmount: String(amount),
      RefundDate: dashDateTime(at),
      RefundType: isCaptured ? "refund" : "cancel",
    }
  },
}

export function named({ order, tradeNo }: Trade): Result {
  return { MerchantOrderNo: order.MerchantOrderNo ?? "", TradeNo: tradeNo }
}
