import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { killPoint } from "./support/kill-point"
import { buyByCard, refund } from "./support/purchase"
import { type Medusa, openShop, type Shop, serve } from "./support/shop"
import { until } from "./support/until"

/** The job runs once a minute, and the dead server's lease has to end. */
const PATIENCE_MS = 180_000

/** Where Medusa is killed: before its credit, and between its beginning and its confirmation. */
const POINTS = ["insert on order_change", "insert on order_change_action"]

describe("a server that is killed while Medusa books a refund", () => {
  let shop: Shop
  let medusa: Medusa
  beforeAll(async () => {
    shop = await openShop()
    medusa = shop.medusa
  })
  afterAll(async () => {
    await medusa?.stop()
    await shop?.close()
  })

  const one = async (sql: string, ...values: unknown[]) => (await shop.database.query(sql, values)).rows[0]
  const number = async (sql: string, ...values: unknown[]) => Number((await one(sql, ...values)).number)
  const asks = (orderId: string) =>
    number(
      "select totals->>'pending_difference' as number from order_summary where order_id = $1 order by version desc limit 1",
      orderId,
    )
  const credits = (orderId: string) =>
    number(
      'select coalesce(sum(amount), 0) as number from order_credit_line c where order_id = $1 and version = (select version from "order" where id = $1)',
      orderId,
    )
  /** What was begun and not ended counts as dead by now. */
  const ageChanges = () =>
    shop.database.query("update order_change set created_at = now() - interval '4 minutes' where status = 'pending'")
  const isLookedAfter = async () => {
    await shop.database.query(
      "update taiwan_payment_operation set check_at = now() - interval '1 second' where check_at > now()",
    )
    return (
      (await one("select count(*)::integer as open from taiwan_payment_operation where check_at is not null")).open ===
      0
    )
  }

  it.each(POINTS)(
    "at %s: the order gets its credit, once, and goes on",
    async (event) => {
      const { order, payment } = await buyByCard(shop)
      expect(await asks(order.id)).toBe(0)
      const point = await killPoint(shop.database.url, event)
      const pressed = refund(shop, payment, 300).catch(() => {})
      await point.reached()
      await medusa.kill("SIGKILL")
      await point.open()
      await pressed
      expect(await asks(order.id), "left behind").toBe(300)

      medusa = await serve(shop.database.url, shop.sandbox.url, {}, shop.medusa.port)
      await ageChanges()
      await until("the refund was looked after", isLookedAfter, PATIENCE_MS)
      expect([await asks(order.id), await credits(order.id)]).toEqual([0, 300])

      await refund(shop, payment, 100)
      await until("the next one, too", isLookedAfter, PATIENCE_MS)
      expect([await asks(order.id), await credits(order.id)]).toEqual([0, 400])
      expect(await one("select count(*)::integer as open from order_change where status = 'pending'")).toEqual({
        open: 0,
      })
    },
    600_000,
  )

  it("and while it cancels an order: that can be cancelled once more", async () => {
    const { order } = await buyByCard(shop)
    const cancel = () => shop.office.post(`/admin/orders/${order.id}/cancel`, {})
    const point = await killPoint(shop.database.url, "insert on order_change_action")
    const pressed = cancel().catch(() => {})
    await point.reached()
    await medusa.kill("SIGKILL")
    await point.open()
    await pressed

    medusa = await serve(shop.database.url, shop.sandbox.url, {}, shop.medusa.port)
    await expect(cancel()).rejects.toThrow(/active order change/)
    await ageChanges()
    const left = "select count(*)::integer as open from order_change where status = 'pending' and deleted_at is null"
    await until("it is removed", async () => (await one(left)).open === 0, PATIENCE_MS)
    await cancel()
    expect((await one('select status from "order" where id = $1', order.id)).status).toBe("canceled")
  }, 600_000)
})
