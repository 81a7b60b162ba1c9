import { expect, it } from "vitest"
import { refundUnmatched } from "../../../src/payments/staff/refund-unmatched"
import { fakeMedusa } from "../../fake-medusa"
import { operationsOf, useShop } from "../../shop-database"
import { addRow, booked } from "../booked-trade"

const place = useShop()

/** Medusa itself refunds what an order's page shows, and there is no order. */
it("money of which Medusa has a payment and can place no order goes back from here, and Medusa's payment follows", async () => {
  const { shop } = place
  const trade = await booked(shop)
  await addRow(shop, "capture", trade, 1000)
  const medusa = fakeMedusa(shop, trade.attempt.provider_id, trade.methodAccount)
  const asked: unknown[] = []
  const refundPayment = async (refund: object) => void asked.push(refund)
  Object.assign(medusa.container.resolve("payment"), { refundPayment })
  const press = () => refundUnmatched(medusa.container, trade.attempt.id, { id: "user_lin", name: "Lin" })
  await shop
    .db("taiwan_payment_attempt")
    .where({ id: trade.attempt.id })
    .update({ apply_at: new Date(), apply_tries: 3 })
  await expect(press()).rejects.toThrow(/belongs to an order/)
  await shop.db("taiwan_payment_attempt").where({ id: trade.attempt.id }).update({ apply_tries: 4 })
  await press()
  expect([trade.refunded(), (await trade.now()).state]).toEqual([1000, "refunded"])
  expect(await operationsOf(shop, trade.attempt)).toMatchObject([{ kind: "refund", state: "done" }])
  expect(asked).toEqual([{ payment_id: trade.paymentId, amount: 1000, created_by: "user_lin" }])
})
