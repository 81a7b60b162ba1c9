import { issueVoucher, payVoucher } from "@taiwan-payments/sandbox/shopper"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { tradeNumberOf } from "../scripts/demo/methods.mjs"
import { arrive, payOn } from "./support/buyer"
import { actAt, tradeAt } from "./support/gateway"
import { type Alarm, actorsOf, alarmsAbout, attemptOf, attemptsOf } from "./support/ledger"
import { addOneMore, awaitTransfer } from "./support/orders"
import { buyByCard, checkout, orderOf, type PaymentSession, reaches, settled, statusOf } from "./support/purchase"
import { rowsOf } from "./support/rows"
import { openShop, returnUrl, type Shop } from "./support/shop"
import { until } from "./support/until"

const HOUR = 3_600_000

let shop: Shop
beforeAll(async () => {
  shop = await openShop({ ecpay: { atmExpireDays: 1 } })
})
afterAll(() => shop?.close())

const alarmOf = (attemptId: string): Promise<Alarm> =>
  until(`an alarm about ${attemptId}`, async () => (await alarmsAbout(shop, attemptId))[0])

async function openSession(collectionId: string, method: string): Promise<PaymentSession> {
  const path = `/store/payment-collections/${collectionId}/payment-sessions`
  const input = { provider_id: `pp_${method}_main`, data: { return_url: returnUrl } }
  const { payment_collection } = await shop.store.post(path, input)
  return payment_collection.payment_sessions[0]
}

/** A number in the buyer's hand, and the order that awaits its money. */
async function awaited() {
  const order = await awaitTransfer(shop)
  return { ...order, attempt: await attemptOf(shop, order.session.id) }
}

const payAtBank = (tradeNo: string) => payVoucher(shop.sandbox.url, tradeAt(shop, tradeNo).id)

async function collectionsOf(orderId: string): Promise<{ id: string; amount: number; status: string }[]> {
  const { order } = await shop.office.get(`/admin/orders/${orderId}?fields=id,*payment_collections`)
  return order.payment_collections
}

describe("a session that Medusa replaced", () => {
  it("while the buyer paid in the first tab: the money is applied to the cart (7)", async () => {
    const session = await checkout(shop)
    const page = await arrive(session.data.start_url)
    const { collectionId, cartId } = await rowsOf(shop, session.id)
    const next = await openSession(collectionId, "ecpay-credit")
    await payOn(page)
    const orderId = await settled(shop, session.id)
    const { applied_session_id } = await attemptOf(shop, session.id)
    expect(applied_session_id).not.toBe(next.id)
    expect(await rowsOf(shop, applied_session_id ?? "")).toMatchObject({
      cartId,
      orderIds: [orderId],
      captures: [session.amount],
    })
    expect(await statusOf(shop, session.id)).toMatchObject({ state: "paid", order_id: orderId })
  })

  it("of an order that awaits its number: the number is replaced, and its money still pays the order (3)", async () => {
    const { session, orderId, tradeNo, attempt } = await awaited()
    const { collectionId } = await rowsOf(shop, session.id)
    await openSession(collectionId, "ecpay-credit")
    expect(await statusOf(shop, session.id)).toMatchObject({ state: "replaced", voucher: null })
    await payAtBank(tradeNo)
    await until("captured", async () => (await orderOf(shop, orderId)).payment_status === "captured")
    expect(await statusOf(shop, session.id)).toMatchObject({ state: "paid", order_id: orderId })
    expect(await alarmsAbout(shop, attempt.id)).toEqual([])
  })
})

describe("an order that is edited while its number is awaited (4)", () => {
  it("offers a number for what it asks now; the old one is then told with both amounts", async () => {
    const { session, orderId, tradeNo, attempt } = await awaited()
    await addOneMore(shop, orderId)
    const status = await statusOf(shop, session.id)
    const { id, asked } = await changedAt(attempt.id)
    expect(status).toMatchObject({ state: "awaiting", amount: session.amount, amount_asked: asked, voucher: null })
    expect(asked).toBeGreaterThan(session.amount)
    const { page } = await issueVoucher(String(status.start_url))
    const renewed = await reaches(shop, session.id, "awaiting")
    expect(renewed).toMatchObject({ amount: asked, amount_asked: null })
    await payAtBank(tradeNumberOf(page))
    await until("captured", async () => (await orderOf(shop, orderId)).payment_status === "captured")
    await payAtBank(tradeNo)
    expect(await alarmOf(id)).toMatchObject({ kind: "second_payment", order_id: orderId })
  })

  async function changedAt(id: string): Promise<{ id: string; asked: number }> {
    const { medusa } = await shop.office.get(`/admin/taiwan-payments/attempts/${id}`)
    return { id, asked: medusa.asked }
  }
})

describe("paid in another way (6)", () => {
  it("the order is paid, the number closed; a late transfer is a second payment", async () => {
    const { session, orderId, tradeNo, attempt } = await awaited()
    const path = `/admin/taiwan-payments/attempts/${attempt.id}/paid-otherwise`
    const { actions } = await shop.office.get(`/admin/taiwan-payments/attempts/${attempt.id}`)
    expect(actions.paid_otherwise).toEqual({ up_to: session.amount })
    await shop.office.post(path, { amount: session.amount, reference: "cash at the door" })
    expect((await orderOf(shop, orderId)).payment_status).toBe("captured")
    expect(await actorsOf(shop, attempt.id)).toEqual(["admin@example.com"])
    expect((await statusOf(shop, session.id)).state).toBe("paid")
    await expect(shop.office.post(path, { amount: 1, reference: "again" })).rejects.toThrow(/409/)
    await payAtBank(tradeNo)
    expect(await alarmOf(attempt.id)).toMatchObject({ kind: "second_payment", order_id: orderId })
  })
})

describe("numbers that run out", () => {
  it("of an edit's difference: the paid order stays, and staff are told (1)", async () => {
    const { order } = await buyByCard(shop)
    await addOneMore(shop, order.id)
    const added = (await collectionsOf(order.id)).find(({ status }) => status === "not_paid")
    const session = await openSession(added?.id ?? "", "ecpay-atm")
    const { page } = await issueVoucher(session.data.start_url)
    await reaches(shop, session.id, "awaiting")
    await shop.sandbox.advance(96 * HOUR)
    const { id } = await attemptOf(shop, session.id)
    const isOver = async () => (await attemptsOf(shop, session.id))[0]?.state === "expired"
    await until("the number is over", isOver, 150_000)
    expect(await alarmOf(id)).toMatchObject({ kind: "expired_unpaid", order_id: order.id })
    const { status, payment_status } = await orderOf(shop, order.id)
    expect({ status, refunds: payment_status.includes("refunded") }).toEqual({ status: "pending", refunds: false })
    await actAt(shop, tradeNumberOf(page), "pay-late")
    await reaches(shop, session.id, "paid")
  })
})
