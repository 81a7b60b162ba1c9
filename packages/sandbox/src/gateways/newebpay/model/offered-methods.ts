import type { Fields } from "../wire/codec.js"
import type { Account } from "./accounts.js"
import { METHODS, type Method } from "./methods.js"

export function isAsked(value: string | undefined): boolean {
  return value !== undefined && value !== "" && value !== "0"
}

/** The methods that the page offers: those requested, or by default all that the shop has enabled, within their limits. */
export function offeredMethods(account: Account, order: Fields, amount: number): Method[] {
  const asked = METHODS.filter(({ id }) => isAsked(order[id]))
  const named = asked.length > 0 ? asked : METHODS.filter((method) => account.methods.includes(method.id))
  return named.filter(({ id, kind, limits: [least, most] }) => {
    if (amount < least || amount > most) return false
    if (id === "InstFlag") return termsOf(account, order).length > 0
    return kind !== "lending" || Boolean(order.OrderDetail)
  })
}

/** Terms allowed by both order and shop. 1, or none requested, means all. */
export function termsOf(account: Account, order: Fields): string[] {
  const opened = account.gatewayShop ? [...account.terms, "8"] : account.terms
  const asked = order.InstFlag || "1"
  return asked === "1" ? opened : asked.split(",").filter((term) => opened.includes(term))
}
