/** @typedef {import("./books.mjs").Books} Books */

export const at = new Date("2026-12-01T04:00:00Z")

/** @param {Partial<import("./books.mjs").Attempt> & { id: string }} given @returns {import("./books.mjs").Attempt} */
function attempt(given) {
  const session = {
    session_id: `session-${given.id}`,
    carrier: `session-${given.id}`,
    collection: `collection-${given.id}`,
  }
  const money = { amount: 500, captured: 500, refunded: 0, state: "captured" }
  const rest = {
    order_id: `order-${given.id}`,
    unmatched: null,
    overdue: false,
    query_at: null,
    expires_at: null,
    paid_at: at,
  }
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
    received: false,
  }
}

/** @param {string} reference */
const told = (reference) => ({ gateway: "ecpay", reference, kind: "payment", gross: 500, fee: 10 })

/** @param {string} reference @returns {import("./books.mjs").PayoutLine} */
const line = (reference) => ({
  ...told(reference),
  ...{ id: `line-${reference}`, attempt_id: reference.slice(1), net: 490, result: "agreed" },
})

/**
 * A month's end in which all is well: 1 is paid, 2 gave a part back, 3 was paid twice and staff were told, 4 is awaited, 5 was given
 * back whole and its order cancelled, 6 came to nothing, 7 is reserved on a card only, of 8 the number was paid at the door, of 9 staff
 * transferred a part back by themselves.
 * @returns {Books}
 */
export function soundBooks() {
  const trade = (/** @type {string} */ id, paid = 500, back = 0) => ({
    gateway: "ecpay",
    reference: `T${id}`,
    state: "paid",
    paid,
    captured: id === "7" ? 0 : paid,
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
      trade("8", 0),
      trade("9"),
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
      attempt({ id: "8", state: "expired", captured: 0 }),
      attempt({ id: "9", refunded: 200 }),
    ],
    operations: [
      { attempt_id: "2", kind: "refund", amount: 200, state: "done", check_at: null, uncaptured: null },
      { attempt_id: "5", kind: "refund", amount: 500, state: "queued", check_at: null, uncaptured: null },
      { attempt_id: "9", kind: "refund", amount: 200, state: "done", check_at: null, uncaptured: null },
    ],
    alarms: [{ kind: "second_payment", attempt_id: "3b", subject: "T3b", order_id: "order-3", amount: 500 }],
    payments: [
      payment("1"),
      payment("2", { refunded: 200 }),
      payment("3"),
      payment("5", { refunded: 500 }),
      payment("7", { captured: 0 }),
      payment("9", { refunded: 200 }),
      { ...payment("8"), session_id: "cash-8", provider_id: "pp_system_default" },
    ],
    orders: [
      order("1", 500),
      order("2", 300),
      order("3", 500),
      order("4", 0),
      { ...order("5", 0), status: "canceled" },
      order("7", 0),
      { ...order("8", 500), carts: [] },
      order("9", 300),
    ],
    lines: ["1", "2", "3", "4", "7", "8", "9"].map((id) => ({
      order_id: `order-${id}`,
      line: `line-${id}`,
      quantity: 2,
      fulfilled: 0,
      managed: true,
    })),
    reservations: ["1", "2", "3", "4", "7", "8", "9"].map((id) => ({ line: `line-${id}`, quantity: 2, item: "tea" })),
    levels: [{ item: "tea", reserved: 14 }],
    outbox: [],
    said: [
      { at, session: "session-1", state: "pending", before: 0, after: 0 },
      { at, session: "session-1", state: "paid", before: 500, after: 500 },
      { at, session: "session-5", state: "refunded", before: 500, after: 500 },
      { at, session: "session-6", state: "failed", before: 0, after: 0 },
      { at, session: "session-8", state: "paid", before: 0, after: 0 },
    ],
    asked: [
      { payment: "payment-2", amount: 200 },
      { payment: "payment-5", amount: 500 },
      { payment: "payment-9", amount: 200 },
    ],
    transfers: [{ trade: "T9", amount: 200 }],
    refusals: Array.from({ length: 12 }, () => ({ gateway: "ecpay", at })),
    cash: [{ session: "session-8", amount: 500 }],
    told: ["1", "2", "3", "3b", "9"].map((id) => told(`T${id}`)),
    payouts: ["1", "2", "3", "3b", "9"].map((id) => line(`T${id}`)),
    payoutsDue: { ecpay: new Date(at.getTime() + 1) },
  }
}
