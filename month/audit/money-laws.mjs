import { alarmsOf, byHandOf, tradeOf } from "./books.mjs"

/** @typedef {import("./books.mjs").Books} Books @typedef {import("./books.mjs").Law} Law @typedef {import("./books.mjs").Attempt} Attempt */

/** @param {number} amount */
const dollars = (amount) => `NT$${amount}`

/** Kinds that say of money that it is nowhere. */
const NO_HOME = new Set([
  "second_payment",
  "canceled_order",
  "deleted_session",
  "wrong_amount",
  "not_applied",
  "unknown_trade",
])

/** What was paid, by the ledger; a card's reservation counts as at the gateway. @param {Attempt} attempt */
const paidBy = ({ state, amount, captured }) => (state === "authorized" || state === "voided" ? amount : captured)

/** @param {Attempt} attempt */
const backBy = ({ state, amount, refunded }) => (state === "voided" ? amount : refunded)

/** Every paid trade has exactly one home: an order, or an open alarm; or it was given back. @type {Law} */
function oneHome(books) {
  return books.trades.flatMap((trade) => {
    if (trade.paid === 0) return []
    const attempt = books.attempts.find((each) => each.gateway === trade.gateway && each.trade_no === trade.reference)
    const say = (/** @type {string} */ text) => [{ law: "one home", subject: trade.reference, text }]
    if (!attempt)
      return isTold(books, trade.reference)
        ? []
        : say(`${dollars(trade.paid)} of a trade that the shop does not know, and no alarm`)
    const homes = homesOf(books, attempt, trade.paid - trade.back - byHandOf(books, attempt))
    if (homes.length === 1) return []
    return say(
      `${dollars(trade.paid)} paid, ${dollars(trade.back)} back, ${homes.length} homes (${homes.join(", ") || "none"})`,
    )
  })
}

/** @param {Books} books @param {string} reference */
const isTold = ({ alarms }, reference) => alarms.some(({ subject }) => subject.includes(reference))

/** @param {Books} books @param {Attempt} attempt @param {number} left */
function homesOf(books, attempt, left) {
  const { payments, attempts, orders } = books
  const alarms = alarmsOf(books, attempt)
    .filter(({ kind }) => NO_HOME.has(kind))
    .map(({ kind }) => kind)
  const payment = payments.find(({ session_id, captured }) => session_id === attempt.carrier && captured > 0)
  const order = orders.find(({ collections }) => payment && collections.includes(payment.collection))
  const rivals = attempts.filter(
    ({ carrier, unmatched, captured }) => carrier === attempt.carrier && !unmatched && captured > 0,
  )
  if (!attempt.unmatched && rivals.length > 1)
    return [`payment ${payment?.id}, and so have ${rivals.length - 1} others`, "?"]
  const isApplied = payment && order && !attempt.unmatched
  const isReserved = attempt.state === "authorized" && attempt.order_id !== null
  const isGivenBack = left === 0
  const home = isApplied || isReserved ? [`order ${order?.id ?? attempt.order_id}`] : isGivenBack ? ["given back"] : []
  return [...home, ...(isGivenBack ? [] : alarms)]
}

/** For which the bank was never asked: refunds before the closing that had less captured instead. @param {Books} books @param {Attempt} attempt */
const neverAskedFor = ({ operations }, { id }) =>
  operations
    .filter(({ attempt_id, kind, state }) => attempt_id === id && kind === "refund" && state === "done")
    .reduce((sum, { uncaptured }) => sum + (uncaptured ?? 0), 0)

/** Ledger and gateway agree, unless an open alarm says that they do not. @type {Law} */
function ledgerIsGateway(books) {
  return books.attempts.flatMap((attempt) => {
    const trade = tradeOf(books, attempt)
    const less = neverAskedFor(books, attempt)
    const [paid, back] = [(trade?.paid ?? 0) + less, (trade?.back ?? 0) + less + byHandOf(books, attempt)]
    if (paid === paidBy(attempt) && back === backBy(attempt)) return []
    const isKnown = alarmsOf(books, attempt).some(({ kind }) => EXPLAINS.has(kind))
    if (isKnown && paid === paidBy(attempt)) return []
    const ledger = `${attempt.state}, ${dollars(paidBy(attempt))} paid, ${dollars(backBy(attempt))} back`
    const text = `ledger: ${ledger}; ${attempt.gateway}: ${trade?.state ?? "no trade"}, ${dollars(paid)} paid, ${dollars(back)} back`
    return [{ law: "ledger is gateway", subject: attempt.trade_no, text }]
  })
}

