import { expect, it } from "vitest"
import { isPaidBeside, orderMoneyOf } from "../../src/payments/order-money"
import { addSession, newAttempt, newId, useShop } from "../shop-database"
import { addOrder, addRow, booked } from "./booked-trade"

const place = useShop()

it("the money of an order is that of its collection, with all attempts to pay it", async () => {
  const { db, context } = place.shop
  const { payment_collection_id } = await db("payment_session")
    .where({ id: await addSession({ db }, "1000") })
    .first()
  const first = await context.ledger.open(newAttempt({ payment_collection_id }))
  const second = await context.ledger.open(newAttempt({ payment_collection_id }))
  await context.ledger.open(newAttempt({ payment_collection_id: "paycol_another" }))
  const money = await orderMoneyOf(context, first)
  expect(money?.attempts.map(({ id }) => id)).toEqual([first.id, second.id])
  expect(money?.collections).toMatchObject([{ id: payment_collection_id, amount: 1000 }])
})

it("nobody knows the order's money of an attempt from before its collection was remembered", async () => {
  expect(await orderMoneyOf(place.shop.context, { payment_collection_id: null })).toBeNull()
})

it("a payment that was captured in part pays that part: the rest is asked of the buyer, and is no second payment", async () => {
  const { db, context } = place.shop
  const trade = await booked(place.shop)
  await addRow(place.shop, "capture", trade, 600)
  const order_id = await addOrder(place.shop, trade)
  await db("order_summary")
    .where({ order_id })
    .update({ totals: JSON.stringify({ current_order_total: 1000 }) })
  const session_id = await addSession({ db }, "400")
  const { payment_collection_id } = await db("payment_session").where({ id: session_id }).first()
  await db("order_payment_collection").insert({ id: newId("ordpay"), order_id, payment_collection_id })
  const rest = await context.ledger.open(newAttempt({ session_id, session_amount: "400", payment_collection_id }))
  const money = (await orderMoneyOf(context, rest)) ?? expect.fail("The order has no money.")
  expect(money.payments).toMatchObject([{ amount: 600 }])
  expect(isPaidBeside(rest, money)).toBe(false)
  // As Medusa does when it asks the rest in a collection of its own.
  await db("payment").where({ id: trade.paymentId }).update({ canceled_at: new Date() })
  expect((await orderMoneyOf(context, rest))?.payments).toMatchObject([{ amount: 600, isCanceled: false }])
})

it("a payment pays what it is authorised for while nothing is captured, and another provider's may still be captured", async () => {
  const { db, context } = place.shop
  const paid = async () => {
    const trade = await booked(place.shop, { state: "authorized" })
    const attempt = await context.ledger.open(newAttempt({ payment_collection_id: trade.collectionId }))
    return { trade, amounts: async () => (await orderMoneyOf(context, attempt))?.payments.map(({ amount }) => amount) }
  }
  const [ours, other] = [await paid(), await paid()]
  await db("payment")
    .where({ id: other.trade.paymentId })
    .update({ data: JSON.stringify({}) })
  await addRow(place.shop, "capture", other.trade, 600)
  expect(await ours.amounts()).toEqual([1000])
  expect(await other.amounts()).toEqual([1000])
})
