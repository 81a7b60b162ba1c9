import { byHandOf, tradeOf } from "./books.mjs"

/** @typedef {import("./books.mjs").Books} Books @typedef {import("./books.mjs").Law} Law */

/** States that say that money is here, or was. */
const SAYS_PAID = new Set(["paid", "held", "refunded"])
/** States that say that there is none. */
const SAYS_UNPAID = new Set(["ready", "pending", "awaiting", "failed", "expired", "replaced"])

/**
 * What the shop's page said was never false: never "paid" without money, and in the end never "no money" where the gateway has some.
 * @type {Law}
 */
function saidNothingFalse(books) {
  const law = "said nothing false"
  const early = books.said
    .filter(({ session, state, after }) => SAYS_PAID.has(state) && after === 0 && !isPaidInCash(books, session))
    .map(({ session, state, at }) => ({
      law,
      subject: subjectOf(books, session),
      text: `said ${state} at ${at.toISOString()}, without money`,
    }))
  const last = new Map(books.said.map((each) => [each.session, each]))
  const late = [...last.values()]
    .filter(({ session, state, before }) => SAYS_UNPAID.has(state) && before > 0 && leftOf(books, session) > 0)
    .map(({ session, state, before }) => ({
      law,
      subject: subjectOf(books, session),
      text: `says ${state} in the end, and NT$${before} were paid`,
    }))
  const idle = [...last.values()]
    .filter(({ session, state }) => state === "awaiting" && asksNothing(books, session))
    .map(({ session }) => ({
      law,
      subject: subjectOf(books, session),
      text: "says awaiting in the end, and its order asks nothing",
    }))
  return [...early, ...late, ...idle]
}

/** Whether the order of a session's number is written off, or paid in another way. @param {Books} books @param {string} session */
function asksNothing({ attempts, orders }, session) {
  const numbers = attempts.filter(({ session_id, state }) => session_id === session && state === "issued")
  return numbers.some(({ order_id }) => orders.some(({ id, asks }) => id === order_id && asks === 0))
}

/** @param {Books} books @param {string} session */
const isPaidInCash = ({ cash }, session) => cash.some((each) => each.session === session)

/** @param {Books} books @param {string} session */
function leftOf(books, session) {
  const own = books.attempts.filter(({ session_id }) => session_id === session)
  return own.reduce((sum, attempt) => {
    const trade = tradeOf(books, attempt)
    return sum + (trade ? trade.paid - trade.back - byHandOf(books, attempt) : 0)
  }, 0)
}

/** @param {Books} books @param {string} session */
const subjectOf = ({ attempts }, session) =>
  attempts.find(({ session_id }) => session_id === session)?.trade_no ?? session

export const pageLaws = [saidNothingFalse]
