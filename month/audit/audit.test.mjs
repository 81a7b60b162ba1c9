import { describe, expect, it } from "vitest"
import { audit, laws } from "./audit.mjs"
import { at, soundBooks } from "./sound-books.mjs"

/** @typedef {import("./books.mjs").Books} Books */

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
    ({ trades }) => trades.push({ gateway: "ecpay", reference: "T99", state: "paid", paid: 80, captured: 80, back: 0 }),
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
    ["one home", "ledger is gateway", "captures are captures", "said nothing false"],
    (books) => {
      Object.assign(tradeIn(books, "6"), { paid: 500, captured: 500 })
      books.said.push({ at, session: "session-6", state: "failed", before: 500, after: 500 })
    },
  ],
  [
    "money that the gateway does not have",
    ["ledger is gateway", "payouts agree"],
    (books) => Object.assign(tradeIn(books, "1"), { paid: 0, captured: 0 }),
  ],
  [
    "a dollar more in the ledger",
    ["ledger is gateway", "captures are captures", "payouts agree"],
    (books) => Object.assign(tradeIn(books, "1"), { paid: 499, captured: 499 }),
  ],
  [
    "a card that the bank was never asked for",
    ["captures are captures"],
    (books) => Object.assign(tradeIn(books, "1"), { captured: 0 }),
  ],
  [
    "a card that staff's gateway captured, and the ledger has as reserved",
    ["captures are captures"],
    (books) => Object.assign(tradeIn(books, "7"), { captured: 500 }),
  ],
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
      books.levels = [{ item: "tea", reserved: 16 }]
    },
  ],
  [
    "an order without its stock",
    ["reservations have orders"],
    (books) => {
      books.reservations.shift()
      books.levels = [{ item: "tea", reserved: 12 }]
    },
  ],
  [
    "a level that is not the sum",
    ["reservations have orders"],
    (books) => Object.assign(books.levels[0] ?? {}, { reserved: 15 }),
  ],
  [
    "an operation of unknown fate",
    ["nothing stuck"],
    ({ operations }) =>
      operations.push({
        attempt_id: "1",
        kind: "refund",
        amount: 9,
        state: "unknown",
        check_at: null,
        uncaptured: null,
      }),
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
    ({ said }) => said.unshift({ at, session: "session-6", state: "paid", before: 0, after: 0 }),
  ],
  [
    "a page that says failed for good",
    ["said nothing false"],
    ({ said }) => said.push({ at, session: "session-1", state: "failed", before: 500, after: 500 }),
  ],
]

