/**
 * Every book there is, as plain rows: the shop's database by SQL, the gateways' own trades, what the shop's page said, and what
 * staff asked for. Nothing of the plugin is imported here or below: what it gets wrong must not be wrong here, too.
 *
 * @typedef {{ gateway: string, reference: string, state: string, paid: number, captured: number, back: number }} Trade
 * @typedef {{ id: string, gateway: string, trade_no: string, session_id: string, carrier: string, collection: string | null, amount: number,
 *   state: string, captured: number, refunded: number, order_id: string | null, unmatched: string | null, overdue: boolean,
 *   query_at: Date | null, expires_at: Date | null, paid_at: Date | null }} Attempt
 * @typedef {{ attempt_id: string, kind: string, amount: number, state: string, check_at: Date | null,
 *   uncaptured: number | null }} Operation
 * @typedef {{ kind: string, attempt_id: string | null, subject: string, order_id: string | null, amount: number | null }} Alarm
 * @typedef {{ id: string, session_id: string, collection: string, provider_id: string, amount: number, canceled: boolean,
 *   captured: number, refunded: number }} Payment
 * @typedef {{ id: string, status: string, collections: string[], carts: string[], transactions: number, asks: number | null,
 *   received: boolean }} Order; received: whether goods came back
 * @typedef {{ order_id: string, line: string, quantity: number, fulfilled: number, managed: boolean }} Line
 * @typedef {{ line: string | null, quantity: number, item: string }} Reservation
 * @typedef {{ item: string, reserved: number }} Level
 * @typedef {{ at: Date, session: string, state: string, before: number, after: number }} Said by the shop's page; what gateways held then
 * @typedef {{ trade?: string, payment?: string, amount: number }} Asked money that staff asked to give back
 * @typedef {{ trade: string, amount: number }} Transfer of staff's own to a buyer, past the gateway
 * @typedef {{ session: string, amount: number }} Cash that staff took at the door instead of a number's money
 * @typedef {{ gateway: string, at: Date }} Refusal of a question, since the account is locked out
 * @typedef {{ gateway: string, reference: string, kind: string, gross: number, fee: number }} Told of a payout, by a gateway's statement
 * @typedef {Told & { id: string, attempt_id: string | null, net: number, result: string }} PayoutLine as the shop took it in
 *
 * @typedef {object} Books
 * @property {Trade[]} trades
 * @property {Attempt[]} attempts
 * @property {Operation[]} operations
 * @property {Alarm[]} alarms that are open
 * @property {Payment[]} payments
 * @property {Order[]} orders
 * @property {Line[]} lines of each order as it is now
 * @property {Reservation[]} reservations
 * @property {Level[]} levels
 * @property {{ name: string }[]} outbox
 * @property {Said[]} said
 * @property {Asked[]} asked
 * @property {Transfer[]} transfers
 * @property {Cash[]} cash
 * @property {Refusal[]} refusals
 * @property {Told[]} told
 * @property {PayoutLine[]} payouts
 * @property {Readonly<Record<string, Date>>} payoutsDue by gateway: what was paid before this must have been paid out
 *
 * @typedef {{ law: string, subject: string, text: string }} Violation
 * @typedef {(books: Books) => Violation[]} Law
 */

const ATTEMPTS = `select id, gateway, trade_no, session_id, coalesce(applied_session_id, session_id) as carrier,
    payment_collection_id as collection, amount::int as amount, state, captured_amount::int as captured,
    refunded_amount::int as refunded, order_id, unmatched, coalesce(apply_at < now() - interval '3 hours', false) as overdue, query_at, expires_at, paid_at
  from taiwan_payment_attempt`

const OPERATIONS =
  "select attempt_id, kind, amount::int as amount, state, check_at, uncaptured from taiwan_payment_operation"

const ALARMS = `select kind, attempt_id, subject, order_id, amount::int as amount from taiwan_payment_alarm where resolved_at is null`

const PAYMENTS = `select p.id, p.payment_session_id as session_id, p.payment_collection_id as collection, p.provider_id, p.amount::int as amount,
    p.canceled_at is not null as canceled,
    (select coalesce(sum(amount), 0)::int from capture where payment_id = p.id and deleted_at is null) as captured,
    (select coalesce(sum(amount), 0)::int from refund where payment_id = p.id and deleted_at is null) as refunded
  from payment p where p.deleted_at is null`

