import { setTimeout as sleep } from "node:timers/promises"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { actAt } from "./support/gateway"
import { attemptOf } from "./support/ledger"
import { awaitTransfer } from "./support/orders"
import { buyByCard, orderOf, refund } from "./support/purchase"
import { openShop, type Shop } from "./support/shop"
import { until } from "./support/until"

/** The bank gives back at once, and its answer takes its time. */
const SLOW = { kind: "slow-reply", endpoint: "/CreditDetail/DoAction", count: 1, milliseconds: 2_500 } as const

let shop: Shop
beforeAll(async () => {
  shop = await openShop()
})
afterAll(() => shop?.close())

/** What went back by the order's own books. */
async function refundsOf(orderId: string): Promise<number[]> {
  const sql = `select amount::int from order_transaction
    where order_id = $1 and reference = 'refund' and deleted_at is null order by amount desc`
  return (await shop.database.query(sql, [orderId])).rows.map(({ amount }) => amount)
}

async function owedOf(orderId: string): Promise<number> {
  const sql =
    "select totals from order_summary where order_id = $1 and deleted_at is null order by version desc limit 1"
  return (await shop.database.query(sql, [orderId])).rows[0].totals.pending_difference
}

describe("two parts that two of the staff refund in the same second", () => {
  it("stand in the order's books as what they are", async () => {
    const { session, order, payment } = await buyByCard(shop)
    shop.sandbox.fault(SLOW)
    const first = refund(shop, payment, 300)
    await sleep(300)
    await Promise.all([first, refund(shop, payment, 100)])
    expect((await attemptOf(shop, session.id)).refunded_amount).toBe(400)
    expect(await refundsOf(order.id)).toEqual([-100, -300])
    expect(await owedOf(order.id)).toBe(0)
  })
})

describe("an order that one of the staff cancels while another one refunds a part of it", () => {
  it("is cancelled with its books right", async () => {
    const { session, order, payment } = await buyByCard(shop)
    shop.sandbox.fault(SLOW)
    const first = refund(shop, payment, 300)
    await sleep(300)
    await Promise.all([first, shop.office.post(`/admin/orders/${order.id}/cancel`, {})])
    expect((await attemptOf(shop, session.id)).refunded_amount).toBe(session.amount)
    expect(await refundsOf(order.id)).toEqual([-300, 300 - session.amount])
    expect((await orderOf(shop, order.id)).status).toBe("canceled")
  })
})

describe("a buyer who returns goods of an order while one of the staff refunds a part of it", () => {
  it("waits for its turn", async () => {
    const { order, payment } = await buyByCard(shop)
    shop.sandbox.fault(SLOW)
    let isRefunded = false
    const first = refund(shop, payment, 300).then(() => {
      isRefunded = true
    })
    await sleep(300)
    const goods = { items: [{ id: "ordli_none", quantity: 1 }], return_shipping: { option_id: "so_none" } }
    await expect(shop.store.post("/store/returns", { order_id: order.id, ...goods })).rejects.toThrow()
    expect(isRefunded).toBe(true)
    await first
  })
})

describe("a stranger who cancels an order while one of the staff refunds it", () => {
  it("is turned away at once, and waits for no turn", async () => {
    const { order, payment } = await buyByCard(shop)
    shop.sandbox.fault(SLOW)
    const first = refund(shop, payment, 300)
    await sleep(300)
    const begun = Date.now()
    const { status } = await fetch(`${shop.url}/admin/orders/${order.id}/cancel`, { method: "POST" })
    expect(status).toBe(401)
    expect(Date.now() - begun).toBeLessThan(1_500)
    await first
  })
})

describe("an order that staff change while its transfer is being applied", () => {
  it("stands as paid but for what it asks more, however slow Medusa's writing is", async () => {
    const { orderId, tradeNo } = await awaitTransfer(shop)
    const { order } = await shop.office.get(`/admin/orders/${orderId}?fields=id,*items`)
    const [{ id, quantity, unit_price }] = order.items
    await shop.office.post("/admin/order-edits", { order_id: orderId })
    await shop.office.post(`/admin/order-edits/${orderId}/items/item/${id}`, { quantity: quantity + 1 })
    const { query } = shop.database
    await query(
      `create function dawdle() returns trigger language plpgsql as 'begin perform pg_sleep(4); return new; end'`,
    )
    await query("create trigger dawdle before insert on order_transaction for each row execute function dawdle()")
    await actAt(shop, tradeNo, "pay")
    const writing = "select 1 from pg_stat_activity where wait_event = 'PgSleep' and datname = current_database()"
    await until("Medusa writes the payment", async () => (await query(writing, [])).rows.length > 0)
    await shop.office.post(`/admin/order-edits/${orderId}/confirm`, {})
    await until("the transfer is in the books", async () => {
      const sql = "select 1 from order_transaction where order_id = $1 and deleted_at is null"
      return (await query(sql, [orderId])).rows.length > 0
    })
    await query("drop function dawdle cascade")
    expect(await owedOf(orderId)).toBe(unit_price)
  })
})
