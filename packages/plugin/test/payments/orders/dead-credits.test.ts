import { describe, expect, it } from "vitest"
import { checkOperations } from "../../../src/payments/orders/check-operations"
import { followManualRefund } from "../../../src/payments/staff/manual-refund"
import { methodAccountAt } from "../../fake-gateway"
import { addCart, addOrder, fakeMedusa } from "../../fake-medusa"
import { addSession, newAttempt, newId, useShop } from "../../shop-database"

const used = useShop()

/** A change of an order that somebody has begun, whose payment is ours or not. */
async function begun(change_type: string, minutes: number, isOurs = true) {
  const { shop } = used
  const { container } = fakeMedusa(shop, "pp_fake-card_main", methodAccountAt({ url: "http://127.0.0.1:9" }))
  const sessionId = await addSession(shop, "1000")
  const order_id = await addOrder(shop, sessionId, await addCart(shop, sessionId))
  const { payment_collection_id } = await shop.db("payment_session").where({ id: sessionId }).first()
  if (isOurs) await shop.context.ledger.open(newAttempt({ session_id: sessionId, payment_collection_id }))
  const id = newId("ordch")
  const created_at = new Date(Date.now() - minutes * 60_000)
  await shop.db("order_change").insert({ id, order_id, version: 2, status: "pending", change_type, created_at })
  return { container, stands: async () => (await shop.db("order_change").where({ id }).first()) !== undefined }
}

describe("a credit that Medusa has begun", () => {
  it("and whose process died is removed, so that its order can be changed and cancelled", async () => {
    const { container, stands } = await begun("credit_line", 4)
    await checkOperations(container, followManualRefund)
    expect(await stands()).toBe(false)
  })

  it.each([
    ["may still be written", ["credit_line", 1, true]],
    ["is another change, which staff end", ["edit", 60, true]],
    ["is of an order that is not paid here", ["credit_line", 60, false]],
  ] as const)("stands where it %s", async (_why, [type, minutes, isOurs]) => {
    const { container, stands } = await begun(type, minutes, isOurs)
    await checkOperations(container, followManualRefund)
    expect(await stands()).toBe(true)
  })
})
