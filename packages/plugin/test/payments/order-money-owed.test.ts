import { describe, expect, it } from "vitest"
import type { Attempt } from "../../src/modules/ledger/records"
import type { PaymentMoneyRow } from "../../src/payments/medusa/money-rows"
import {
  isAlive,
  isAnythingPaidBeside,
  isPaidBeside,
  needsSession,
  type OrderMoney,
  owedBeside,
  owedOf,
  paidByOther,
  refundedOf,
  whyUnmatchedInOrder,
} from "../../src/payments/order-money"
import { twd } from "../../src/toolkit/twd"
import { anAttempt } from "../an-attempt"

const NOW = new Date("2026-11-22T04:00:00Z")
const [CART, LATER] = ["paycol_cart", "paycol_later"]

const ORDER = { id: "order_1", openIds: ["order_1"], status: "pending", isChanged: false, isFulfilled: false }

const paid = attempt({ id: "tpa_1", trade_no: "T1", state: "captured" })

function attempt(change: Partial<Attempt>): Attempt {
  return anAttempt({ id: "tpa_o", trade_no: "O", payment_collection_id: CART, ...change })
}

function payment(trade_no: string | null, change: Partial<PaymentMoneyRow> = {}): PaymentMoneyRow {
  const of = { payment_session_id: "payses_o", payment_collection_id: CART }
  return { id: `pay_${trade_no}`, ...of, amount: 1000, refunded: 0, isCanceled: false, trade_no, ...change }
}

function money(change: Partial<OrderMoney> = {}): OrderMoney {
  const collections = [{ id: CART, amount: 1000, status: "awaiting", isOfCart: true }]
  const cart = { id: "cart_1", isCompleted: true }
  return {
    cart,
    order: { ...ORDER, total: 1000 },
    collections,
    sessions: [],
    payments: [],
    attempts: [paid],
    ...change,
  }
}

describe("what is still asked when one attempt is left out", () => {
  const captured = attempt({ state: "captured" })

  it.each<[string, Partial<OrderMoney>, number]>([
    ["all, where nothing else came", { payments: [payment("T1")] }, 1000],
    ["what a payment left over", { payments: [payment("O", { amount: 400 })] }, 600],
    ["what went back of it again", { payments: [payment("O", { amount: 400, refunded: 100 })] }, 700],
    ["all, where the payment was cancelled", { payments: [payment("O", { isCanceled: true })] }, 1000],
    ["what money on its way will leave", { attempts: [paid, { ...captured, session_amount: "300" }] }, 700],
    ["not what went back of that", { attempts: [paid, { ...captured, refunded_amount: twd(400) }] }, 400],
    ["nothing twice, once it is a payment", { attempts: [paid, captured], payments: [payment("O")] }, 0],
    ["both, where they are two", { attempts: [paid, captured], payments: [payment("P", { amount: 200 })] }, -200],
    ["not what nobody paid", { attempts: [paid, attempt({ state: "issued" })] }, 1000],
    ["of a cart, what its collection asks", { order: null }, 1000],
    ["of nothing, nothing", { order: null, collections: [] }, 0],
  ])("is %s", (_what, change, owed) => expect(owedBeside(paid, money(change))).toBe(owed))

  it("says whether anything came", () => {
    expect(isAnythingPaidBeside(paid, money({ payments: [payment("T1")] }))).toBe(false)
    expect(isAnythingPaidBeside(paid, money({ payments: [payment("O", { refunded: 1000 })] }))).toBe(false)
    expect(isAnythingPaidBeside(paid, money({ payments: [payment("O", { refunded: 999 })] }))).toBe(true)
    expect(isAnythingPaidBeside(paid, money({ attempts: [paid, captured] }))).toBe(true)
  })
})

describe("what is owed of an order", () => {
  const captured = attempt({ state: "captured", session_amount: "300" })

  it.each<[string, Partial<OrderMoney>, number]>([
    ["all", { attempts: [] }, 1000],
    ["not what was paid, though it went back", { payments: [payment("T1", { amount: 400, refunded: 400 })] }, 600],
    ["what was only authorised, and released", { payments: [payment("P", { isCanceled: true })], attempts: [] }, 1000],
    ["not what is on its way", { attempts: [captured, attempt({ id: "tpa_x", trade_no: "X" })] }, 700],
    ["nothing twice", { payments: [payment("O", { amount: 300 })], attempts: [captured] }, 700],
    ["not what is on its way again", { payments: [payment("O", { isCanceled: true })], attempts: [captured] }, 700],
    ["both", { payments: [payment("P", { amount: 200 })], attempts: [captured] }, 500],
  ])("is %s", (_what, change, owed) => expect(owedOf(money(change), 1000)).toBe(owed))

  it("is beside what went back, of payments that stand", () => {
    const gone = payment("P", { refunded: 50, isCanceled: true })
    expect(
      refundedOf(money({ payments: [payment("T1", { refunded: 100 }), payment("O", { refunded: 30 }), gone] })),
    ).toBe(130)
    expect(refundedOf(money())).toBe(0)
  })
})

