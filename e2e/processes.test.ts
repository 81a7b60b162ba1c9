import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { lacks } from "../scripts/lib/services.mjs"
import { forMany, payAndLeave } from "./support/crowd"
import { departOnly } from "./support/departure"
import { closeDay, tradeAt } from "./support/gateway"
import { attemptOf } from "./support/ledger"
import { declined, formBody, paid, post, signed } from "./support/notices"
import { buyByCard, checkout, orderOf, type PaymentSession, paymentOf, refund, settled } from "./support/purchase"
import { type Redis, startRedis } from "./support/redis"
import { rowsOf } from "./support/rows"
import { type Medusa, officeApi, openShop, type Shop, serve } from "./support/shop"
import { until } from "./support/until"

const PAYMENTS = 10
/** Servers that share Medusa's locks may have to wait for each other, and try again. */
const PATIENCE_MS = 240_000

/** The same order at each run, and no order that anybody would send in. */
function shuffled<Item>(items: readonly Item[]): Item[] {
  return items
    .map((item, index) => ({ item, place: ((index * 7919) % 104_729) % 31 }))
    .sort((a, b) => a.place - b.place)
    .map(({ item }) => item)
}

describe.skipIf(lacks("redis"))("two server processes with Redis", () => {
  let redis: Redis
  let shop: Shop
  let second: Medusa
  beforeAll(async () => {
    redis = await startRedis()
    shop = await openShop({ env: { REDIS_URL: redis.url } })
    second = await serve(shop.database.url, shop.sandbox.url, { env: { REDIS_URL: redis.url, BACKEND_URL: shop.url } })
  })
  afterAll(async () => {
    await second?.stop()
    await shop?.close()
    await redis?.stop()
  })

  const isBoughtOnce = async (session: PaymentSession, timeoutMs?: number) => {
    await settled(shop, session.id, timeoutMs)
    const { orderIds, payments, captures } = await rowsOf(shop, session.id)
    expect({ orders: orderIds.length, payments, captures }).toEqual({
      orders: 1,
      payments: 1,
      captures: [session.amount],
    })
  }

  it("make one order and one capture of each payment, whatever comes to whom how often", async () => {
    const started = await forMany(PAYMENTS, async () => {
      const session = await checkout(shop)
      return { session, order: (await departOnly(session.data.start_url)).fields }
    })
    const letters = started.flatMap(({ order }) => [
      paid(order),
      declined(order),
      paid(order),
      paid(order, { RtnMsg: "paid" }),
    ])
    const servers = [shop.url, second.url]
    const sendings = letters.flatMap((fields) => servers.map((server) => ({ server, body: formBody(signed(fields)) })))
    const answers = await Promise.all(
      shuffled(sendings).map(({ server, body }) => post(`${server}/pay/ecpay-credit_main/notify`, body)),
    )
    expect(answers).toEqual(sendings.map(() => ({ status: 200, body: "1|OK" })))
    for (const { session } of started) await isBoughtOnce(session, PATIENCE_MS)
    const { rows } = await shop.database.query('select count(*) from "order"')
    expect(Number(rows[0].count)).toBe(PAYMENTS)
  }, 300_000)

  it("give money back once when both are asked at the same moment", async () => {
    const { session, order, payment, tradeNo } = await buyByCard(shop)
    await closeDay(shop)
    const other = { office: await officeApi(second.url) }
    const asked = await Promise.allSettled([shop, other].map((server) => refund(server, payment, session.amount)))
    expect(asked.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"])
    expect(tradeAt(shop, tradeNo).details.Closed).toBe("0")
    expect((await attemptOf(shop, session.id)).refunded_amount).toBe(session.amount)
    expect(paymentOf(await orderOf(shop, order.id)).refunds.map(({ amount }) => amount)).toEqual([session.amount])
  })

  it("stand in for each other: one is killed with acknowledged payments, the other settles them", async () => {
    shop.sandbox.outbox.stop()
    const sessions = await forMany(PAYMENTS, () => payAndLeave(shop))
    shop.sandbox.outbox.resume()
    const waiting = () => shop.sandbox.outbox.list().filter(({ state }) => state !== "acknowledged")
    await until("all are acknowledged", async () => waiting().length === 0)
    await shop.medusa.kill("SIGKILL")
    // Medusa's cart lock outlives the process that held it by two minutes.
    for (const session of sessions) await isBoughtOnce(session, PATIENCE_MS)
  }, 300_000)
})
