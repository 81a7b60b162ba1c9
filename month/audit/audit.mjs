import { gatewayLaws } from "./gateway-laws.mjs"
import { moneyLaws } from "./money-laws.mjs"
import { orderLaws } from "./order-laws.mjs"
import { pageLaws } from "./page-laws.mjs"
import { payoutLaws } from "./payout-laws.mjs"

/** @typedef {import("./books.mjs").Books} Books @typedef {import("./books.mjs").Violation} Violation */

export const laws = [...moneyLaws, ...orderLaws, ...pageLaws, ...payoutLaws, ...gatewayLaws]

/** Everything that is wrong in the books. @param {Books} books @returns {Violation[]} */
export function audit(books) {
  return laws.flatMap((law) => law(books))
}
