import { expect, it } from "vitest"
import { refundUnmatched } from "../../../src/payments/staff/refund-unmatched"
import { fakeMedusa } from "../../fake-medusa"
import { operationsOf, useShop } from "../../shop-database"
import { addOrder, booked } from "../booked-trade"

const place = useShop()

/** Medusa never captured it, refuses to refund it, and has nothing more to do with it. */
it("a card that was captured at its gateway alone, of an order that is cancelled, goes back, and Medusa's payment ends", async () => {
  const { shop } = place
  const trade = await booked(shop)
  await addOrder(shop, trade, "canceled")
  await shop.db("payment").where({ id: trade.paymentId }).update({ captured_at: null })
  const medusa = fakeMedusa(shop, trade.attempt.provider_id, trade.methodAccount)
  const refundPayment = () => Promise.reject(new Error("You cannot refund more than what is captured on the payment."))
  Object.assign(medusa.container.resolve("payment"), { refundPayment })
  await refundUnmatched(medusa.container, trade.attempt.id, { id: "user_lin", name: "Lin" })
  expect([trade.refunded(), (await trade.now()).state]).toEqual([1000, "refunded"])
  expect(await operationsOf(shop, trade.attempt)).toMatchObject([{ kind: "refund", state: "done" }])
  expect((await shop.db("payment").where({ id: trade.paymentId }).first()).canceled_at).not.toBeNull()
})
