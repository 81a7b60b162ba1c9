import { expect, it } from "vitest"
import { orderMoneyOf } from "../../src/payments/order-money"
import { addSession, newAttempt, useShop } from "../shop-database"

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
