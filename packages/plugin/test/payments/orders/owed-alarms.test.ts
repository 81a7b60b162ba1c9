import { describe, expect, it } from "vitest"
import type { AlarmKind } from "../../../src/modules/ledger/records"
import { endOwed, endOwedByPayment } from "../../../src/payments/orders/owed-alarms"
import { inBoth } from "../../in-both"
import { newId, useShop } from "../../shop-database"
import { addOrder, booked } from "../booked-trade"

const place = useShop()

/** An order of 1000 TWD whose number ran out, or whose card was released; staff were told that it is owed. */
async function owing(kind: AlarmKind, status = "pending") {
  const { db, context } = place.shop
  const trade = await booked(place.shop, { state: "expired" })
  await db("payment").where({ id: trade.paymentId }).delete()
  const { id } = trade.attempt
  await db("taiwan_payment_attempt").where({ id }).update({ payment_collection_id: trade.collectionId })
  const orderId = await addOrder(place.shop, trade, status)
  const totals = JSON.stringify({ current_order_total: 1000 })
  await db("order_summary").where({ order_id: orderId }).update({ totals })
  const alarm = { kind, attempt_id: id, subject: id, amount: 1000, detail: inBoth("x"), order_id: orderId }
  await context.ledger.raise(alarm)
  /** A payment of another provider's, such as Medusa's own for what staff mark as paid. */
  const pay = async (amount: number) => {
    const payment_collection_id = newId("paycol")
    const money = { amount, raw_amount: JSON.stringify({ value: String(amount) }), currency_code: "twd" }
    await db("payment_collection").insert({ id: payment_collection_id, ...money, status: "completed" })
    await db("order_payment_collection").insert({ id: newId("ordpay"), order_id: orderId, payment_collection_id })
    const paymentId = newId("pay")
    const owner = { provider_id: "pp_system_default", payment_collection_id, payment_session_id: newId("payses") }
    await db("payment").insert({ id: paymentId, ...money, ...owner, data: "{}", captured_at: new Date() })
    await endOwedByPayment(context, paymentId)
  }
  const open = async () => {
    const rows = await db("taiwan_payment_alarm").where({ order_id: orderId })
    return rows.map(({ resolution }) => resolution)
  }
  return { orderId, pay, open }
}

describe("an order that was told of as owed", () => {
  it.each(["expired_unpaid", "shipped_unpaid", "released_unpaid"] as const)(
    "is no more once a payment of another provider's pays it: %s",
    async (kind) => {
      const other = await owing(kind)
      const { pay, open } = await owing(kind)
      await pay(1000)
      expect(await open()).toEqual(["applied"])
      expect(await other.open()).toEqual([null])
    },
  )

  it("is owed while a part of it is", async () => {
    const { pay, open } = await owing("shipped_unpaid")
    await pay(400)
    expect(await open()).toEqual([null])
    await pay(600)
    expect(await open()).toEqual(["applied"])
  })

  it("is no more once it is cancelled", async () => {
    const { orderId, open } = await owing("released_unpaid", "canceled")
    await endOwed(place.shop.context, orderId)
    expect(await open()).toEqual(["ended"])
  })

  it("has other alarms, which are not about what it owes", async () => {
    const { pay, open } = await owing("second_payment")
    await pay(1000)
    expect(await open()).toEqual([null])
  })
})
