import { issueVoucher, payVoucher } from "@taiwan-payments/sandbox/shopper"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { tradeNumberOf } from "../scripts/demo/methods.mjs"
import { arrive, payOn } from "./support/buyer"
import { payAndLeave } from "./support/crowd"
import { cutOnce } from "./support/cut-point"
import { loseNotice } from "./support/encrypted-forms"
import { actAt, tradeAt } from "./support/gateway"
import { type Alarm, actorsOf, alarmsAbout, attemptOf, attemptsOf } from "./support/ledger"
import { addOneMore, awaitTransfer } from "./support/orders"
import { buyByCard, checkout, orderOf, type PaymentSession, reaches, settled, statusOf } from "./support/purchase"
import { rowsOf } from "./support/rows"
import { openShop, returnUrl, type Shop } from "./support/shop"
import { until } from "./support/until"
import { expectWhole } from "./support/whole-order"

const HOUR = 3_600_000
/** Where Medusa's engine itself breaks off, the cart's lock has to end first (two minutes). */
const PATIENCE_MS = 220_000

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

/** In the step that makes all the links at once, and after the payment. */
const CUTS = [
  "insert on order_cart",
  "insert on order_payment_collection",
  "insert on payment",
  "update on payment_collection",
  "insert on order_transaction",
]

describe("an order whose placing fails in the middle", () => {
  const orders = async () => Number((await shop.database.query('select count(*) from "order"')).rows[0]?.count)

  it.each(CUTS)("by a connection that is cut at %s: stands, and nobody is given money back", async (event) => {
    const before = await orders()
    const session = await cutOnce(shop, event, async () => {
      const paid = await payAndLeave(shop)
      await expectWhole(shop, paid, before, PATIENCE_MS)
      return paid
    })
    const { id, state } = await attemptOf(shop, session.id)
    expect([state, await alarmsAbout(shop, id)]).toEqual(["captured", []])
  })

  it("by one among its links, while the shopper's page completes the cart: the page is told of no order that is gone", async () => {
    const before = await orders()
    const unheard = await cutOnce(shop, "insert on order_payment_collection", async () => {
      const session = await loseNotice(shop, { id: "ecpay" }, () => payAndLeave(shop))
      const { cartId } = await rowsOf(shop, session.id)
      const complete = () => shop.store.post(`/store/carts/${cartId}/complete`, {})
      await complete().catch(() => {})
      const { type, order } = await until(
        "the page is told of an order",
        () => complete().catch(() => null),
        PATIENCE_MS,
      )
      const { orderIds } = await rowsOf(shop, session.id)
      expect([type, orderIds]).toEqual(["order", [order.id]])
      return session
    })
    await expectWhole(shop, unheard, before, PATIENCE_MS)
    expect((await attemptOf(shop, unheard.id)).state).toBe("captured")
  })

  it("again and again: the buyer reads so, the cart stays as it is, and staff give the money back", async () => {
    const { query } = shop.database
    const before = await orders()
    await query(`create function refuse() returns trigger language plpgsql as 'begin raise exception ''refused''; end'`)
    await query("create trigger refuse before insert on order_transaction for each row execute function refuse()")
    const session = await payAndLeave(shop)
    const { id } = await attemptOf(shop, session.id)
    expect((await alarmOf(id)).kind).toBe("not_applied")
    expect((await statusOf(shop, session.id)).state).toBe("held")
    const { cartId } = await rowsOf(shop, session.id)
    const { cart } = await shop.store.get(`/store/carts/${cartId}?fields=id,*items`)
    const more = { quantity: cart.items[0].quantity + 1 }
    await expect(shop.store.post(`/store/carts/${cartId}/line-items/${cart.items[0].id}`, more)).rejects.toThrow()
    const { actions } = await shop.office.get(`/admin/taiwan-payments/attempts/${id}`)
    expect(actions.refund).toEqual({ kind: "refund", up_to: session.amount, whole: false })
    await shop.office.post(`/admin/taiwan-payments/attempts/${id}/refund`, {})
    await query("drop function refuse cascade")
    expect(await attemptOf(shop, session.id)).toMatchObject({ state: "refunded", refunded_amount: session.amount })
    await until("nothing is tried any more", async () => (await attemptOf(shop, session.id)).apply_at === null)
    const refunds = await query(
      "select refund.amount::int from refund join payment on payment.id = payment_id where payment_session_id = $1",
      [session.id],
    )
    expect([await orders(), refunds.rows]).toEqual([before, [{ amount: session.amount }]])
    expect((await alarmsAbout(shop, id)).every(({ resolved_at }) => resolved_at !== null)).toBe(true)
  })
})

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

describe("paid in another way, by a connection that is cut before the order's books have it", () => {
  it("is in them once it is recorded again", async () => {
    const { session, orderId, attempt } = await awaited()
    const path = `/admin/taiwan-payments/attempts/${attempt.id}/paid-otherwise`
    const record = () => shop.office.post(path, { amount: session.amount, reference: "cash at the door" })
    await cutOnce(shop, "insert on order_transaction", () => expect(record()).rejects.toThrow(/500/))
    await record()
    const { order } = await shop.office.get(`/admin/orders/${orderId}?fields=id,summary`)
    expect(order.summary).toMatchObject({ paid_total: session.amount, pending_difference: 0 })
    expect((await statusOf(shop, session.id)).state).toBe("paid")
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
