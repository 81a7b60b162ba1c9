import { describe, expect, it } from "vitest"
import { moneyRowsOf } from "../../../src/payments/medusa/money-rows"
import { isOrderCanceled } from "../../../src/payments/medusa/rows"
import { setCompletionWorkflow } from "../../../src/payments/orders/completion-workflow"
import { twd } from "../../../src/toolkit/twd"
import { addManagedLine, addOrder } from "../../fake-medusa"
import { alarmsOf, newId, useShop } from "../../shop-database"
import { duePayment, placeOrder } from "./due-payment"

const used = useShop()
const OWN = "split-and-complete"

/** A marketplace: a paid cart becomes two orders, and neither is linked to the payment collection. */
async function marketplace(change: Parameters<typeof duePayment>[1] = {}) {
  const due = await duePayment(used.shop, change)
  setCompletionWorkflow(due.medusa.container, OWN)
  const ids = [newId("order"), newId("order")]
  due.medusa.on(OWN, async () => {
    for (const id of ids) await addOrder(used.shop, due.sessionId, due.cartId, { collectionLink: false }, id)
    if (due.attempt.state === "captured") await due.pay()
  })
  return { ...due, ids }
}

const linksOf = (ids: readonly string[]) => used.shop.db("order_payment_collection").whereIn("order_id", ids)
const collectionOf = async (sessionId: string): Promise<string> =>
  (await used.shop.db("payment_session").where({ id: sessionId }).first()).payment_collection_id

describe("a shop that completes carts by a workflow of its own (42)", () => {
  it("gets its split orders at the first try, by the cart's link, and no alarm", async () => {
    const { medusa, cartId, attempt, ids, apply, ledgerRow } = await marketplace()
    await apply()
    await apply()
    expect(medusa.runs).toEqual([{ workflow: OWN, input: { id: cartId } }])
    expect(ids).toContain((await ledgerRow()).order_id)
    expect(await ledgerRow()).toMatchObject({ apply_at: null, apply_tries: 0, unmatched: null })
    expect(await alarmsOf(used.shop, attempt.id)).toEqual([])
  })

  it("says itself what is linked and reserved: nothing is added to its orders", async () => {
    const { medusa, sessionId, cartId, ids, pay, apply } = await marketplace()
    medusa.on(OWN, async () => {
      for (const id of ids) {
        await addOrder(used.shop, sessionId, cartId, { collectionLink: false }, id)
        await addManagedLine(used.shop, id)
      }
      await pay()
    })
    await apply()
    expect(medusa.runs.map(({ workflow }) => workflow)).toEqual([OWN])
    expect(await linksOf(ids)).toEqual([])
    expect(used.shop.emitted.filter(({ name }) => name === "order.placed")).toEqual([])
  })

  it("gives each of its orders an id of its own", async () => {
    const { medusa, sessionId, cartId, pay, apply, ledgerRow } = await marketplace()
    const placed: string[] = []
    medusa.on(OWN, async (_, container) => {
      for (const _ of [1, 2]) placed.push((await placeOrder(container)).id)
      for (const id of placed) await addOrder(used.shop, sessionId, cartId, {}, id)
      await pay()
    })
    await apply()
    expect(new Set(placed).size).toBe(2)
    expect(placed).toContain((await ledgerRow()).order_id)
  })

  it("is asked whether all is there when its cart was left open", async () => {
    const { medusa, sessionId, cartId, attempt, ids, pay, apply, ledgerRow } = await marketplace()
    medusa.on(OWN, async () => {
      await addOrder(used.shop, sessionId, cartId, { collectionLink: false, completed: false }, ids[0])
      await pay()
    })
    await apply()
    expect(await ledgerRow()).toMatchObject({ order_id: ids[0], apply_at: null })
    expect(await alarmsOf(used.shop, attempt.id)).toMatchObject([
      { kind: "order_incomplete", detail: expect.stringContaining("completeCart") },
    ])
  })

  it("may place the orders of a voucher, too", async () => {
    const change = { state: "issued", paid_at: null, captured_amount: twd(0) } as const
    const { ids, apply, ledgerRow } = await marketplace(change)
    await apply()
    expect(ids).toContain((await ledgerRow()).order_id)
  })

  it("without such a workflow fails in words, and is tried again", async () => {
    const { medusa, apply, ledgerRow } = await marketplace()
    setCompletionWorkflow(medusa.container, "no-such-workflow")
    await apply()
    expect(await ledgerRow()).toMatchObject({ apply_tries: 1, applied_at: null })
    expect(used.shop.logged.join()).toContain("This Medusa has no workflow no-such-workflow.")
  })
})

describe("a cart that became several orders", () => {
  it("is cancelled when all of them are", async () => {
    const { sessionId, ids, apply } = await marketplace()
    await apply()
    const cancel = (id?: string) => used.shop.db("order").where({ id }).update({ status: "canceled" })
    await cancel(ids[0])
    expect(await isOrderCanceled(used.shop.db, sessionId)).toBe(false)
    expect((await moneyRowsOf(used.shop.db, await collectionOf(sessionId))).order).toMatchObject({
      ...{ id: ids[1], openIds: [ids[1]], status: "pending" },
    })
    await cancel(ids[1])
    expect(await isOrderCanceled(used.shop.db, sessionId)).toBe(true)
    expect((await moneyRowsOf(used.shop.db, await collectionOf(sessionId))).order?.status).toBe("canceled")
  })

  it("is looked at as one: all its orders are open, their totals together", async () => {
    const { sessionId, ids, apply } = await marketplace()
    await apply()
    for (const [index, id] of ids.entries())
      await used.shop.db("order_summary").insert({
        ...{ id: newId("ordsum"), order_id: id, version: 1 },
        totals: JSON.stringify({ current_order_total: 400 + index * 200 }),
      })
    const { order } = await moneyRowsOf(used.shop.db, await collectionOf(sessionId))
    expect(order).toMatchObject({ openIds: ids, total: 1000, isFulfilled: false })
  })
})
