import { expect, it } from "vitest"
import { moneyRowsOf } from "../../../src/payments/medusa/money-rows"
import { addCapture, addSession, newId, useShop } from "../../shop-database"
import { addColumnsOfTheNext } from "../next-refunds"

const place = useShop()

async function given(status?: string): Promise<number | undefined> {
  const { db } = place.shop
  const sessionId = await addSession(place.shop, "1000")
  await addCapture(place.shop, sessionId, "1000")
  const payment = await db("payment").where({ payment_session_id: sessionId }).first()
  const more = status === undefined ? {} : { status }
  const raw_amount = JSON.stringify({ value: "300" })
  await db("refund").insert({ id: newId("ref"), amount: 300, raw_amount, payment_id: payment.id, ...more })
  const { payments } = await moneyRowsOf(db, payment.payment_collection_id)
  return payments[0]?.refunded
}

it("a refund of today's Medusa is money given back", async () => {
  expect(await given()).toBe(300)
})

it("of the next one's, which keeps those that failed, a failed one is none", async () => {
  await addColumnsOfTheNext(place.shop)
  // Rows of before the upgrade are all "pending", those that were given back long ago too.
  expect(await given("pending")).toBe(300)
  expect(await given("succeeded")).toBe(300)
  expect(await given("failed")).toBe(0)
})
