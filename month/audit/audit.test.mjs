import { describe, expect, it } from "vitest"
import { audit, laws } from "./audit.mjs"

/** @typedef {import("./books.mjs").Books} Books */

const at = new Date("2026-12-01T04:00:00Z")

/** @param {Partial<import("./books.mjs").Attempt> & { id: string }} given @returns {import("./books.mjs").Attempt} */
function attempt(given) {
  const session = {
    session_id: `session-${given.id}`,
    carrier: `session-${given.id}`,
    collection: `collection-${given.id}`,
  }
  const money = { amount: 500, captured: 500, refunded: 0, state: "captured" }
  const rest = { order_id: `order-${given.id}`, unmatched: null, overdue: false, query_at: null, expires_at: null }
  return { gateway: "ecpay", trade_no: `T${given.id}`, ...session, ...money, ...rest, ...given }
}

/** @param {string} id @param {{ captured?: number, refunded?: number }} [money] @returns {import("./books.mjs").Payment} */
function payment(id, { captured = 500, refunded = 0 } = {}) {
  const of = { session_id: `session-${id}`, collection: `collection-${id}`, provider_id: "pp_ecpay-credit_main" }
  return { id: `payment-${id}`, ...of, amount: 500, canceled: false, captured, refunded }
}

/** @param {string} id @param {number} transactions @returns {import("./books.mjs").Order} */
function order(id, transactions) {
  return {
    id: `order-${id}`,
    status: "pending",
    collections: [`collection-${id}`],
    carts: [`cart-${id}`],
    transactions,
    asks: 500,
  }
}

/**
 * A month's end in which all is well: 1 is paid, 2 gave a part back, 3 was paid twice and staff were told, 4 is awaited, 5 was given
 * back whole and its order cancelled, 6 came to nothing, 7 is reserved on a card only.
 * @returns {Books}
 */
function soundBooks() {
  const trade = (/** @type {string} */ id, paid = 500, back = 0) => ({
    gateway: "ecpay",
    reference: `T${id}`,
    state: "paid",
    paid,
    back,
  })
  return {
    trades: [
      trade("1"),
      trade("2", 500, 200),
      trade("3"),
      trade("3b"),
      trade("4", 0),
      trade("5", 500, 500),
      trade("6", 0),
      trade("7"),
    ],
    attempts: [
      attempt({ id: "1" }),
      attempt({ id: "2", refunded: 200 }),
      attempt({ id: "3" }),
      attempt({
        id: "3b",
        session_id: "session-3",
        carrier: "session-3",
        collection: "collection-3",
        unmatched: "second_payment",
        order_id: null,
      }),
      attempt({ id: "4", state: "issued", captured: 0 }),
      attempt({ id: "5", state: "refunded", refunded: 500 }),
      attempt({ id: "6", state: "failed", captured: 0, order_id: null }),
      attempt({ id: "7", state: "authorized", captured: 0 }),
    ],
    operations: [
      { attempt_id: "2", kind: "refund", amount: 200, state: "done", check_at: null },
      { attempt_id: "5", kind: "refund", amount: 500, state: "queued", check_at: null },
    ],
    alarms: [{ kind: "second_payment", attempt_id: "3b", subject: "T3b", order_id: "order-3", amount: 500 }],
    payments: [
      payment("1"),
      payment("2", { refunded: 200 }),
      payment("3"),
      payment("5", { refunded: 500 }),
      payment("7", { captured: 0 }),
    ],
    orders: [
      order("1", 500),
      order("2", 300),
      order("3", 500),
      order("4", 0),
      { ...order("5", 0), status: "canceled" },
      order("7", 0),
    ],
    lines: ["1", "2", "3", "4", "7"].map((id) => ({
      order_id: `order-${id}`,
      line: `line-${id}`,
      quantity: 2,
      fulfilled: 0,
      managed: true,
    })),
    reservations: ["1", "2", "3", "4", "7"].map((id) => ({ line: `line-${id}`, quantity: 2, item: "tea" })),
    levels: [{ item: "tea", reserved: 10 }],
    outbox: [],
    said: [
      { at, session: "session-1", state: "pending", orderId: null, before: 0, after: 0 },
      { at, session: "session-1", state: "paid", orderId: "order-1", before: 500, after: 500 },
      { at, session: "session-5", state: "refunded", orderId: "order-5", before: 500, after: 500 },
      { at, session: "session-6", state: "failed", orderId: null, before: 0, after: 0 },
    ],
    asked: [
      { payment: "payment-2", amount: 200 },
      { payment: "payment-5", amount: 500 },
    ],
  }
}

/** The only one of a list that a test speaks of. @template Row @param {readonly Row[]} rows @param {(row: Row) => boolean} is @returns {Row} */
function the(rows, is) {
  const found = rows.find(is)
  if (!found) throw new Error("there is none")
  return found
}

const attemptIn = (/** @type {Books} */ books, /** @type {string} */ id) =>
  the(books.attempts, (each) => each.id === id)
const paymentIn = (/** @type {Books} */ books, /** @type {string} */ id) =>
  the(books.payments, (each) => each.id === `payment-${id}`)
const orderIn = (/** @type {Books} */ books, /** @type {string} */ id) =>
  the(books.orders, (each) => each.id === `order-${id}`)
