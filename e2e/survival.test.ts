import { setTimeout as sleep } from "node:timers/promises"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { forMany, payAndLeave } from "./support/crowd"
import { type DatabaseLine, openClient } from "./support/database-line"
import { closeDay, tradeAt } from "./support/gateway"
import { attemptOf, operationsOf } from "./support/ledger"
import { buyByCard, orderOf, type PaymentSession, reaches, refund, settled, statusOf } from "./support/purchase"
import { rowsOf } from "./support/rows"
import { type Medusa, openShop, type Shop, serve } from "./support/shop"
import { until } from "./support/until"

const MINUTE = 60_000
const PAYMENTS = 30

const isBoughtOnce = async (shop: Pick<Shop, "database">, session: PaymentSession) => {
  const { orderIds, payments, captures } = await rowsOf(shop, session.id)
  expect({ orders: orderIds.length, payments, captures }).toEqual({
    orders: 1,
    payments: 1,
    captures: [session.amount],
  })
}

describe("a server that is killed", () => {
  let shop: Shop
  let restarted: Medusa | undefined
  beforeAll(async () => {
    shop = await openShop()
  })
  afterAll(async () => {
    await restarted?.stop()
    await shop?.close()
  })

  async function countSettled(): Promise<number> {
    const { rows } = await shop.database.query(
      "select count(*) from taiwan_payment_attempt where apply_at is null and applied_at is not null",
    )
    return Number(rows[0].count)
  }

  const restart = () => serve(shop.database.url, shop.sandbox.url, {}, shop.medusa.port)

  async function acknowledgeAll(): Promise<void> {
    const deliveries = () => shop.sandbox.outbox.list()
    shop.sandbox.outbox.resume()
    while (!deliveries().every(({ state }) => state === "acknowledged")) await sleep(1)
    expect(deliveries()).toHaveLength(PAYMENTS)
  }

  it(`keeps ${PAYMENTS} acknowledged payments, killed before it settles them and again while it does`, async () => {
    shop.sandbox.outbox.stop()
    const sessions = await forMany(PAYMENTS, () => payAndLeave(shop))
    await acknowledgeAll()
    await shop.medusa.kill("SIGKILL")
    const before = await countSettled()
    expect(before, "most are acknowledged and not settled").toBeLessThan(PAYMENTS / 2)

    restarted = await restart()
    await until("some more are settled", async () => (await countSettled()) >= before + 5)
    await restarted.kill("SIGKILL")
    expect(await countSettled(), "killed while it settles").toBeLessThan(PAYMENTS)

    restarted = await restart()
    await until("all are settled", async () => (await countSettled()) === PAYMENTS, 120_000)
    for (const session of sessions) await isBoughtOnce(shop, session)
    const { rows } = await shop.database.query('select count(*) from "order" where deleted_at is null')
    expect(Number(rows[0].count), "no order without a payment is left behind").toBe(PAYMENTS)
  }, 400_000)
})

describe("a database that goes away", () => {
  let shop: Shop
  let line: DatabaseLine
  beforeAll(async () => {
    shop = await openShop({
      throughLine: async (url) => {
        line = await openClient(url)
        return line.url
      },
    })
  })
  afterAll(async () => {
    line?.mend()
    await shop?.close()
    await line?.close()
  })

  it("leaves notices unacknowledged; the gateway sends again, and then they settle", async () => {
    shop.sandbox.outbox.stop()
    const sessions = await forMany(3, () => payAndLeave(shop))
    line.cut()
    shop.sandbox.outbox.resume()
    const deliveries = () => shop.sandbox.outbox.list()
    await until("each notice has been tried", async () => deliveries().every(({ attempts }) => attempts.length > 0))
    for (const { state, attempts } of deliveries()) {
      expect(state).toBe("waiting")
      expect(attempts[0]?.acknowledged).toBe(false)
      expect(attempts[0]?.reply?.body ?? "").not.toContain("1|OK")
    }
    line.mend()
    await shop.sandbox.advance(20 * MINUTE)
    for (const session of sessions) {
      await settled(shop, session.id)
      await isBoughtOnce(shop, session)
    }
    expect(deliveries().map(({ state }) => state)).toEqual(["acknowledged", "acknowledged", "acknowledged"])
  })
})

