import type { Knex } from "@medusajs/framework/mikro-orm/knex"

/** Whom a message is for, as Medusa's order or cart has it at this moment (2.21.2). */
export interface Addressee {
  readonly email: string | null
  /** The order's number that people use. */
  readonly display_id: number | null
}

export interface Bought {
  readonly order_id: string | null
  readonly cart_id: string | null
  readonly payment_collection_id: string | null
}

/** Null where neither order nor cart is known. */
export async function addresseeOf(db: Knex, bought: Bought): Promise<Addressee | null> {
  return (await ofOrder(db, bought.order_id)) ?? (await ofCart(db, bought))
}

async function ofOrder(db: Knex, orderId: string | null): Promise<Addressee | null> {
  const { rows } = await db.raw<{ rows: Addressee[] }>(
    `select coalesce(o.email, customer.email) as email, o.display_id from "order" o
       left join customer on customer.id = o.customer_id and customer.deleted_at is null
     where o.id = ? and o.deleted_at is null`,
    [orderId],
  )
  return rows[0] ?? null
}

async function ofCart(db: Knex, { cart_id, payment_collection_id }: Bought): Promise<Addressee | null> {
  const { rows } = await db.raw<{ rows: Pick<Addressee, "email">[] }>(
    `select coalesce(cart.email, customer.email) as email from cart
       left join customer on customer.id = cart.customer_id and customer.deleted_at is null
     where cart.deleted_at is null and (cart.id = ? or cart.id in (select cart_id from cart_payment_collection
       where payment_collection_id = ? and deleted_at is null)) limit 1`,
    [cart_id, payment_collection_id],
  )
  return rows[0] ? { ...rows[0], display_id: null } : null
}

/** Whether the cart by which a cancelled order was ordered again has become an order itself. */
export async function isOrderedAgain(db: Knex, orderId: string, key: string): Promise<boolean> {
  const { rows } = await db.raw<{ rows: unknown[] }>(
    `select 1 from "order" o join cart on cart.id = o.metadata->>? where o.id = ? and cart.completed_at is not null`,
    [key, orderId],
  )
  return rows.length > 0
}
