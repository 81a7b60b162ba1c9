import type { Knex } from "@medusajs/framework/mikro-orm/knex"

/** Rows of Medusa's own that tell how far a completion came (2.21.2). They are read here; Medusa's modules change them. */

/** What stands of the order of a cart. */
export interface Standing {
  readonly orderId: string
  readonly isCanceled: boolean
  readonly isCartLinked: boolean
  readonly isCollectionLinked: boolean
  readonly isCartCompleted: boolean
  /** Lines of variants whose stock Medusa manages. */
  readonly managed: number
  /** Those of them for which nothing is reserved, though nothing of them was sent. */
  readonly unreserved: readonly UnreservedLine[]
  /** Captures of the collection that the order's books lack. */
  readonly unbooked: readonly UnbookedCapture[]
}

export interface UnreservedLine {
  readonly line_item_id: string
  readonly inventory_item_id: string
  readonly location_id: string | null
  readonly quantity: number
  readonly allow_backorder: boolean
}

export interface UnbookedCapture {
  readonly id: string
  readonly amount: string
  readonly currency_code: string
}

interface OrderLinks {
  readonly id: string
  readonly status: string
  readonly cart_linked: boolean
  readonly collection_linked: boolean
  readonly completed: boolean
}

/** Null while the cart has no order, by whichever of its two links. */
export async function standingOf(db: Knex, cartId: string, collectionId: string): Promise<Standing | null> {
  const order = await orderOf(db, cartId, collectionId)
  if (!order) return null
  const lines = await managedLines(db, order.id)
  return {
    orderId: order.id,
    isCanceled: order.status === "canceled",
    isCartLinked: order.cart_linked,
    isCollectionLinked: order.collection_linked,
    isCartCompleted: order.completed,
    managed: lines.length,
    unreserved: lines.filter(({ reserved, sent }) => !reserved && !sent).map(lineOf),
    unbooked: await unbookedCaptures(db, order.id, collectionId),
  }
}

/** Medusa goes by the cart's link, so that one is believed first. */
async function orderOf(db: Knex, cartId: string, collectionId: string): Promise<OrderLinks | undefined> {
  const { rows } = await db.raw<{ rows: OrderLinks[] }>(
    `select o.id, o.status, c.order_id is not null as cart_linked, p.order_id is not null as collection_linked,
       (select completed_at is not null from cart where cart.id = ?) as completed
     from "order" o
       left join order_cart c on c.order_id = o.id and c.cart_id = ? and c.deleted_at is null
       left join order_payment_collection p on p.order_id = o.id and p.payment_collection_id = ? and p.deleted_at is null
     where o.deleted_at is null and o.id in (
       select order_id from order_cart where cart_id = ? and deleted_at is null union
       select order_id from order_payment_collection where payment_collection_id = ? and deleted_at is null)
     order by cart_linked desc, c.created_at limit 1`,
    [cartId, cartId, collectionId, cartId, collectionId],
  )
  return rows[0]
}

/** A link of a cart, or of its payment, to an order that is not there. */
export type DeadLink = { readonly order_id: string } & (
  | { readonly cart_id: string }
  | { readonly payment_collection_id: string }
)

/** Medusa makes an order's links at once, and where one of them fails, it takes the order back and leaves the others (2.21.2). */
export async function deadLinksOf(db: Knex, cartId: string): Promise<DeadLink[]> {
  const own = db("cart_payment_collection").where({ cart_id: cartId }).whereNull("deleted_at")
  const dead = (table: string): Knex.QueryBuilder =>
    db(table)
      .whereNull("deleted_at")
      .whereNotExists(db("order").whereRaw("id = ??", [`${table}.order_id`]))
  return [
    ...(await dead("order_cart").where({ cart_id: cartId }).select("order_id", "cart_id")),
    ...(await dead("order_payment_collection")
      .whereIn("payment_collection_id", own.select("payment_collection_id"))
      .select("order_id", "payment_collection_id")),
  ]
}

interface ManagedLine extends UnreservedLine {
  readonly reserved: boolean
  readonly sent: boolean
}

function lineOf({ reserved: _, sent: __, quantity, ...line }: ManagedLine): UnreservedLine {
  return { ...line, quantity: Number(quantity) }
}

/** A location of the order's channel, one that has enough of it first, as Medusa chooses. */
async function managedLines(db: Knex, orderId: string): Promise<ManagedLine[]> {
  const { rows } = await db.raw<{ rows: ManagedLine[] }>(
    `select line.id as line_item_id, kit.inventory_item_id, kit.required_quantity * item.quantity as quantity,
       variant.allow_backorder, item.fulfilled_quantity > 0 as sent,
       exists (select 1 from reservation_item r where r.line_item_id = line.id
         and r.inventory_item_id = kit.inventory_item_id and r.deleted_at is null) as reserved,
       (select level.location_id from inventory_level level join sales_channel_stock_location place
          on place.stock_location_id = level.location_id and place.sales_channel_id = o.sales_channel_id and place.deleted_at is null
        where level.inventory_item_id = kit.inventory_item_id and level.deleted_at is null
        order by level.stocked_quantity - level.reserved_quantity >= kit.required_quantity * item.quantity desc limit 1) as location_id
     from "order" o
       join order_item item on item.order_id = o.id and item.version = o.version and item.deleted_at is null
       join order_line_item line on line.id = item.item_id
       join product_variant variant on variant.id = line.variant_id and variant.manage_inventory and variant.deleted_at is null
       join product_variant_inventory_item kit on kit.variant_id = variant.id and kit.deleted_at is null
     where o.id = ? and item.quantity > 0`,
    [orderId],
  )
  return rows
}