const ORDERS = `select o.id, o.status,
    array(select payment_collection_id from order_payment_collection where order_id = o.id and deleted_at is null) as collections,
    array(select cart_id from order_cart where order_id = o.id and deleted_at is null) as carts,
    (select coalesce(sum(amount), 0)::int from order_transaction where order_id = o.id and deleted_at is null) as transactions,
    (select (totals->>'current_order_total')::numeric::int from order_summary where order_id = o.id and version = o.version limit 1) as asks,
    exists (select from "return" r where r.order_id = o.id and r.status in ('received', 'partially_received')) as received
  from "order" o where o.deleted_at is null and not o.is_draft_order`

const LINES = `select i.order_id, i.item_id as line, i.quantity::int as quantity, i.fulfilled_quantity::int as fulfilled,
    coalesce(v.manage_inventory, false) as managed
  from order_item i
  join "order" o on o.id = i.order_id and o.version = i.version
  join order_line_item l on l.id = i.item_id
  left join product_variant v on v.id = l.variant_id
  where i.deleted_at is null and o.deleted_at is null`

const RESERVATIONS = `select line_item_id as line, quantity::int as quantity, inventory_item_id as item
  from reservation_item where deleted_at is null`

const LEVELS = `select inventory_item_id as item, reserved_quantity::int as reserved from inventory_level where deleted_at is null`

const PAYOUTS = `select id, attempt_id, gateway, coalesce(reference, '') as reference, kind, gross::int as gross, fee::int as fee,
    net::int as net, result from taiwan_payment_payout_line`

/** What was heard and done beside the databases. @typedef {Pick<Books, "said" | "asked" | "transfers" | "cash" | "refusals" | "told" | "payoutsDue">} Heard */

/**
 * @param {{ postgres: { query: (sql: string) => Promise<any[]> }, sandbox: import("@taiwan-payments/sandbox").Sandbox }} stack
 * @param {Heard} heard
 * @returns {Promise<Books>}
 */
export async function openBooks({ postgres, sandbox }, heard) {
  const { query } = postgres
  return {
    trades: sandbox.gateways.flatMap(tradesOf),
    attempts: await query(ATTEMPTS),
    operations: await query(OPERATIONS),
    alarms: await query(ALARMS),
    payments: await query(PAYMENTS),
    orders: await query(ORDERS),
    lines: await query(LINES),
    reservations: await query(RESERVATIONS),
    levels: await query(LEVELS),
    outbox: await query("select name from taiwan_payment_outbox"),
    payouts: await query(PAYOUTS),
    ...heard,
  }
}

/** @param {import("@taiwan-payments/sandbox").Gateway} gateway @returns {Trade[]} */
function tradesOf(gateway) {
  return gateway.trades().map(({ reference, state, money }) => {
    if (!money) throw new Error(`${gateway.id} does not say what its trades come to`)
    return { gateway: gateway.id, reference, state, ...money, captured: money.captured ?? money.paid }
  })
}

/** @param {Books} books @param {Attempt} attempt */
export function tradeOf({ trades }, { gateway, trade_no }) {
  return trades.find((trade) => trade.gateway === gateway && trade.reference === trade_no)
}

/** Open alarms about an attempt. @param {Books} books @param {Attempt} attempt */
export function alarmsOf({ alarms }, { id, trade_no }) {
  return alarms.filter(({ attempt_id, subject }) => attempt_id === id || subject === trade_no || subject === id)
}

/**
 * What staff transferred by themselves and wrote down, by their own word: no gateway knows of it.
 * @param {Books} books @param {Attempt} attempt
 */
export function byHandOf({ transfers }, { trade_no }) {
  const own = transfers.filter(({ trade }) => trade === trade_no)
  return own.reduce((sum, { amount }) => sum + amount, 0)
}

/** The payments of an order, in whichever of its collections. @param {Books} books @param {Order} order */
export function paymentsOf({ payments }, { collections }) {
  return payments.filter(({ collection }) => collections.includes(collection))
}
