import { issueVoucher } from "@taiwan-payments/sandbox/shopper"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { tradeNumberOf } from "../scripts/demo/methods.mjs"
import { actAt, tradeAt } from "./support/gateway"
import { alarmsAbout, attemptOf } from "./support/ledger"
import { buyByCard, checkout, orderOf, paymentOf, reaches, refund, settled } from "./support/purchase"
import { openShop, type Shop } from "./support/shop"
import { until } from "./support/until"

const QUERY_CARD = "/CreditDetail/QueryTrade/V2"
const BASE = "/admin/taiwan-payments"
/** The job runs once a minute. */
const A_JOB = 180_000

let shop: Shop
beforeAll(async () => {
  shop = await openShop()
})
afterAll(() => shop?.close())

const sumOf = (rows: readonly { readonly amount: number }[]) => rows.reduce((sum, { amount }) => sum + amount, 0)
const cancel = (orderId: string) => shop.office.post(`/admin/orders/${orderId}/cancel`, {})
const act = (id: string, action: string, body: object) => shop.office.post(`${BASE}/attempts/${id}/${action}`, body)
const hurry = () =>
  shop.database.query("update taiwan_payment_operation set check_at = now() where check_at is not null")

describe("a refund while the order is being changed", () => {
  it("is refused before the gateway is asked, however often, and possible once the change is closed", async () => {
    const { order, payment, tradeNo, session } = await buyByCard(shop)
    await shop.office.post("/admin/order-edits", { order_id: order.id })
    const before = tradeAt(shop, tradeNo).details
    const presses = await Promise.allSettled([refund(shop, payment, 300), refund(shop, payment, 300)])
    for (const press of presses)
      expect(press).toMatchObject({
        status: "rejected",
        reason: { message: expect.stringContaining("open order edit") },
      })
    expect((await attemptOf(shop, session.id)).refunded_amount).toBe(0)
    expect(tradeAt(shop, tradeNo).details).toEqual(before)
    const { id } = await attemptOf(shop, session.id)
    await expect(act(id, "refund-by-hand", { amount: 100, reference: "wire 1" })).rejects.toThrow(/open order edit/)
    await shop.database.query("update order_change set status = 'canceled' where order_id = $1", [order.id])
    await refund(shop, payment, 300)
    expect((await attemptOf(shop, session.id)).refunded_amount).toBe(300)
    expect(sumOf(paymentOf(await orderOf(shop, order.id)).refunds)).toBe(300)
    await refund(shop, payment, 300)
    expect((await attemptOf(shop, session.id)).refunded_amount).toBe(600)
  })
})

describe("an order that is cancelled while its gateway is silent", () => {
  it("is refunded as soon as the gateway answers, and Medusa's payment says so", async () => {
    const { order, session } = await buyByCard(shop)
    shop.sandbox.fault({ kind: "garbage", endpoint: QUERY_CARD, count: 1 })
    await cancel(order.id)
    expect(await attemptOf(shop, session.id)).toMatchObject({ state: "captured", refunded_amount: 0 })
    await hurry()
    await until("it is refunded", async () => (await attemptOf(shop, session.id)).state === "refunded", A_JOB)
    await until(
      "Medusa's payment follows",
      async () => sumOf(paymentOf(await orderOf(shop, order.id)).refunds) === session.amount,
      A_JOB,
    )
  })
})

describe("an order that is cancelled and whose money no API gives back", () => {
  it("is an alarm; a refund by hand is recorded, and nothing is asked of the order", async () => {
    const session = await checkout(shop, "ecpay-atm")
    const { page } = await issueVoucher(session.data.start_url)
    await settled(shop, session.id)
    await actAt(shop, tradeNumberOf(page), "pay")
    await reaches(shop, session.id, "paid")
    const orderId = await settled(shop, session.id)
    const { id } = await attemptOf(shop, session.id)
    await until("a captured payment", async () => paymentOf(await orderOf(shop, orderId)).captured_at)
    await cancel(orderId)
    await hurry()
    const alarm = await until("an alarm", async () => (await alarmsAbout(shop, id))[0], A_JOB)
    expect(alarm).toMatchObject({ kind: "not_refunded", amount: session.amount })
    const { actions } = await shop.office.get(`${BASE}/attempts/${id}`)
    expect(actions).toMatchObject({ refund: null, refund_in_order: null, refund_by_hand: { up_to: session.amount } })
    const done = await act(id, "refund-by-hand", { amount: session.amount, reference: "wire 2" })
    expect(done.attempt).toMatchObject({ state: "refunded", open_alarms: 0 })
    expect(sumOf(paymentOf(await orderOf(shop, orderId)).refunds)).toBe(session.amount)
  })
})
