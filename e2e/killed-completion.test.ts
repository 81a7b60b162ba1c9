import { readFileSync } from "node:fs"
import { setTimeout as sleep } from "node:timers/promises"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { payAndLeave } from "./support/crowd"
import { cutOnce } from "./support/cut-point"
import { loseNotice } from "./support/encrypted-forms"
import { killPoint } from "./support/kill-point"
import { attemptOf } from "./support/ledger"
import { type PaymentSession, settled } from "./support/purchase"
import { rowsOf } from "./support/rows"
import { type Medusa, openShop, type Shop, serve } from "./support/shop"
import { until } from "./support/until"

const PATIENCE_MS = 180_000
/** Longer than Medusa's other steps take, which run beside the one that is held. */
const OTHER_STEPS_MS = 1_500

/** Where Medusa is killed, in the order of its own steps: links, cart, stock, payment, books. */
const POINTS = [
  'insert on "order_line_item"',
  "insert on order_cart",
  "insert on order_payment_collection",
  "update of completed_at on cart",
  "insert on reservation_item",
  "insert on payment",
  "insert on order_transaction",
]

/** Where its connection is cut: in the step that makes all the links, and after the payment. */
const CUTS = [
  "insert on order_cart",
  "insert on order_payment_collection",
  "insert on payment",
  "insert on order_transaction",
]

const env = { NODE_OPTIONS: `--require ${new URL("support/tell-events.cjs", import.meta.url).pathname}` }

describe("a server that is killed while Medusa places an order", () => {
  let shop: Shop
  let medusa: Medusa
  beforeAll(async () => {
    shop = await openShop({ env })
    medusa = shop.medusa
  })
  afterAll(async () => {
    await medusa?.stop()
    await shop?.close()
  })

  const list = async <Row>(sql: string, ...values: unknown[]): Promise<Row[]> =>
    (await shop.database.query(sql, values)).rows
  const count = async (sql: string, ...values: unknown[]) =>
    Number((await list<{ count: string }>(`select count(*) ${sql}`, ...values))[0]?.count)

  /** How often the server that runs now has told of placed orders. */
  const placed = () => readFileSync(medusa.logFile, "utf8").split("event order.placed ").length - 1

  /** Waits for the order of a session; `before` is how many orders there were. */
  async function isWhole(session: PaymentSession, before: number): Promise<void> {
    const orderId = await settled(shop, session.id, PATIENCE_MS)
    const { cartId, orderIds, payments, captures } = await rowsOf(shop, session.id)
    expect({ orderIds, payments, captures }).toEqual({ orderIds: [orderId], payments: 1, captures: [session.amount] })
    expect(await list("select order_id from order_cart where cart_id = $1 and deleted_at is null", cartId)).toEqual([
      { order_id: orderId },
    ])
    expect(await count("from cart where id = $1 and completed_at is not null", cartId), "cart completed").toBe(1)
    expect(await count('from "order"'), "orders").toBe(before + 1)
    expect(await count("from order_transaction where order_id = $1", orderId), "booked").toBe(1)

    const reserved = `from reservation_item r where r.deleted_at is null`
    const lines = "select item_id from order_item where order_id = $1"
    expect(await count(`${reserved} and line_item_id in (${lines})`, orderId), "reserved").toBe(2)
    expect(await count(`${reserved} and line_item_id not in (select item_id from order_item)`), "orphans").toBe(0)
    const sums = `from inventory_level level where reserved_quantity <> (select coalesce(sum(quantity), 0) ${reserved}
    and r.inventory_item_id = level.inventory_item_id and r.location_id = level.location_id)`
    expect(await count(sums), "stock counts that are off").toBe(0)
  }

  const stateOf = async ({ id }: PaymentSession) => ({
    state: (await attemptOf(shop, id)).state,
    canceled: await count("from payment where payment_session_id = $1 and canceled_at is not null", id),
  })

  it.each(POINTS)(
    "at %s: one order stands, whole and told of once, and nothing else is left",
    async (event) => {
      const before = await count('from "order"')
      const toldBefore = placed()
      const point = await killPoint(shop.database.url, event)
      const session = await payAndLeave(shop)
      await point.reached()
      await sleep(OTHER_STEPS_MS)
      expect(placed(), "told of orders before this one stood").toBe(toldBefore)
      await medusa.kill("SIGKILL")
      await point.open()

      medusa = await serve(shop.database.url, shop.sandbox.url, { env }, shop.medusa.port)
      await isWhole(session, before)
      await until("the order was told of", async () => placed() > 0)
      expect(placed()).toBe(1)
      expect(await list("select kind, detail from taiwan_payment_alarm")).toEqual([])
    },
    400_000,
  )

  it.each(CUTS)(
    "at %s, by a connection that is cut: the same, and nobody is given money back",
    async (event) => {
      const before = await count('from "order"')
      const toldBefore = placed()
      const session = await cutOnce(shop, event, async () => {
        const paid = await payAndLeave(shop)
        await isWhole(paid, before)
        return paid
      })
      await until("the order was told of", async () => placed() > toldBefore)
      expect([placed() - toldBefore, await stateOf(session)]).toEqual([1, { state: "captured", canceled: 0 }])
    },
    400_000,
  )

  it("by a connection that is cut while the shopper's page completes the cart: the same", async () => {
    const before = await count('from "order"')
    const session = await cutOnce(shop, "insert on order_transaction", async () => {
      const unheard = await loseNotice(shop, { id: "ecpay" }, () => payAndLeave(shop))
      const { cartId } = await rowsOf(shop, unheard.id)
      await expect(shop.store.post(`/store/carts/${cartId}/complete`, {})).rejects.toThrow(/500/)
      await isWhole(unheard, before)
      return unheard
    })
    expect(await stateOf(session)).toEqual({ state: "captured", canceled: 0 })
    expect(await list("select kind, detail from taiwan_payment_alarm")).toEqual([])
  }, 400_000)
})
