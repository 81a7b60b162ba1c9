import { describe, expect, it } from "vitest"
import type { Attempt } from "../../src/modules/ledger/records"
import type { PaymentMoneyRow } from "../../src/payments/medusa/money-rows"
import {
  changedAmount,
  endOfOrder,
  needsSession,
  type OrderMoney,
  paidByOther,
  whyUnmatchedInOrder,
} from "../../src/payments/order-money"
import type { SessionFacts } from "../../src/payments/session-rules"
import { twd } from "../../src/toolkit/twd"
import { anAttempt } from "../an-attempt"

const NOW = new Date("2026-11-22T04:00:00Z")

/** The cart's own collection, with which its order is placed, and one that was opened later: an edit, a claim, by staff. */
const [CART, LATER] = ["paycol_cart", "paycol_later"]

const voucher = anAttempt({
  id: "tpa_v",
  trade_no: "V",
  session_id: "payses_v",
  payment_collection_id: CART,
  state: "issued",
})

function other(change: Partial<Attempt>): Attempt {
  return anAttempt({ id: "tpa_o", trade_no: "O", session_id: "payses_o", payment_collection_id: CART, ...change })
}

function payment(trade_no: string | null, change: Partial<PaymentMoneyRow> = {}): PaymentMoneyRow {
  const of = { payment_session_id: "payses_o", payment_collection_id: CART }
  return { id: `pay_${trade_no}`, ...of, amount: 1000, refunded: 0, isCanceled: false, trade_no, ...change }
}

const cartOnly = { id: CART, amount: 1000, status: "awaiting", isOfCart: true }
const later = { id: LATER, amount: 80, status: "not_paid", isOfCart: false }
const order = {
  ...{ id: "order_1", openIds: ["order_1"], status: "pending", total: 1000 },
  ...{ isChanged: false, isFulfilled: false },
}

function money(change: Partial<OrderMoney> = {}): OrderMoney {
  const cart = { id: "cart_1", isCompleted: true }
  return { cart, order, collections: [cartOnly], sessions: [], payments: [], attempts: [voucher], ...change }
}

describe("an order whose voucher ran out", () => {
  const table: [string, Partial<OrderMoney>, string][] = [
    ["goes when nothing else pays it", {}, "cancel"],
    ["is left alone when it is cancelled", { order: { ...order, status: "canceled" } }, "none"],
    ["was never placed", { order: null }, "none"],
    ["stays when it was sent", { order: { ...order, isFulfilled: true } }, "shipped"],
    ["stays when it is completed", { order: { ...order, status: "completed" } }, "shipped"],
    ["stays when a card paid it", { payments: [payment("O")] }, "paid"],
    ["stays when staff marked it as paid", { payments: [payment(null)] }, "paid"],
    ["stays when it asks nothing any more", { order: { ...order, total: 0, isChanged: true } }, "paid"],
    ["stays when a part of it is paid", { payments: [payment("O", { refunded: 900 })] }, "paid"],
    [
      "stays while money that came is not applied yet",
      { attempts: [voucher, other({ state: "captured", apply_at: NOW })] },
      "paid",
    ],
    ["stays while a card is only authorised", { attempts: [voucher, other({ state: "authorized" })] }, "paid"],
    ["goes when what paid it went back", { payments: [payment("O", { refunded: 1000 })] }, "cancel"],
    ["goes when what authorised it was released", { payments: [payment("O", { isCanceled: true })] }, "cancel"],
    ["waits for another number", { attempts: [voucher, other({ state: "issued" })] }, "wait"],
    ["waits for who is at a gateway now", { attempts: [voucher, other({ query_at: NOW })] }, "wait"],
    ["does not wait for who left long ago", { attempts: [voucher, other({ query_at: null })] }, "cancel"],
    ["does not wait for a declined card", { attempts: [voucher, other({ state: "failed" })] }, "cancel"],
  ]

  it.each(table)("%s", (_title, change, end) => expect(endOfOrder(voucher, money(change))).toBe(end))

  it("stays when the voucher was for a difference, whatever else it is owed", () => {
    const difference = { ...voucher, payment_collection_id: LATER }
    const collections = [cartOnly, later]
    expect(endOfOrder(difference, money({ collections, attempts: [difference] }))).toBe("not placed by it")
    expect(endOfOrder(difference, money({ collections, payments: [payment("O")] }))).toBe("paid")
    expect(endOfOrder(voucher, money({ collections: [] })), "its collection is gone").toBe("not placed by it")
  })
})