/**
 * What the shop counts as captured its gateway was asked for, and nothing else was: a card that is only reserved brings no money.
 * Of what went back whole, nobody asks any more how it was taken.
 * @type {Law}
 */
function capturesAreCaptures(books) {
  return books.attempts.flatMap((attempt) => {
    const trade = tradeOf(books, attempt)
    const { trade_no, gateway, state, captured } = attempt
    const asked = (trade?.captured ?? 0) + neverAskedFor(books, attempt)
    if (!trade || asked === captured || trade.back === trade.paid) return []
    if (alarmsOf(books, attempt).some(({ kind }) => kind === "not_carried_out")) return []
    const text = `ledger: ${state}, ${dollars(captured)} captured; ${gateway}: ${dollars(trade.captured)}`
    return [{ law: "captures are captures", subject: trade_no, text }]
  })
}

/** Kinds by which staff know that what went back differs. */
const EXPLAINS = new Set(["refunded_elsewhere", "refund_undone", "not_carried_out", "not_refunded", "not_released"])

/** Medusa's captures and refunds are the ledger's. @type {Law} */
function medusaIsLedger(books) {
  return books.payments.flatMap((payment) => {
    const carried = books.attempts.filter(({ carrier, unmatched }) => carrier === payment.session_id && !unmatched)
    const paying = carried.filter(({ captured }) => captured > 0)
    if (carried.length === 0) return []
    const captured = paying.reduce((sum, each) => sum + each.captured, 0)
    const refunded = paying.reduce((sum, each) => sum + each.refunded, 0)
    if (captured === payment.captured && refunded === payment.refunded) return []
    const isKnown = paying.some((each) => alarmsOf(books, each).some(({ kind }) => BOOKING.has(kind)))
    if (isKnown) return []
    const medusa = `Medusa: ${dollars(payment.captured)} captured, ${dollars(payment.refunded)} refunded`
    const text = `${medusa}; ledger: ${dollars(captured)}, ${dollars(refunded)} (payment ${payment.id})`
    return [{ law: "Medusa is ledger", subject: carried[0]?.trade_no ?? payment.id, text }]
  })
}

const BOOKING = new Set([
  "not_booked",
  "not_refunded",
  "refunded_elsewhere",
  "refund_undone",
  "not_carried_out",
  "amount_changed",
])

/**
 * A reservation that ran out at its gateway, or that Medusa gave up with staff's change of the order, as the shop knows. Whether the
 * order has other money, or staff were told, is another law's.
 * @param {import("./books.mjs").Trade} trade @param {Attempt} attempt
 */
const isLetGo = ({ state, captured }, attempt) =>
  state === "expired-authorization" || (captured === 0 && attempt.state === "voided")

/** No trade gives back more than was paid, more than staff asked for, or more than its operations say. @type {Law} */
function nothingTwice(books) {
  return books.trades.flatMap((trade) => {
    const attempt = books.attempts.find((each) => each.gateway === trade.gateway && each.trade_no === trade.reference)
    const back = trade.back + (attempt ? byHandOf(books, attempt) : 0)
    if (!attempt || back === 0 || isLetGo(trade, attempt)) return []
    const payment = books.payments.find(({ session_id }) => session_id === attempt.carrier)
    const wanted = books.asked.filter(
      ({ trade: no, payment: id }) => no === trade.reference || (id && id === payment?.id),
    )
    const asked = wanted.reduce((sum, { amount }) => sum + amount, 0)
    const say = (/** @type {string} */ text) => [{ law: "nothing twice", subject: trade.reference, text }]
    if (back > trade.paid) return say(`${dollars(back)} back of ${dollars(trade.paid)}`)
    return back > asked ? say(`${dollars(back)} back, and ${dollars(asked)} asked for`) : []
  })
}

/** Staff's clicks at once ask for the same, and the same is given back once. @type {Law} */
function operationsAddUp(books) {
  return books.attempts.flatMap((attempt) => {
    const standing = books.operations.filter(
      ({ attempt_id, kind, state }) =>
        attempt_id === attempt.id && kind === "refund" && ["done", "queued", "recorded"].includes(state),
    )
    const sum = standing.reduce((total, { amount }) => total + amount, 0)
    if (sum === attempt.refunded) return []
    return [
      {
        law: "operations add up",
        subject: attempt.trade_no,
        text: `${dollars(attempt.refunded)} refunded, operations come to ${dollars(sum)}`,
      },
    ]
  })
}

export const moneyLaws = [oneHome, ledgerIsGateway, capturesAreCaptures, medusaIsLedger, nothingTwice, operationsAddUp]
