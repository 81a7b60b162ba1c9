import { describe, expect, it } from "vitest"
import { EVENTS } from "../../../src/payments/context"
import { twd } from "../../../src/toolkit/twd"
import { addOrder, addPayment } from "../../fake-medusa"
import { inBoth } from "../../in-both"
import { addSession, alarmsOf, newAttempt, newId, useShop } from "../../shop-database"
import { duePayment, toldOf } from "./due-payment"

const used = useShop()

/** An order of 1000 TWD whose card the gateway has let go: its time was over, or staff released it in the gateway's back office. */
async function released() {
  const { db } = used.shop
  const trade = await duePayment(used.shop, { state: "voided", captured_amount: twd(0) })
  const orderId = await addOrder(used.shop, trade.sessionId, trade.cartId)
  const totals = JSON.stringify({ current_order_total: 1000 })
  await db("order_summary").insert({ id: newId("ordsum"), order_id: orderId, version: 1, totals })
  const paymentId = await trade.pay()
  await db("payment").where({ id: paymentId }).update({ captured_at: null })
  const { payment_collection_id } = await db("payment_session").where({ id: trade.sessionId }).first()
  await db("payment_collection").where({ id: payment_collection_id }).update({ status: "authorized" })
  await db("taiwan_payment_attempt")
    .where({ id: trade.attempt.id })
    .update({ payment_collection_id, order_id: orderId })
  const cancel = () => db("payment_collection").where({ id: payment_collection_id }).update({ status: "canceled" })
  trade.medusa.on("cancel-payment-collection", cancel)
  const payment = () => db("payment").where({ id: paymentId }).first()
  return { ...trade, orderId, payment, collectionId: payment_collection_id }
}

describe("an authorisation that the gateway let go", () => {
  it("pays its order no more: Medusa's payment ends, staff are told once, and the buyer is asked for nothing", async () => {
    const { apply, attempt, orderId, payment, collectionId, medusa, ledgerRow } = await released()
    await apply()
    await used.shop.context.ledger.change(await ledgerRow(), { apply_at: new Date() })
    await apply()
    expect((await payment()).canceled_at).not.toBeNull()
    expect(medusa.runs).toEqual([
      { workflow: "cancel-payment-collection", input: { payment_collection_id: collectionId } },
    ])
    expect(await alarmsOf(used.shop, attempt.id)).toMatchObject([{ kind: "released_unpaid", order_id: orderId }])
    expect(toldOf(used.shop, EVENTS.voucherIssued, attempt.id)).toEqual([])
    expect(await ledgerRow()).toMatchObject({ apply_at: null, order_id: orderId })
  })

  it("is nobody's matter where its order is cancelled", async () => {
    const { apply, attempt, orderId, payment } = await released()
    await used.shop.db("order").where({ id: orderId }).update({ status: "canceled" })
    await apply()
    expect((await payment()).canceled_at).not.toBeNull()
    expect(await alarmsOf(used.shop, attempt.id)).toEqual([])
  })

  it("leaves an order alone that something else has paid", async () => {
    const { apply, attempt, orderId } = await released()
    const { db, context } = used.shop
    const session_id = await addSession({ db }, "1000")
    const { payment_collection_id } = await db("payment_session").where({ id: session_id }).first()
    await db("order_payment_collection").insert({ id: newId("link"), order_id: orderId, payment_collection_id })
    const other = await context.ledger.open(newAttempt({ session_id, payment_collection_id }))
    await addPayment(used.shop, session_id, other.trade_no)
    await apply()
    expect(await alarmsOf(used.shop, attempt.id)).toEqual([])
  })

  it("is told though money lies there that no order could take: it may go back, and pays nothing", async () => {
    const { apply, attempt, orderId, collectionId } = await released()
    const { db, context } = used.shop
    const other = await context.ledger.open(newAttempt({ payment_collection_id: collectionId }))
    const held = { state: "captured", captured_amount: 1000, unmatched: "second_payment", paid_at: new Date() }
    await db("taiwan_payment_attempt").where({ id: other.id }).update(held)
    await apply()
    expect(await alarmsOf(used.shop, attempt.id)).toMatchObject([{ kind: "released_unpaid", order_id: orderId }])
  })

  it("of which no order was placed ends the alarm that said so", async () => {
    const trade = await duePayment(used.shop, { state: "voided", captured_amount: twd(0) })
    const { ledger } = used.shop.context
    const about = { attempt_id: trade.attempt.id, subject: trade.attempt.id, amount: 1000, order_id: null }
    await ledger.raise({ kind: "not_applied", detail: inBoth("sold out"), ...about })
    await ledger.raise({ kind: "not_released", detail: inBoth("the bank said no"), ...about })
    await trade.apply()
    const over = (await alarmsOf(used.shop, trade.attempt.id)).map(({ kind, resolution }) => `${kind} ${resolution}`)
    expect(over.sort()).toEqual(["not_applied voided", "not_released voided"])
  })
})