describe("money that came", () => {
  const paid = { ...voucher, state: "captured", apply_at: NOW, paid_at: NOW } as const
  const inSession: SessionFacts = { session: { charge: twd(1000) }, payment: null, order, attempts: [paid] }
  const gone: SessionFacts = { ...inSession, session: null }
  const applied = { state: "captured", applied_at: NOW } as const
  const open = { id: "cart_1", isCompleted: false }
  const edited = { order: { ...order, total: 1080 }, collections: [cartOnly, later] }

  const table: [string, SessionFacts, Partial<OrderMoney>, string | null][] = [
    ["has its session", inSession, {}, null],
    [
      "has its session, and another collection was paid too",
      inSession,
      { payments: [payment("O", { payment_collection_id: LATER })] },
      "second_payment",
    ],
    [
      "has its session, and staff marked another collection as paid",
      inSession,
      { payments: [payment(null)] },
      "second_payment",
    ],
    [
      "has its session, and a part is paid: it would be too much",
      inSession,
      { payments: [payment("O", { amount: 500 })] },
      "second_payment",
    ],
    [
      "has its session, and what paid before went back",
      inSession,
      { payments: [payment("O", { refunded: 1000 })] },
      null,
    ],
    ["is a difference", { ...inSession, session: { charge: twd(80) } }, { ...edited, payments: [payment("O")] }, null],
    [
      "is its own payment already",
      { ...inSession, payment: { canceled_at: null, data: { trade_no: "V" } } },
      { payments: [payment("V"), payment("O")] },
      null,
    ],
    ["lost its session; its order awaits the same amount", gone, {}, null],
    ["lost its session; its cart is open and asks the same", gone, { order: null, cart: open }, null],
    [
      "lost its session; the cart asks another amount",
      gone,
      { order: null, cart: open, collections: [{ ...cartOnly, amount: 2000 }] },
      "deleted_session",
    ],
    ["lost its session; there is no cart any more", gone, { order: null, cart: null }, "deleted_session"],
    ["lost its session; the order is cancelled", gone, { order: { ...order, status: "canceled" } }, "canceled_order"],
    [
      "lost its session; another gateway was paid for the same cart",
      gone,
      { order: null, cart: open, attempts: [paid, other({ ...applied, gateway: "other" })] },
      "second_payment",
    ],
    [
      "lost its session; another one is paid, and not applied yet",
      gone,
      { order: null, cart: open, attempts: [paid, other({ state: "captured", apply_at: NOW })] },
      null,
    ],
    [
      "lost its session; the other money is in no order either",
      gone,
      { order: null, cart: open, attempts: [paid, other({ ...applied, unmatched: "wrong_amount" })] },
      null,
    ],
    ["lost its session; the order is paid", gone, { payments: [payment("O")] }, "second_payment"],
  ]

  it.each(table)("%s", (_title, facts, change, why) => {
    const attempt =
      _title === "is a difference"
        ? { ...paid, session_amount: "80", amount: twd(80), payment_collection_id: LATER }
        : paid
    expect(whyUnmatchedInOrder(attempt, facts, money({ attempts: [paid], ...change }))).toBe(why)
  })

  it("is second where its collection is paid, though the order's total still counts what is to come back", () => {
    const attempt = { ...paid, session_amount: "80", amount: twd(80), payment_collection_id: LATER }
    const exchanged = { order: { ...order, total: 1700 }, collections: [cartOnly, later], attempts: [attempt] }
    const difference = payment("P", { payment_collection_id: LATER, amount: 80 })
    for (const [more, why] of [
      [[], null],
      [[difference], "second_payment"],
      [[{ ...difference, refunded: 80 }], null],
    ] as const)
      expect(whyUnmatchedInOrder(attempt, gone, money({ ...exchanged, payments: [payment("O"), ...more] }))).toBe(why)
  })

  it("from before collections were remembered is judged by its session alone", () => {
    expect(whyUnmatchedInOrder(paid, gone, null)).toBe("deleted_session")
    expect(whyUnmatchedInOrder(paid, inSession, null)).toBeNull()
  })

  it("names the other payment", () => {
    const twin = other({ ...applied })
    expect(paidByOther(paid, money({ attempts: [paid, twin] }))?.trade_no).toBe("O")
    expect(paidByOther(paid, money({ attempts: [paid, other({ state: "issued" })] }))).toBeUndefined()
  })

  it("is carried by a new session only where that fits", () => {
    expect(needsSession(paid, money())).toBe(true)
    expect(needsSession({ ...paid, session_amount: "1000.4" }, money())).toBe(false)
  })
})

describe("an order that was edited while its number is awaited", () => {
  it("asks another amount than the number", () => {
    expect(changedAmount(voucher, money())).toBeNull()
    expect(changedAmount(voucher, money({ collections: [{ ...cartOnly, amount: 1100 }] }))).toBe(1100)
    expect(changedAmount(voucher, null)).toBeNull()
  })

  it("asks no more than its order does, though Medusa left the collection as it was", () => {
    const less = (total: number) => ({ order: { ...order, total, isChanged: true } })
    expect(changedAmount(voucher, money(less(700)))).toBe(700)
    expect(changedAmount(voucher, money(less(0)))).toBe(0)
    expect(changedAmount(voucher, money(less(1300))), "what is added is asked by its collection").toBeNull()
    const beside = [payment("O", { amount: 300, payment_collection_id: LATER })]
    expect(changedAmount(voucher, money({ payments: beside }))).toBe(700)
    expect(changedAmount(voucher, money({ order: { ...order, total: 400 } })), "one of a cart's parts").toBeNull()
  })
})
