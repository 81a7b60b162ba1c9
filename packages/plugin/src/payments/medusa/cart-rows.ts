import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import { isOwnerGone } from "./money-rows"

/**
 * Why Medusa would not place the order of a cart, by the rules of its workflow `complete-cart` (2.21.2). They are asked of its tables,
 * since a payment provider reaches nothing else of Medusa, and must know before it takes money.
 */
export type CartProblem = "empty" | "quantity" | "method" | "delivery" | "stock"

/** In the order in which a buyer mends them. */
const PROBLEMS: readonly CartProblem[] = ["empty", "quantity", "stock", "delivery", "method"]

/**
 * Null where the order can be placed, or there is no cart to complete: it has its order, or the session pays for something else.
 * Of a cart that was deleted nothing is left to order.
 */
export async function cartProblem(db: Knex, sessionId: string): Promise<CartProblem | null> {
  const { rows } = await db.raw<{ rows: Readonly<Record<CartProblem, boolean>>[] }>(QUESTION, [sessionId])
  const [found] = rows
  if (found) return PROBLEMS.find((problem) => found[problem]) ?? null
  const session = await db("payment_session").where({ id: sessionId }).first("payment_collection_id")
  return session && (await isOwnerGone(db, session.payment_collection_id)) ? "empty" : null
}

/** Lines of the cart; without their variant where it is gone. */
const LINES = `from cart_line_item line left join product_variant variant on variant.id = line.variant_id and variant.deleted_at is null
  where line.cart_id = open.cart_id and line.deleted_at is null`

/** Levels at the locations of the cart's channel. */
const LEVELS = `from inventory_level level join sales_channel_stock_location place on place.stock_location_id = level.location_id
    and place.sales_channel_id = open.sales_channel_id and place.deleted_at is null
  where level.inventory_item_id = kit.inventory_item_id and level.deleted_at is null`

const KITS = `from product_variant_inventory_item kit where kit.variant_id = variant.id and kit.deleted_at is null`

const ENOUGH = "level.stocked_quantity - level.reserved_quantity >= kit.required_quantity * line.quantity"

/** One location must have all of a line; a line that may be ordered back needs a location all the same. */
const SOLD_OUT = `${LINES} and variant.manage_inventory and open.sales_channel_id is not null and (
  (not variant.allow_backorder and not exists (select 1 ${KITS})) or
  exists (select 1 ${KITS} and not exists (select 1 ${LEVELS} and (variant.allow_backorder or ${ENOUGH}))))`

const PROFILES = `select shipping_profile_id from product_shipping_profile profile
  where profile.product_id = variant.product_id and profile.deleted_at is null`

/** A method fits by its option's profile; one without an option fits a product without a profile. */
const UNDELIVERED = `${LINES} and line.requires_shipping and not exists (
  select 1 from cart_shipping_method method
    left join shipping_option option on option.id = method.shipping_option_id and option.deleted_at is null
  where method.cart_id = open.cart_id and method.deleted_at is null
    and (option.shipping_profile_id in (${PROFILES}) or (option.id is null and not exists (${PROFILES}))))`

const QUESTION = `select
    not exists (select 1 ${LINES}) as empty,
    exists (select 1 ${LINES} and line.quantity <= 0) as quantity,
    exists (select 1 ${SOLD_OUT}) as stock,
    exists (select 1 ${UNDELIVERED}) as delivery,
    open.region_id is not null and not exists (select 1 from region_payment_provider r where r.region_id = open.region_id
      and r.payment_provider_id = open.provider_id and r.deleted_at is null) as method
  from (select cart.id as cart_id, cart.region_id, cart.sales_channel_id, session.provider_id
    from payment_session session
      join cart_payment_collection link on link.payment_collection_id = session.payment_collection_id and link.deleted_at is null
      join cart on cart.id = link.cart_id and cart.deleted_at is null and cart.completed_at is null
    where session.id = ? and not exists (
      select 1 from order_cart placed join "order" o on o.id = placed.order_id where placed.cart_id = cart.id and placed.deleted_at is null)
    limit 1) as open`
