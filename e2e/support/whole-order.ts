import { expect } from "vitest"
import { type PaymentSession, settled } from "./purchase"
import { rowsOf } from "./rows"
import type { Shop } from "./shop"

/** Waits for the order of a session, and looks whether it is whole; `before` is how many orders there were. */
export async function expectWhole(
  shop: Pick<Shop, "database">,
  session: PaymentSession,
  before: number,
  patienceMs?: number,
): Promise<void> {
  const list = async (sql: string, ...values: unknown[]) => (await shop.database.query(sql, values)).rows
  const count = async (sql: string, ...values: unknown[]) =>
    Number((await list(`select count(*) ${sql}`, ...values))[0]?.count)

  const orderId = await settled(shop, session.id, patienceMs)
  const { cartId, orderIds, payments, captures } = await rowsOf(shop, session.id)
  expect({ orderIds, payments, captures }).toEqual({ orderIds: [orderId], payments: 1, captures: [session.amount] })
  const links = "select order_id from order_cart where cart_id = $1 and deleted_at is null"
  expect(await list(links, cartId)).toEqual([{ order_id: orderId }])
  expect(await count("from cart where id = $1 and completed_at is not null", cartId), "cart completed").toBe(1)
  expect(await count('from "order"'), "orders").toBe(before + 1)
  expect(await count("from order_transaction where order_id = $1", orderId), "booked").toBe(1)
  const canceled = "from payment where payment_session_id = $1 and canceled_at is not null"
  expect(await count(canceled, session.id), "cancelled payments").toBe(0)

  const reserved = `from reservation_item r where r.deleted_at is null`
  const lines = "select item_id from order_item where order_id = $1"
  expect(await count(`${reserved} and line_item_id in (${lines})`, orderId), "reserved").toBe(2)
  expect(await count(`${reserved} and line_item_id not in (select item_id from order_item)`), "orphans").toBe(0)
  const sums = `from inventory_level level where reserved_quantity <> (select coalesce(sum(quantity), 0) ${reserved}
    and r.inventory_item_id = level.inventory_item_id and r.location_id = level.location_id)`
  expect(await count(sums), "stock counts that are off").toBe(0)
}
