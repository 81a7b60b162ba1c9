import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import { hasNotFailed } from "./rows"

/**
 * What Medusa's own tables say of the money around one payment collection (2.21.2): the cart and the order it belongs to, and
 * everything else that pays the same order. Amounts are decimals in major units.
 */
export interface MoneyRows {
  readonly cart: { readonly id: string; readonly isCompleted: boolean } | null
  readonly order: OrderMoneyRow | null
  /** All collections of the order, or the one that was asked for. */
  readonly collections: readonly CollectionRow[]
  readonly sessions: readonly { readonly id: string; readonly payment_collection_id: string; readonly amount: number }[]
  readonly payments: readonly PaymentMoneyRow[]
  /** Whether the collection was a cart's, or an order's, that is deleted. */
  readonly isOwnerGone?: boolean
}

/** Of a cart that became several orders, all of them together; `id` is the first that lives. */
export interface OrderMoneyRow {
  readonly id: string
  /** Those that are not cancelled. */
  readonly openIds: readonly string[]
  readonly status: string
  /** As it is now, after all edits, returns and exchanges. */
  readonly total: number
  /** Whether it is another order by now than was placed: edited, written off, given back. */
  readonly isChanged: boolean
  /** Whether something of it was sent, or is about to be. */
  readonly isFulfilled: boolean
}

export interface CollectionRow {
  readonly id: string
  readonly amount: number
  readonly status: string
  /** Whether the order was placed with it: it is the cart's own. */
  readonly isOfCart: boolean
  readonly metadata?: Readonly<Record<string, unknown>> | null
}

export interface PaymentMoneyRow {
  readonly id: string
  readonly payment_session_id: string
  readonly payment_collection_id: string
  /** What it pays: captured, or authorised while nothing is captured. */
  readonly amount: number
  readonly refunded: number
  readonly isCanceled: boolean
  readonly trade_no: string | null
}

export async function moneyRowsOf(db: Knex, collectionId: string): Promise<MoneyRows> {
  const { cart, orderIds } = await ownersOf(db, collectionId)
  const money = { cart, ...(await moneyOfOrders(db, orderIds, [collectionId])) }
  return cart || money.order ? money : { ...money, isOwnerGone: await isOwnerGone(db, collectionId) }
}

/** A collection that never was a cart's or an order's is the shop's own affair. Links may outlive what they lead to. */
export async function isOwnerGone(db: Knex, collectionId: string): Promise<boolean> {
  const { rows } = await db.raw<{ rows: { gone: boolean | null }[] }>(
    `select not bool_or(owner.deleted_at is null and owner.is_there) as gone from (
       select link.deleted_at, exists (select from cart where cart.id = link.cart_id and cart.deleted_at is null) as is_there
       from cart_payment_collection link where link.payment_collection_id = :id
       union all
       select link.deleted_at, exists (select from "order" o where o.id = link.order_id and o.deleted_at is null)
       from order_payment_collection link where link.payment_collection_id = :id
     ) owner`,
    { id: collectionId },
  )
  return rows[0]?.gone === true
}

/** The same for an order by itself, which may have no collection yet. */
export async function moneyRowsOfOrder(db: Knex, orderId: string): Promise<MoneyRows> {
  return { cart: null, ...(await moneyOfOrders(db, [orderId], [])) }
}

/** Whether something of the order came back, or is to: by a return, an exchange or a claim. */
export async function hasReturn(db: Knex, orderId: string): Promise<boolean> {
  const rows = db("return").where({ order_id: orderId }).whereNull("deleted_at").whereNull("canceled_at")
  return (await rows.first("id")) !== undefined
}

async function moneyOfOrders(
  db: Knex,
  orderIds: readonly string[],
  own: readonly string[],
): Promise<Omit<MoneyRows, "cart">> {
  const ids = await collectionsOf(db, orderIds, own)
  // One after the other, for it may be asked within a transaction, which has one connection.
  const order = await orderRow(db, orderIds)
  const collections = await collectionRows(db, ids)
  const sessions = await db("payment_session").whereIn("payment_collection_id", ids).whereNull("deleted_at")
  const payments = await paymentRows(db, ids)
  return { order, collections, sessions: sessions.map(sessionRow), payments }
}

type Owners = Pick<MoneyRows, "cart"> & { readonly orderIds: readonly string[] }

