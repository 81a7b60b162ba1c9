import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import type { OrderPayments } from "../../modules/ledger/attempt-search"

/** What in Medusa leads to a person's attempts, deleted rows included (2.21.2). */
export interface PaymentsOf extends OrderPayments {
  readonly orderIds: readonly string[]
}

export async function paymentsOfOrder(db: Knex, orderId: string): Promise<PaymentsOf> {
  return paymentsOf(db, [orderId], [])
}

/** Of all orders and carts of a customer. */
export async function paymentsOfCustomer(db: Knex, customerId: string): Promise<PaymentsOf> {
  const orderIds: string[] = await db("order").where({ customer_id: customerId }).pluck("id")
  const cartIds: string[] = await db("cart").where({ customer_id: customerId }).pluck("id")
  return paymentsOf(db, orderIds, cartIds)
}

async function paymentsOf(db: Knex, orderIds: readonly string[], cartIds: readonly string[]): Promise<PaymentsOf> {
  const ofOrders = db("order_payment_collection").whereIn("order_id", orderIds).select("payment_collection_id")
  const ofCarts = db("cart_payment_collection").whereIn("cart_id", cartIds).select("payment_collection_id")
  const links: { payment_collection_id: string }[] = await ofOrders.union(ofCarts)
  const collectionIds = links.map(({ payment_collection_id }) => payment_collection_id)
  const sessionIds: string[] = await db("payment_session").whereIn("payment_collection_id", collectionIds).pluck("id")
  return { orderIds, collectionIds, sessionIds }
}
