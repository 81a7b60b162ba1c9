import { applyBankFile, carryOut, submitToBank } from "../../model/closing.js"
import { NewebpayRefusal } from "../../wire/codes.js"
import { dashDateTime } from "../../wire/times.js"
import { COMMON, lent, named, SETTLE_DAYS } from "../lending.js"
import type { UidCall } from "../uid-calls.js"

/** BNPL settle [NPA-B62]: captures the whole order. */
export const lendingSettle: UidCall = {
  ...COMMON,
  operate: (newebpay, account, fields) => {
    const { trade, closing, amount } = lent(newebpay, account, fields, SETTLE_DAYS[fields.PaymentType ?? ""] ?? 0)
    if (closing.state !== "authorised") throw new NewebpayRefusal("1104")
    if (amount !== trade.amount) throw new NewebpayRefusal("1105")
    const at = newebpay.core.clock.now()
    carryOut(closing, "capture", amount, at)
    submitToBank(closing)
    applyBankFile(closing)
    return { ...named(trade), Amount: String(amount), CloseDate: dashDateTime(at) }
  },
}
