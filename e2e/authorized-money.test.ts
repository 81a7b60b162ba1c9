import { setTimeout as sleep } from "node:timers/promises"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { buy } from "./support/api-gateways"
import { arrive, payOn } from "./support/buyer"
import { cutOnce } from "./support/cut-point"

import { alarmsAbout, attemptOf } from "./support/ledger"
import { addOneMore, awaitTransfer, payByTransfer } from "./support/orders"
import { buyByCard, orderOf, type PaymentSession, paymentOf, refund, settled, statusOf } from "./support/purchase"
import { openShop, type Shop } from "./support/shop"
import { until } from "./support/until"

const HOUR = 3_600_000

let shop: Shop
beforeAll(async () => {
  shop = await openShop({
    ecpay: { capture: "manual", atmExpireDays: 1 },
    env: { LINEPAY_OPTIONS: JSON.stringify({ capture: "manual" }) },
  })
})
afterAll(() => shop?.close())

const linkOf = (orderId: string): Promise<{ url: string; amount: number; why: string }> =>
  shop.office.post(`/admin/taiwan-payments/orders/${orderId}/payment-link`, {})

/** The buyer opens a link of staff's, and pays there by card; the session that it opened. */
async function payByLink(url: string): Promise<string> {
  const body = new URLSearchParams({ provider_id: "pp_ecpay-credit_main" })
  const { headers } = await fetch(url, { method: "POST", redirect: "manual", headers: { accept: "text/html" }, body })
  const startUrl = headers.get("location") ?? expect.fail("The link leads nowhere.")
  await payOn(await arrive(startUrl))
  return new URL(startUrl).pathname.split("/").at(-1) ?? ""
}

describe("a card of which staff captured a part", () => {
  it("leaves the rest of its order to be paid by a link, which is no second payment", async () => {
    const { session, order, payment } = await buyByCard(shop)
    await shop.office.post(`/admin/payments/${payment.id}/capture`, { amount: 500 })
    const { id: first } = await attemptOf(shop, session.id)
    const { url, amount, why } = await linkOf(order.id)
    expect([amount, why]).toEqual([session.amount - 500, "difference"])
    const next = await payByLink(url)
    expect(await settled(shop, next)).toBe(order.id)
    const { id } = await attemptOf(shop, next)
    expect(await alarmsAbout(shop, id)).toEqual([])
    const { actions } = await shop.office.get(`/admin/taiwan-payments/attempts/${first}`)
    expect(actions.refund_in_order).toMatchObject({ payment_id: payment.id })
    await refund(shop, payment, 500)
    expect(await attemptOf(shop, session.id)).toMatchObject({ state: "refunded", refunded_amount: 500 })
  })
})

describe("a connection that is cut while Medusa writes down what was paid", () => {
  const paymentsOf = async ({ id }: PaymentSession) =>
    (
      await shop.database.query(
        "select canceled_at is not null as is_canceled, captured_at is not null as is_captured from payment where payment_session_id = $1",
        [id],
      )
    ).rows

  it.each(["insert on payment", "update on payment_collection"])(
    "releases no card (%s), and its order says so",
    async (event) => {
      const { session, order } = await cutOnce(shop, event, () => buyByCard(shop))
      expect([(await attemptOf(shop, session.id)).state, order.payment_status]).toEqual(["authorized", "authorized"])
      expect(await paymentsOf(session)).toEqual([{ is_canceled: false, is_captured: false }])
    },
  )

  it("cancels no transfer, and the order's books get its money", async () => {
    const { session, orderId } = await cutOnce(shop, "insert on order_transaction", () => payByTransfer(shop))
    expect(await paymentsOf(session)).toEqual([{ is_canceled: false, is_captured: true }])
    // Nobody can be about to write it any more.
    await shop.database.query("update capture set created_at = created_at - interval '4 minutes'")
    await settled(shop, session.id)
    const books = "select amount::int from order_transaction where order_id = $1 and deleted_at is null"
    expect((await shop.database.query(books, [orderId])).rows).toEqual([{ amount: session.amount }])
  })
})

describe("a card that two of the staff capture in the same second", () => {
  it("is in the order's books once, however slow their writing is", async () => {
    const { session, order, payment } = await buyByCard(shop)
    const { query } = shop.database
    await query(
      `create function dawdle() returns trigger language plpgsql as 'begin perform pg_sleep(1); return new; end'`,
    )
    await query("create trigger dawdle before insert on order_transaction for each row execute function dawdle()")
    const press = () => shop.office.post(`/admin/payments/${payment.id}/capture`, {})
    const isCaptured = async () => (await attemptOf(shop, session.id)).state === "captured"
    const first = press()
    await until("the gateway has captured", isCaptured)
    await sleep(300)
    await Promise.allSettled([first, press()])
    await query("drop function dawdle cascade")
    const sql = "select amount::int from order_transaction where order_id = $1 and deleted_at is null"
    expect((await query(sql, [order.id])).rows).toEqual([{ amount: session.amount }])
  })
})

