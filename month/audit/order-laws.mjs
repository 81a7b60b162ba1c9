import { paymentsOf, tradeOf } from "./books.mjs"

/** @typedef {import("./books.mjs").Books} Books @typedef {import("./books.mjs").Law} Law @typedef {import("./books.mjs").Order} Order */

/** Staff wrote it down, and it waits until somebody pays. @param {Order} order */
const isByStaff = ({ carts }) => carts.length === 0

/** No order stands without money, but those that ask none, whose number is awaited, or of which an open alarm tells. @type {Law} */
function noOrderWithoutMoney(books) {
  return books.orders.flatMap((order) => {
    if (order.status === "canceled") return []
    const payments = paymentsOf(books, order)
    const isPaid = payments.some(({ captured }) => captured > 0)
    const attempts = attemptsOf(books, order)
    const isAwaited = attempts.some(({ state }) => state === "issued" || state === "authorized")
    const isTold = books.alarms.some(
      ({ order_id, attempt_id }) => order_id === order.id || attempts.some(({ id }) => id === attempt_id),
    )
    if (isPaid || isAwaited || isTold || isByStaff(order) || order.asks === 0) return []
    const text = `${order.status}, no capture, nothing awaited, no alarm`
    return [{ law: "no order without money", subject: attempts[0]?.trade_no ?? order.id, text: `${order.id}: ${text}` }]
  })
}

/** @param {Books} books @param {Order} order */
function attemptsOf({ attempts }, { id, collections }) {
  return attempts.filter(
    ({ order_id, collection }) => order_id === id || (collection && collections.includes(collection)),
  )
}

/** An order's transactions are what its payments captured and gave back. @type {Law} */
function transactionsAddUp(books) {
  return books.orders.flatMap((order) => {
    const net = paymentsOf(books, order).reduce((sum, { captured, refunded }) => sum + captured - refunded, 0)
    // Medusa, which cancels an order whose refund was refused, writes the refund down nevertheless; the alarm says that it was not made.
    const isTold = attemptsOf(books, order).some(({ id }) => isAbout(books, id, "not_refunded"))
    if (net === order.transactions || isTold) return []
    const text = `transactions come to NT$${order.transactions}, captures less refunds to NT$${net}`
    return [
      {
        law: "transactions add up",
        subject: attemptsOf(books, order)[0]?.trade_no ?? order.id,
        text: `${order.id}: ${text}`,
      },
    ]
  })
}

/** @param {Books} books @param {string} attempt @param {string} wanted */
const isAbout = ({ alarms }, attempt, wanted) =>
  alarms.some(({ kind, attempt_id }) => kind === wanted && attempt_id === attempt)

/**
 * No order keeps more than it asks: not by two links, two windows, an exchange. Medusa asks less by what it gave back; goods that came
 * back leave it less to ask, too.
 * @type {Law}
 */
function takenOnce(books) {
  return books.orders.flatMap((order) => {
    if (order.status === "canceled" || order.received || order.asks === null) return []
    const taken = paymentsOf(books, order).reduce((sum, { captured, refunded }) => sum + captured - refunded, 0)
    const isTold = attemptsOf(books, order).some(({ id }) => isAbout(books, id, "amount_changed"))
    if (taken <= order.asks || isTold) return []
    const subject = attemptsOf(books, order)[0]?.trade_no ?? order.id
    return [{ law: "taken once", subject, text: `${order.id}: asks NT$${order.asks}, and NT$${taken} are kept` }]
  })
}

/** One cart became one order. @type {Law} */
function oneOrder(books) {
  const carts = new Map()
  for (const { id, carts: own } of books.orders)
    for (const cart of own) carts.set(cart, [...(carts.get(cart) ?? []), id])
  return [...carts]
    .filter(([, orders]) => orders.length > 1)
    .map(([cart, orders]) => ({ law: "one order", subject: cart, text: `became ${orders.join(" and ")}` }))
}

/** Every reservation has its order, every order its reservations, and the levels are their sum. @type {Law} */
function reservationsHaveOrders(books) {
  return [...ghosts(books), ...missing(books), ...wrongLevels(books)].map(({ subject, text }) => ({
    law: "reservations have orders",
    subject,
    text,
  }))
}

/** @param {Books} books */
const openLines = ({ lines, orders }) => {
  const open = new Set(orders.filter(({ status }) => status !== "canceled").map(({ id }) => id))
  return lines.filter(({ order_id }) => open.has(order_id))
}

/** @param {Books} books */
function ghosts(books) {
  const lines = new Set(openLines(books).map(({ line }) => line))
  return books.reservations
    .filter(({ line }) => !line || !lines.has(line))
    .map(({ line, quantity }) => ({ subject: String(line), text: `${quantity} reserved for no open order` }))
}

/** @param {Books} books */
function missing(books) {
  const told = new Set(books.alarms.filter(({ kind }) => kind === "order_incomplete").map(({ order_id }) => order_id))
  return openLines(books).flatMap(({ order_id, line, quantity, fulfilled, managed }) => {
    const reserved = books.reservations
      .filter((each) => each.line === line)
      .reduce((sum, each) => sum + each.quantity, 0)
    if (!managed || told.has(order_id) || reserved === quantity - fulfilled) return []
    return [{ subject: order_id, text: `line ${line} has ${quantity}, reserved are ${reserved}` }]
  })
}

/** @param {Books} books */
function wrongLevels({ levels, reservations }) {
  return levels.flatMap(({ item, reserved }) => {
    const sum = reservations.filter((each) => each.item === item).reduce((total, { quantity }) => total + quantity, 0)
    return sum === reserved
      ? []
      : [{ subject: item, text: `its level says ${reserved} reserved, reservations come to ${sum}` }]
  })
}

/** @param {import("./books.mjs").Operation} operation */
const isOpen = ({ state }) => state === "started" || state === "unknown"

/** A charge that its gateway itself has not decided: it leaves a card that nobody confirmed as it is, and blocks nobody. @param {Books} books @param {import("./books.mjs").Operation} operation */
function isUndecided(books, { kind, attempt_id }) {
  const attempt = books.attempts.find(({ id }) => id === attempt_id)
  return kind === "charge" && attempt !== undefined && tradeOf(books, attempt)?.state === "pending"
}

/** Nothing waits for what never comes. @type {Law} */
function nothingStuck(books) {
  const say = (/** @type {string} */ subject, /** @type {string} */ text) => ({ law: "nothing stuck", subject, text })
  const tradeNo = new Map(books.attempts.map(({ id, trade_no }) => [id, trade_no]))
  const open = books.operations.filter((each) => isOpen(each) && !isUndecided(books, each))
  return [
    ...open.map(({ attempt_id, kind, state, amount, check_at }) =>
      say(
        tradeNo.get(attempt_id) ?? attempt_id,
        `${kind} of NT$${amount} is ${state}, next check ${check_at?.toISOString() ?? "never"}`,
      ),
    ),
    ...books.attempts
      .filter(({ id, overdue }) => overdue && !books.alarms.some(({ attempt_id }) => attempt_id === id))
      .map(({ trade_no }) => say(trade_no, "was to be applied hours ago")),
    ...books.outbox.map(({ name }) => say(name, "was never emitted")),
  ]
}

export const orderLaws = [
  noOrderWithoutMoney,
  transactionsAddUp,
  takenOnce,
  oneOrder,
  reservationsHaveOrders,
  nothingStuck,
]