/** Captures of a collection that its order's books lack. */
export async function unbookedCaptures(db: Knex, orderId: string, collectionId: string): Promise<UnbookedCapture[]> {
  const { rows } = await db.raw<{ rows: UnbookedCapture[] }>(
    `select capture.id, capture.amount::text, payment.currency_code from capture join payment on payment.id = capture.payment_id
     where payment.payment_collection_id = ? and capture.deleted_at is null and not exists (
       select 1 from order_transaction t where t.order_id = ? and t.reference_id = capture.id and t.deleted_at is null)`,
    [collectionId, orderId],
  )
  return rows
}

/** A capture of a session's payment that its order's books lack. */
export interface LateCapture extends UnbookedCapture {
  readonly order_id: string
  /** Too young to tell: whoever made it may be about to write the order's transaction. */
  readonly is_young: boolean
}

/** Those on the orders of a session's collection that stand. */
export async function lateCaptures(db: Knex, sessionId: string): Promise<LateCapture[]> {
  const { rows } = await db.raw<{ rows: LateCapture[] }>(
    `select capture.id, capture.amount::text, payment.currency_code, link.order_id,
       capture.created_at > clock_timestamp() - interval '3 minutes' as is_young
     from payment
       join capture on capture.payment_id = payment.id and capture.deleted_at is null
       join order_payment_collection link on link.payment_collection_id = payment.payment_collection_id and link.deleted_at is null
       join "order" o on o.id = link.order_id and o.status <> 'canceled' and o.deleted_at is null
     where payment.payment_session_id = ? and payment.deleted_at is null and not exists (select 1 from order_transaction t
       where t.order_id = o.id and t.reference_id in (capture.id, payment.id) and t.reference = 'capture' and t.deleted_at is null)`,
    [sessionId],
  )
  return rows
}

/** Whether an order is there, and whether it is its cart's. */
export async function stateOfOrder(
  db: Knex,
  orderId: string,
  cartId: string,
): Promise<"absent" | "linked" | "unlinked"> {
  const order = await db("order").where({ id: orderId }).first("id")
  if (!order) return "absent"
  const link = await db("order_cart").where({ order_id: orderId, cart_id: cartId, deleted_at: null }).first("order_id")
  return link ? "linked" : "unlinked"
}

/** Lines of an order for which something has been reserved since. */
export async function reservedLinesOf(db: Knex, orderId: string, since: Date): Promise<string[]> {
  return db("reservation_item")
    .whereIn("line_item_id", await lineIdsOf(db, orderId))
    .whereNull("deleted_at")
    .where("created_at", ">=", since)
    .distinct()
    .pluck("line_item_id")
}

/** What is only authorised of a collection that says it is not paid; zero where it says so. */
export async function unsaidAuthorized(db: Knex, collectionId: string): Promise<number> {
  const [row] = await db("payment")
    .join("payment_collection as collection", "collection.id", "payment.payment_collection_id")
    .where("collection.id", collectionId)
    .whereIn("collection.status", ["not_paid", "awaiting"])
    .whereNull("payment.deleted_at")
    .whereNull("payment.canceled_at")
    .whereNull("payment.captured_at")
    .whereNotExists(db("capture").whereRaw("payment_id = payment.id"))
    .sum("payment.amount as sum")
  return Number(row?.sum ?? 0)
}

export async function lineIdsOf(db: Knex, orderId: string): Promise<string[]> {
  return (await db("order_item").where({ order_id: orderId }).select("item_id")).map(({ item_id }) => item_id)
}

export async function collectionsOf(db: Knex, orderId: string): Promise<string[]> {
  const links = await db("order_payment_collection").where({ order_id: orderId, deleted_at: null })
  return links.map(({ payment_collection_id }) => payment_collection_id)
}

/** Lines of cancelled orders of a collection for which something is still reserved. */
export async function canceledReservedLines(db: Knex, collectionId: string): Promise<string[]> {
  const { rows } = await db.raw<{ rows: { line_item_id: string }[] }>(
    `select distinct r.line_item_id from order_payment_collection link
       join "order" o on o.id = link.order_id and o.status = 'canceled' and o.deleted_at is null
       join order_item item on item.order_id = o.id and item.deleted_at is null
       join reservation_item r on r.line_item_id = item.item_id and r.deleted_at is null
     where link.payment_collection_id = ? and link.deleted_at is null`,
    [collectionId],
  )
  return rows.map(({ line_item_id }) => line_item_id)
}

/** Lines of orders that are gone, for which something has been reserved since. */
export async function goneReservedLines(db: Knex, since: Date): Promise<string[]> {
  const { rows } = await db.raw<{ rows: { line_item_id: string }[] }>(
    `select distinct line_item_id from reservation_item r where r.deleted_at is null and r.created_at >= ?
       and r.line_item_id like 'ordli\\_%' and not exists (select 1 from order_line_item l where l.id = r.line_item_id)`,
    [since],
  )
  return rows.map(({ line_item_id }) => line_item_id)
}
