import type { Fields } from "../wire/codec.js"
import type { Account } from "./accounts.js"
import { METHODS, type Method, SUB_LIMITS } from "./methods.js"

export function subsOf(method: Method, wanted: string) {
  return method.subPayments.filter((sub) => sub.id.toLowerCase() === wanted.toLowerCase())
}

/** What the buyer may choose: named by the order, enabled for the account, and within the limits. */
export function offeredMethods(fields: Fields, account: Account, amount: number): Method[] {
  return namedMethods(fields, account).filter((method) => offeredSubs(fields, account, method, amount).length > 0)
}

export function namedMethods(fields: Fields, account: Account): Method[] {
  const opened = METHODS.filter((method) => account.methods.includes(method.id))
  const ignored = (fields.IgnorePayment ?? "").split("#")
  if (fields.ChoosePayment !== "ALL") return opened.filter((method) => method.id === fields.ChoosePayment)
  return opened.filter((method) => !ignored.includes(method.id) && (method.id !== "BNPL" || fields.PaymentInfoURL))
}

/** The sub-payments of a method that this order may use. */
export function offeredSubs(fields: Fields, account: Account, method: Method, amount: number): Method["subPayments"] {
  const wanted = fields.ChoosePayment === method.id ? (fields.ChooseSubPayment ?? "") : ""
  const named = wanted === "" || method.subPayments.length === 1 ? method.subPayments : subsOf(method, wanted)
  return named.filter((sub) => {
    const [least, most] = account.limits[method.id] ?? SUB_LIMITS[sub.id] ?? method.limits
    return amount >= least && amount <= most
  })
}