/** A cart's orders are those that Medusa links it to; where there is none, those of the collection. */
export async function ownersOf(db: Knex, collectionId: string): Promise<Owners> {
  const { rows } = await db.raw<{
    rows: { cart_id: string | null; completed: boolean; placed: string[]; linked: string[] }[]
  }>(
    `select cart.id as cart_id, cart.completed_at is not null as completed,
       array(select order_id from order_cart placed where placed.cart_id = cart.id and placed.deleted_at is null
         order by placed.created_at) as placed,
       array(select order_id from order_payment_collection linked where linked.payment_collection_id = collection.id
         and linked.deleted_at is null order by linked.created_at) as linked
     from (select ?::text as id) collection
       left join cart_payment_collection owner on owner.payment_collection_id = collection.id and owner.deleted_at is null
       left join cart on cart.id = owner.cart_id and cart.deleted_at is null
     limit 1`,
    [collectionId],
  )
  const { cart_id = null, completed = false, placed = [], linked = [] } = rows[0] ?? {}
  const cart = cart_id === null ? null : { id: cart_id, isCompleted: completed }
  return { cart, orderIds: placed.length > 0 ? placed : linked }
}

async function collectionsOf(db: Knex, orderIds: readonly string[], own: readonly string[]): Promise<string[]> {
  const links = await db("order_payment_collection").whereIn("order_id", orderIds).whereNull("deleted_at")
  return [...new Set([...own, ...links.map(({ payment_collection_id: id }) => id)])]
}

interface OnePart {
  readonly id: string
  readonly status: string
  readonly total: string
  readonly version: number
  readonly fulfilled: boolean
}

async function orderRow(db: Knex, ids: readonly string[]): Promise<OrderMoneyRow | null> {
  const { rows } = await db.raw<{ rows: OnePart[] }>(
    `select o.id, o.status, o.version, coalesce((select summary.totals->>'current_order_total' from order_summary summary
         where summary.order_id = o.id and summary.deleted_at is null order by summary.version desc limit 1), '0') as total,
       exists (select 1 from order_fulfillment link join fulfillment on fulfillment.id = link.fulfillment_id
         where link.order_id = o.id and link.deleted_at is null and fulfillment.canceled_at is null) as fulfilled
     from "order" o where o.id = any(?) and o.deleted_at is null order by array_position(?::text[], o.id)`,
    [[...ids], [...ids]],
  )
  return together(rows)
}

function together(parts: readonly OnePart[]): OrderMoneyRow | null {
  const open = parts.filter(({ status }) => status !== "canceled")
  const counted = open.length > 0 ? open : parts
  const [first] = counted
  if (!first) return null
  return {
    id: first.id,
    openIds: open.map(({ id }) => id),
    status: counted.find(({ status }) => status === "completed")?.status ?? first.status,
    total: counted.reduce((sum, { total }) => sum + Number(total), 0),
    isChanged: counted.some(({ version }) => version > 1),
    isFulfilled: counted.some(({ fulfilled }) => fulfilled),
  }
}

async function collectionRows(db: Knex, ids: readonly string[]): Promise<CollectionRow[]> {
  const rows = await db("payment_collection as collection")
    .leftJoin("cart_payment_collection as owner", (join) =>
      join.on("owner.payment_collection_id", "collection.id").andOnNull("owner.deleted_at"),
    )
    .whereIn("collection.id", ids)
    .whereNull("collection.deleted_at")
    .select("collection.id", "collection.amount", "collection.status", "collection.metadata", "owner.cart_id")
  return rows.map(({ id, amount, status, metadata, cart_id }) => {
    return { id, amount: Number(amount), status, isOfCart: cart_id !== null, metadata }
  })
}

function sessionRow({
  id,
  payment_collection_id,
  amount,
}: MoneyRows["sessions"][number]): MoneyRows["sessions"][number] {
  return { id, payment_collection_id, amount: Number(amount) }
}

/** What was captured of a payment; null where nothing was. */
const CAPTURED = `(select sum(amount) from capture where payment_id = payment.id and deleted_at is null)`

/**
 * What a payment pays. Our gateways capture an authorisation once: what a capture in part leaves of it is let go, and nobody will pay it.
 * Of another provider's, the rest may be captured later.
 */
const PAID = `case when payment.data->>'trade_no' is null then payment.amount else coalesce(${CAPTURED}, payment.amount) end`

/** Medusa cancels the payment of a collection that it replaces, though a part was captured: that part is money all the same. */
const CANCELED = `payment.canceled_at is not null and ${CAPTURED} is null`

/** What was given back. */
const REFUNDED = `(select sum(amount) from refund where payment_id = payment.id and deleted_at is null
  and ${hasNotFailed("refund")})`

async function paymentRows(db: Knex, ids: readonly string[]): Promise<PaymentMoneyRow[]> {
  const rows = await db("payment")
    .whereIn("payment_collection_id", ids)
    .whereNull("deleted_at")
    .select("id", "payment_session_id", "payment_collection_id", "data")
    .select({ amount: db.raw(PAID), refunded: db.raw(REFUNDED), canceled: db.raw(CANCELED) })
  return rows.map(({ id, payment_session_id, payment_collection_id, amount, refunded, canceled, data }) => ({
    ...{ id, payment_session_id, payment_collection_id, amount: Number(amount), refunded: Number(refunded ?? 0) },
    ...{ isCanceled: canceled, trade_no: data?.trade_no ?? null },
  }))
}