describe("money that would be too much", () => {
  it.each<[string, Partial<OrderMoney>, boolean]>([
    ["nothing else came", {}, false],
    ["what came is nothing", { payments: [payment("O", { amount: 0 })] }, false],
    ["a dollar came already", { payments: [payment("O", { amount: 1 })] }, true],
    ["less than a cent came", { payments: [payment("O", { amount: 0.004 })] }, false],
    [
      "the other is on its way, and first come is first served",
      { attempts: [paid, attempt({ state: "captured" })] },
      false,
    ],
    ["the other was applied", { attempts: [paid, attempt({ state: "captured", applied_at: NOW })] }, true],
    [
      "another collection of a dearer order was paid",
      { order: { ...ORDER, total: 2000 }, payments: [payment("O", { payment_collection_id: LATER })] },
      false,
    ],
    [
      "its collection was paid, of a dearer order",
      { order: { ...ORDER, total: 2000 }, payments: [payment("O")] },
      true,
    ],
    [
      "a part of its collection was paid, of a dearer order",
      { order: { ...ORDER, total: 2000 }, payments: [payment("O", { amount: 1 })] },
      true,
    ],
    [
      "what paid its collection was released",
      { order: { ...ORDER, total: 2000 }, payments: [payment("O", { isCanceled: true })] },
      false,
    ],
    ["nothing else came, and the order was made cheaper", { order: { ...ORDER, total: 900 } }, false],
    [
      "nothing else came, and its collection was made cheaper",
      {
        order: { ...ORDER, total: 5000 },
        collections: [{ id: CART, amount: 900, status: "awaiting", isOfCart: true }],
      },
      false,
    ],
    [
      "a part of a dear order was paid, and its collection is gone",
      { order: { ...ORDER, total: 5000 }, collections: [], payments: [payment("O")] },
      false,
    ],
    ["it is its own payment", { order: { ...ORDER, total: 2000 }, payments: [payment("T1")] }, false],
  ])("%s: %o", (_what, change, isTooMuch) => expect(isPaidBeside(paid, money(change))).toBe(isTooMuch))
})

describe("who paid for it", () => {
  it.each<[string, Partial<OrderMoney>, string | undefined]>([
    ["nobody else", {}, undefined],
    ["whom a payment carries", { attempts: [paid, attempt({ state: "captured" })], payments: [payment("O")] }, "O"],
    [
      "not whose payment was released",
      { attempts: [paid, attempt({ state: "captured" })], payments: [payment("O", { isCanceled: true })] },
      undefined,
    ],
    [
      "not whose money found no order",
      { attempts: [paid, attempt({ state: "captured", applied_at: NOW, unmatched: "wrong_amount" })] },
      undefined,
    ],
    ["not whose money is on its way", { attempts: [paid, attempt({ state: "captured" })] }, undefined],
    ["not itself", { attempts: [{ ...paid, applied_at: NOW }] }, undefined],
    [
      "not whom a payment of a third carries",
      { attempts: [paid, attempt({ state: "captured" })], payments: [payment("P")] },
      undefined,
    ],
    ["not who did not pay", { attempts: [paid, attempt({ applied_at: NOW })], payments: [payment("O")] }, undefined],
  ])("%s", (_who, change, trade) => expect(paidByOther(paid, money(change))?.trade_no).toBe(trade))
})

it.each([
  ["issued", null, true],
  ["authorized", null, true],
  ["captured", null, true],
  ["started", NOW, true],
  ["started", null, false],
  ["failed", NOW, false],
  ["expired", NOW, false],
] as const)("money may still come of %s, to be asked about %s: %s", (state, query_at, alive) => {
  expect(isAlive(attempt({ state, query_at }))).toBe(alive)
})

describe("a session in the place of one that is gone", () => {
  it("needs an open cart or an order, a collection, and the same amount", () => {
    const cart = (isCompleted: boolean) => ({ order: null, cart: { id: "cart_1", isCompleted } })
    expect(needsSession(paid, money())).toBe(true)
    expect(needsSession(paid, money(cart(false)))).toBe(true)
    expect(needsSession(paid, money(cart(true)))).toBe(false)
    expect(needsSession(paid, money({ order: null, cart: null }))).toBe(false)
    expect(needsSession(paid, money({ collections: [] }))).toBe(false)
    expect(needsSession({ ...paid, session_amount: "1000.004" }, money())).toBe(true)
    expect(needsSession({ ...paid, session_amount: "1000.006" }, money())).toBe(false)
  })

  it("is not asked for where the session's own answer is another", () => {
    const facts = { session: { charge: twd(1100) }, payment: null, order: null, attempts: [paid] }
    expect(whyUnmatchedInOrder(paid, facts, money())).toBe("wrong_amount")
    const unsaid = { ...facts, session: { charge: null } }
    expect(whyUnmatchedInOrder(paid, unsaid, money({ collections: [] }))).toBeNull()
    const nobodys = { ...facts, payment: { canceled_at: null, data: null } }
    expect(whyUnmatchedInOrder(paid, nobodys, money())).toBe("second_payment")
    expect(whyUnmatchedInOrder(paid, { ...facts, session: null }, money({ cart: null, order: null }))).toBe(
      "deleted_session",
    )
  })
})