describe("a server that died while staff captured a card", () => {
  it("leaves an order whose books are made good", async () => {
    const { session, order, payment } = await buyByCard(shop)
    await shop.office.post(`/admin/payments/${payment.id}/capture`, {})
    const { query } = shop.database
    // What Medusa writes once its provider has answered.
    await query("delete from order_transaction where order_id = $1", [order.id])
    await query("update payment set captured_at = null where id = $1", [payment.id])
    await query("update taiwan_payment_operation set check_at = now() where kind = 'capture'")
    const transactions = () => query("select amount::int from order_transaction where order_id = $1", [order.id])
    await until("a transaction", async () => (await transactions()).rows.length > 0)
    expect((await transactions()).rows).toEqual([{ amount: session.amount }])
    const { captured_at, captures } = paymentOf(await orderOf(shop, order.id))
    expect([captured_at, captures.length]).toEqual([expect.any(String), 1])
  })
})

describe("an authorisation that the gateway let go", () => {
  it("is told, and its order can be paid anew", async () => {
    const { session, tradeNo, order } = await buy(shop, "linepay")
    expect(order.payment_status).toBe("authorized")
    const trade = shop.sandbox
      .gateway("linepay")
      .trades()
      .find(({ reference }) => reference === tradeNo)
    await shop.sandbox.gateway("linepay").act(trade?.id ?? "", "expire-authorization", {})
    const { id } = await attemptOf(shop, session.id)
    await until("voided", async () => {
      await shop.office.post(`/admin/taiwan-payments/attempts/${id}/query`, {})
      return (await attemptOf(shop, session.id)).state === "voided"
    })
    const alarm = await until("an alarm", async () => (await alarmsAbout(shop, id))[0])
    expect(alarm).toMatchObject({ kind: "released_unpaid", order_id: order.id })
    await until("no more authorised", async () => (await orderOf(shop, order.id)).payment_status === "canceled")
    expect(await statusOf(shop, session.id)).toMatchObject({
      ...{ state: "expired", start_url: null },
      message: { en: expect.stringContaining("you were not charged") },
    })
    const { url, amount } = await linkOf(order.id)
    expect(amount).toBe(session.amount)
    expect(await settled(shop, await payByLink(url))).toBe(order.id)
  })
})

describe("an order that staff add to while its card is only authorised", () => {
  it("is told to be owed, since Medusa releases the card, and can be paid anew", async () => {
    const { session, order } = await buyByCard(shop)
    await addOneMore(shop, order.id)
    const { id, state } = await attemptOf(shop, session.id)
    expect(state).toBe("voided")
    await shop.database.query("update taiwan_payment_operation set check_at = now() where attempt_id = $1", [id])
    const alarm = await until("an alarm", async () => (await alarmsAbout(shop, id))[0])
    expect(alarm).toMatchObject({ kind: "released_unpaid", order_id: order.id })
    expect(alarm).toMatchObject({ detail_zh: expect.stringContaining("因訂單變更，Medusa 已取消授權") })
    const { url, amount } = await linkOf(order.id)
    expect(amount).toBeGreaterThan(session.amount)
    expect(await settled(shop, await payByLink(url))).toBe(order.id)
  })

  it("is told no more once staff mark what it asks as paid", async () => {
    const { session, order } = await buyByCard(shop)
    await addOneMore(shop, order.id)
    const { id } = await attemptOf(shop, session.id)
    await shop.database.query("update taiwan_payment_operation set check_at = now() where attempt_id = $1", [id])
    const openAlarms = async () => (await alarmsAbout(shop, id)).filter(({ resolved_at }) => resolved_at === null)
    await until("an alarm", async () => (await openAlarms()).length > 0)
    const { payment_collections: all } = await orderOf(shop, order.id)
    const asked = all.find(({ status }) => status === "not_paid")
    await shop.office.post(`/admin/payment-collections/${asked?.id}/mark-as-paid`, { order_id: order.id })
    await until("no alarm", async () => (await openAlarms()).length === 0)
  })
})

describe("an order that staff wrote off while its number is awaited", () => {
  const writeOff = (orderId: string, amount: number) =>
    shop.office.post(`/admin/orders/${orderId}/credit-lines`, {
      ...{ amount, reference: "goodwill", reference_id: orderId, metadata: {} },
    })

  it("in part: its buyer reads what is asked now", async () => {
    const { session, orderId } = await awaitTransfer(shop)
    await writeOff(orderId, 300)
    const asked = until("a lower amount", async () => {
      const status = await statusOf(shop, session.id)
      return status.voucher === null && status
    })
    expect(await asked).toMatchObject({ state: "awaiting", amount_asked: session.amount - 300 })
  })

  it("whole: nothing is to be paid, and it outlives its number", async () => {
    const { session, orderId } = await awaitTransfer(shop)
    await writeOff(orderId, session.amount)
    await until("nothing asked", async () => (await statusOf(shop, session.id)).state === "replaced")
    await shop.sandbox.advance(10 * 24 * HOUR)
    await until("expired", async () => (await attemptOf(shop, session.id)).state === "expired")
    expect((await orderOf(shop, orderId)).status).toBe("pending")
  })
})