/** What payouts, links, orders by telephone and cash can bring. @type {typeof plants} */
const laterPlants = [
  [
    "a difference that two links took",
    ["taken once"],
    (books) => {
      Object.assign(orderIn(books, "8"), { transactions: 550 })
      Object.assign(paymentIn(books, "8"), { captured: 550 })
    },
  ],
  [
    "an order by telephone that is sent for nothing",
    ["transactions add up"],
    (books) => Object.assign(orderIn(books, "8"), { transactions: 0 }),
  ],
  [
    "a page that asks for a number whose order is written off",
    ["said nothing false"],
    (books) => {
      Object.assign(orderIn(books, "4"), { asks: 0 })
      books.said.push({ at, session: "session-4", state: "awaiting", before: 0, after: 0 })
    },
  ],
  ["a page that says paid of a number that nobody paid", ["said nothing false"], ({ cash }) => cash.pop()],
  [
    "a refund by hand that the ledger has twice",
    ["ledger is gateway", "Medusa is ledger"],
    (books) => {
      books.operations.push({
        attempt_id: "9",
        kind: "refund",
        amount: 200,
        state: "done",
        check_at: null,
        uncaptured: null,
      })
      Object.assign(attemptIn(books, "9"), { refunded: 400 })
    },
  ],
  [
    "a refund by hand that is not in the ledger",
    ["ledger is gateway", "nothing twice"],
    ({ transfers }) => transfers.push({ trade: "T1", amount: 100 }),
  ],
  [
    "a refund in the ledger that neither gateway nor staff have made",
    ["ledger is gateway"],
    ({ transfers }) => transfers.pop(),
  ],
  [
    "a refund by hand of what the gateway gave back, too",
    ["ledger is gateway", "nothing twice"],
    ({ transfers }) => transfers.push({ trade: "T5", amount: 500 }),
  ],
  [
    "a gateway that is asked on and on though it locked the account out",
    ["left alone"],
    ({ refusals }) => refusals.push({ gateway: "ecpay", at: new Date(at.getTime() + 60_000) }),
  ],
  ["a line of a statement that was lost", ["statements taken", "missing is told"], ({ payouts }) => payouts.pop()],
  [
    "a line that is in the books twice",
    ["statements taken", "payouts agree"],
    ({ payouts }) => payouts.push({ ...the(payouts, ({ id }) => id === "line-T1"), id: "again" }),
  ],
  [
    "another amount that was paid out, and nobody told",
    ["payouts agree"],
    (books) => {
      for (const line of [...books.told, ...books.payouts]) if (line.reference === "T1") line.gross = 510
    },
  ],
  [
    "a chargeback that nobody told",
    ["payouts agree"],
    (books) => {
      const line = { ...the(books.payouts, ({ id }) => id === "line-T2"), id: "back", kind: "chargeback", gross: -500 }
      books.payouts.push(line)
      books.told.push(line)
    },
  ],
  [
    "a stranger's money that nobody told",
    ["payouts agree"],
    (books) => {
      for (const line of [...books.told, ...books.payouts]) if (line.reference === "T1") line.reference = "X1"
      books.payoutsDue = {}
    },
  ],
  [
    "an alarm about a payout that is right",
    ["payouts agree"],
    ({ alarms }) =>
      alarms.push({ kind: "payout_differs", attempt_id: null, subject: "line-T1", order_id: null, amount: 500 }),
  ],
  [
    "a refund that a statement takes back of what it never paid out, and nobody told",
    ["missing is told"],
    (books) => {
      const line = { ...the(books.payouts, ({ id }) => id === "line-T1"), kind: "refund", gross: -500, fee: 0 }
      books.payouts.push({ ...line, id: "line-T5", attempt_id: "5", reference: "T5" })
      books.told.push({ ...line, reference: "T5" })
    },
  ],
  [
    "a payment that is in no statement, and nobody told",
    ["missing is told"],
    (books) => {
      books.payouts.shift()
      books.told.shift()
    },
  ],
]

describe("the auditor", () => {
  it("finds nothing in sound books", () => {
    expect(audit(soundBooks())).toEqual([])
  })

  it("finds nothing where the payment of such a refund may still be paid out", () => {
    const books = soundBooks()
    const [, , plant] = the(laterPlants, ([name]) => name.startsWith("a refund that a statement takes back"))
    plant(books)
    books.payoutsDue = {}
    expect(audit(books)).toEqual([])
  })

  it("finds nothing where such a refund's payment is told to be missing", () => {
    const books = soundBooks()
    const [, , plant] = the(laterPlants, ([name]) => name.startsWith("a refund that a statement takes back"))
    plant(books)
    books.alarms.push({ kind: "payout_missing", attempt_id: "5", subject: "5", order_id: null, amount: 500 })
    expect(audit(books)).toEqual([])
  })

  it("finds nothing where a part went back by capturing less", () => {
    const books = soundBooks()
    Object.assign(tradeIn(books, "2"), { paid: 300, captured: 300, back: 0 })
    the(books.operations, ({ attempt_id }) => attempt_id === "2").uncaptured = 200
    for (const line of [...books.told, ...books.payouts]) if (line.reference === "T2") line.gross = 300
    expect(audit(books)).toEqual([])
  })

  it("finds nothing where a reservation was let go of an order that is paid in another way", () => {
    const books = soundBooks()
    Object.assign(tradeIn(books, "7"), { state: "voided", back: 500 })
    Object.assign(attemptIn(books, "7"), { state: "voided" })
    books.payments.push({ ...paymentIn(books, "1"), id: "payment-7b", collection: "collection-7" })
    Object.assign(orderIn(books, "7"), { transactions: 500 })
    expect(audit(books).filter(({ law }) => law === "nothing twice")).toEqual([])
  })

  it.each([...plants, ...laterPlants])("finds %s", (_name, wanted, plant) => {
    const books = soundBooks()
    plant(books)
    expect(new Set(audit(books).map(({ law }) => law))).toEqual(new Set(wanted))
  })

  it("has every law broken by a plant", () => {
    const planted = new Set([...plants, ...laterPlants].flatMap(([, wanted]) => wanted))
    expect(planted.size).toBe(laws.length)
  })
})