const tradeIn = (/** @type {Books} */ books, /** @type {string} */ id) =>
  the(books.trades, (each) => each.reference === `T${id}`)

/** What is planted, and the laws that must find it: these and no others. @type {[string, readonly string[], (books: Books) => unknown][]} */
const plants = [
  [
    "money of a trade that nobody knows",
    ["one home"],
    ({ trades }) => trades.push({ gateway: "ecpay", reference: "T9", state: "paid", paid: 80, back: 0 }),
  ],
  ["a second payment whose alarm is gone", ["one home"], (books) => books.alarms.pop()],
  [
    "a second payment that is in the order, too",
    ["one home", "Medusa is ledger"],
    (books) => Object.assign(attemptIn(books, "3b"), { unmatched: null }),
  ],
  [
    "money in an order, and an alarm that it is in none",
    ["one home"],
    ({ alarms }) =>
      alarms.push({ kind: "canceled_order", attempt_id: "1", subject: "T1", order_id: null, amount: 500 }),
  ],
  [
    "money that the ledger does not know",
    ["one home", "ledger is gateway", "said nothing false"],
    (books) => {
      tradeIn(books, "6").paid = 500
      books.said.push({ at, session: "session-6", state: "failed", orderId: null, before: 500, after: 500 })
    },
  ],
  [
    "money that the gateway does not have",
    ["ledger is gateway"],
    (books) => Object.assign(tradeIn(books, "1"), { paid: 0 }),
  ],
  ["a dollar more in the ledger", ["ledger is gateway"], (books) => Object.assign(tradeIn(books, "1"), { paid: 499 })],
  [
    "a refund of which the ledger knows nothing",
    ["ledger is gateway", "nothing twice"],
    (books) => Object.assign(tradeIn(books, "1"), { back: 10 }),
  ],
  [
    "a capture that Medusa does not have",
    ["one home", "Medusa is ledger", "transactions add up", "no order without money"],
    (books) => Object.assign(paymentIn(books, "1"), { captured: 0 }),
  ],
  [
    "a refund that Medusa has twice",
    ["Medusa is ledger", "transactions add up"],
    (books) => Object.assign(paymentIn(books, "2"), { refunded: 400 }),
  ],
  [
    "a transaction that is missing",
    ["transactions add up"],
    (books) => Object.assign(orderIn(books, "2"), { transactions: 500 }),
  ],
  [
    "more given back than was paid",
    ["nothing twice"],
    (books) => {
      Object.assign(tradeIn(books, "5"), { back: 1000 })
      books.alarms.push({ kind: "refunded_elsewhere", attempt_id: "5", subject: "T5", order_id: null, amount: 500 })
    },
  ],
  ["more given back than anybody asked for", ["nothing twice"], (books) => books.asked.shift()],
  ["a refund that is in no operation", ["operations add up"], (books) => books.operations.shift()],
  [
    "an order that nobody paid",
    ["no order without money"],
    (books) => Object.assign(attemptIn(books, "4"), { state: "expired" }),
  ],
  ["two orders of one cart", ["one order"], (books) => orderIn(books, "2").carts.push("cart-1")],
  [
    "stock reserved for a cancelled order",
    ["reservations have orders"],
    (books) => {
      books.reservations.push({ line: "line-5", quantity: 2, item: "tea" })
      books.levels = [{ item: "tea", reserved: 12 }]
    },
  ],
  [
    "an order without its stock",
    ["reservations have orders"],
    (books) => {
      books.reservations.shift()
      books.levels = [{ item: "tea", reserved: 8 }]
    },
  ],
  [
    "a level that is not the sum",
    ["reservations have orders"],
    (books) => Object.assign(books.levels[0] ?? {}, { reserved: 11 }),
  ],
  [
    "an operation of unknown fate",
    ["nothing stuck"],
    ({ operations }) =>
      operations.push({ attempt_id: "1", kind: "refund", amount: 9, state: "unknown", check_at: null }),
  ],
  [
    "money that was to be applied hours ago",
    ["nothing stuck"],
    (books) => Object.assign(attemptIn(books, "1"), { overdue: true }),
  ],
  ["an event that was never emitted", ["nothing stuck"], ({ outbox }) => outbox.push({ name: "taiwan_payments.paid" })],
  [
    "a page that said paid too early",
    ["said nothing false"],
    ({ said }) => said.unshift({ at, session: "session-6", state: "paid", orderId: null, before: 0, after: 0 }),
  ],
  [
    "a page that says failed for good",
    ["said nothing false"],
    ({ said }) => said.push({ at, session: "session-1", state: "failed", orderId: null, before: 500, after: 500 }),
  ],
]

describe("the auditor", () => {
  it("finds nothing in sound books", () => {
    expect(audit(soundBooks())).toEqual([])
  })

  it.each(plants)("finds %s", (_name, wanted, plant) => {
    const books = soundBooks()
    plant(books)
    expect(new Set(audit(books).map(({ law }) => law))).toEqual(new Set(wanted))
  })

  it("has every law broken by a plant", () => {
    const planted = new Set(plants.flatMap(([, wanted]) => wanted))
    expect(planted.size).toBe(laws.length)
  })
})
