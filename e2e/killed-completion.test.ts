import { readFileSync } from "node:fs"
import { setTimeout as sleep } from "node:timers/promises"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { payAndLeave } from "./support/crowd"
import { killPoint } from "./support/kill-point"
import { type Medusa, openShop, type Shop, serve } from "./support/shop"
import { until } from "./support/until"
import { expectWhole } from "./support/whole-order"

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
      await expectWhole(shop, session, before, PATIENCE_MS)
      await until("the order was told of", async () => placed() > 0)
      expect(placed()).toBe(1)
      expect(await list("select kind, detail from taiwan_payment_alarm")).toEqual([])
    },
    400_000,
  )
})