describe("a gateway that misbehaves", () => {
  let shop: Shop
  beforeAll(async () => {
    shop = await openShop()
  })
  afterAll(() => shop?.close())

  const query = "/Cashier/QueryTradeInfo/V5"
  const doAction = "/CreditDetail/DoAction"
  /** As if minutes had passed, so that no call of before can be under way any more. */
  const outlastCalls = () =>
    shop.database.query(
      "update taiwan_payment_operation set started_at = started_at - interval '10 minutes', sent_at = sent_at - interval '10 minutes'",
    )
  const queryCard = "/CreditDetail/QueryTrade/V2"

  /** Paid at the gateway, and the shop has not heard of it. */
  async function payUnheard(): Promise<PaymentSession> {
    shop.sandbox.fault({ kind: "drop" })
    return payAndLeave(shop)
  }

  async function complete(session: PaymentSession) {
    const { cartId } = await rowsOf(shop, session.id)
    return shop.store.post(`/store/carts/${cartId}/complete`, {})
  }

  it.each(["http-500", "garbage", "oversized", "lost-reply", "hang"])(
    "when asked (%s) leaves the cart alive, with words for the shopper",
    async (kind) => {
      const session = await payUnheard()
      shop.sandbox.fault({ kind, endpoint: query })
      const { type, cart, error } = await complete(session)
      expect(type).toBe("cart")
      expect(cart.completed_at).toBeNull()
      expect(error.message).toContain("正在等待付款結果")
      expect(error.message).toContain("please do not pay again")
      expect((await statusOf(shop, session.id)).state).toBe("pending")
      await shop.sandbox.advance(10 * MINUTE)
      await reaches(shop, session.id, "paid")
      await settled(shop, session.id)
      await isBoughtOnce(shop, session)
    },
  )

  it("whose clock goes wrong tells nothing, and the cart lives", async () => {
    const ecpay = shop.sandbox.gateway("ecpay")
    const session = await payUnheard()
    ecpay.configure({ clockSkewSeconds: 600 })
    expect((await complete(session)).type).toBe("cart")
    ecpay.configure({ clockSkewSeconds: 0 })
    expect((await attemptOf(shop, session.id)).state).toBe("started")
    await shop.sandbox.advance(10 * MINUTE)
    await settled(shop, session.id)
    await isBoughtOnce(shop, session)
  })

  it("is asked when the storefront completes the cart, and believed", async () => {
    const session = await payUnheard()
    expect((await complete(session)).type).toBe("order")
    await settled(shop, session.id)
    await isBoughtOnce(shop, session)
  })

  it("does not give back twice after the reply to a refund was lost", async () => {
    const { session, order, payment, tradeNo } = await buyByCard(shop)
    await closeDay(shop)
    shop.sandbox.fault({ kind: "lost-reply", endpoint: doAction })
    await expect(refund(shop, payment, 300)).rejects.toThrow(/answered 5\d\d|answered 400/)
    expect((await orderOf(shop, order.id)).payment_status).toBe("captured")
    expect(tradeAt(shop, tradeNo).details.Closed).toBe(String(session.amount - 300))
    await expect(refund(shop, payment, 200)).rejects.toThrow(/earlier refund of 300 TWD/)
    await refund(shop, payment, 300)
    expect(tradeAt(shop, tradeNo).details.Closed).toBe(String(session.amount - 300))
    expect((await orderOf(shop, order.id)).payment_status).toBe("partially_refunded")
    expect((await attemptOf(shop, session.id)).refunded_amount).toBe(300)
    await refund(shop, payment, 300)
    expect(tradeAt(shop, tradeNo).details.Closed).toBe(String(session.amount - 600))
  })

  it("does not give back twice after the reply to a release was lost", async () => {
    const { session, order, payment, tradeNo } = await buyByCard(shop)
    shop.sandbox.fault({ kind: "lost-reply", endpoint: doAction })
    await expect(refund(shop, payment, session.amount)).rejects.toThrow()
    expect(tradeAt(shop, tradeNo).details["Card state"]).toBe("已取消")
    await refund(shop, payment, session.amount)
    expect((await orderOf(shop, order.id)).payment_status).toBe("refunded")
    const { id } = await attemptOf(shop, session.id)
    expect((await operationsOf(shop, id)).map(({ state }) => state)).toEqual(["done"])
  })

  it("closes once when the reply to the first of two steps was lost", async () => {
    const { session, payment, tradeNo } = await buyByCard(shop)
    shop.sandbox.fault({ kind: "lost-reply", endpoint: doAction })
    await expect(refund(shop, payment, 300)).rejects.toThrow()
    await expect(refund(shop, payment, 300)).rejects.toThrow(/three minutes/)
    await outlastCalls()
    await refund(shop, payment, 300)
    expect(tradeAt(shop, tradeNo).details.Closed).toBe(String(session.amount - 300))
  })

  it.each([
    ["garbage", doAction],
    ["http-500", doAction],
    ["garbage", queryCard],
    ["oversized", queryCard],
    ["lost-reply", queryCard],
  ])("refunds nothing on %s from %s, and once when tried again", async (kind, endpoint) => {
    const { session, order, payment, tradeNo } = await buyByCard(shop)
    await closeDay(shop)
    shop.sandbox.fault({ kind, endpoint })
    await expect(refund(shop, payment, 300)).rejects.toThrow()
    expect((await orderOf(shop, order.id)).payment_status).toBe("captured")
    if (endpoint === doAction) await outlastCalls()
    await refund(shop, payment, 300)
    expect((await orderOf(shop, order.id)).payment_status).toBe("partially_refunded")
    expect(tradeAt(shop, tradeNo).details.Closed).toBe(String(session.amount - 300))
  })

  it("is left in peace after it has shut the shop out", async () => {
    const [first, second] = [await payUnheard(), await payUnheard()]
    shop.sandbox.fault({ kind: "throttle", endpoint: query })
    for (const session of [first, second]) expect((await complete(session)).type).toBe("cart")
    const trades = await Promise.all([first, second].map(async ({ id }) => (await attemptOf(shop, id)).trade_no))
    const asked = trades.map((tradeNo) => shop.sandbox.journal.about("ecpay", tradeAt(shop, tradeNo).id))
    const questions = asked.map((entries) => entries.filter(({ endpoint }) => endpoint.startsWith(query)).length)
    expect(questions).toEqual([1, 0])
    await shop.sandbox.advance(10 * MINUTE)
    for (const session of [first, second]) await reaches(shop, session.id, "paid")
  })
})
