import { describe, expect, it } from "vitest"
import type { Attempt } from "../../../src/modules/ledger/records"
import { EVENTS } from "../../../src/payments/context"
import { twd } from "../../../src/toolkit/twd"
import { addManagedLine, addOrder, addPayment, addReservation } from "../../fake-medusa"
import { alarmsOf, newId, useShop } from "../../shop-database"
import { duePayment, toldOf } from "./due-payment"

const used = useShop()

const due = (change?: Partial<Attempt>) => duePayment(used.shop, change)
const told = (name: string, attempt: Attempt) => toldOf(used.shop, name, attempt.id)

describe("a payment is applied", () => {
  it("by completing its cart: the order is bound, the event told once, nothing stays due", async () => {
    const { medusa, cartId, attempt, ledgerRow, apply } = await due()
    await apply()
    await apply()
    expect(medusa.runs).toEqual([{ workflow: "complete-cart", input: { id: cartId } }])
    expect(await ledgerRow()).toMatchObject({ apply_at: null, order_id: expect.stringMatching(/^order_/) })
    expect(told(EVENTS.paid, attempt)).toHaveLength(1)
  })

  it("by processing the payment alone where the order stands already", async () => {
    const { medusa, sessionId, cartId, ledgerRow, apply } = await due()
    const orderId = await addOrder(used.shop, sessionId, cartId)
    await apply()
    expect(medusa.runs.map(({ workflow }) => workflow)).toEqual(["process-payment-workflow"])
    expect(await ledgerRow()).toMatchObject({ apply_at: null, order_id: orderId })
  })

  it("again when Medusa wrote no payment, though its workflow complained of nothing", async () => {
    const { medusa, ledgerRow, apply } = await due()
    medusa.on("complete-cart", async () => {})
    await apply()
    expect(await ledgerRow()).toMatchObject({ apply_tries: 1, applied_at: null, apply_at: expect.any(Date) })
  })

  it("later and later when Medusa refuses; the fourth time staff are told, and untold when it works", async () => {
    const { medusa, attempt, ledgerRow, apply } = await due()
    medusa.on("complete-cart", () => Promise.reject(new Error("Not enough stock")))
    for (let tries = 1; tries <= 4; tries += 1) {
      expect(await alarmsOf(used.shop, attempt.id)).toEqual([])
      await apply()
      expect((await ledgerRow()).apply_tries).toBe(tries)
    }
    expect(await alarmsOf(used.shop, attempt.id)).toMatchObject([
      { kind: "not_applied", detail: expect.stringContaining("Not enough stock"), resolved_at: null },
    ])
  })

  it("not at all when another trade paid the order: an alarm", async () => {
    const { sessionId, cartId, attempt, ledgerRow, apply, medusa } = await due()
    await addOrder(used.shop, sessionId, cartId)
    await addPayment(used.shop, sessionId, "ANOTHER")
    await apply()
    expect(medusa.runs).toEqual([])
    expect(await alarmsOf(used.shop, attempt.id)).toMatchObject([{ kind: "second_payment" }])
    expect(await ledgerRow()).toMatchObject({ apply_at: null, applied_at: expect.any(Date) })
    expect(told(EVENTS.paid, attempt)).toEqual([])
  })
})

describe("a card of which this shop captured a part", () => {
  it("is applied as it is when its gateway tells of it: Medusa calls no part captured, and the rest is asked for by nobody", async () => {
    const { medusa, sessionId, cartId, attempt, ledgerRow, pay, apply } = await due({ captured_amount: twd(600) })
    const orderId = await addOrder(used.shop, sessionId, cartId)
    const id = await pay()
    await used.shop.db("payment").where({ id }).update({ captured_at: null })
    for (let tries = 0; tries < 4; tries += 1) await apply()
    expect(medusa.runs).toEqual([])
    expect(await ledgerRow()).toMatchObject({ apply_at: null, order_id: orderId, captured_amount: 600 })
    expect(await alarmsOf(used.shop, attempt.id)).toEqual([])
  })

  it("is captured in Medusa where it is whole", async () => {
    const { medusa, sessionId, cartId, ledgerRow, pay, apply } = await due()
    await addOrder(used.shop, sessionId, cartId)
    const id = await pay()
    await used.shop.db("payment").where({ id }).update({ captured_at: null })
    medusa.on("capture-payment-workflow", () =>
      used.shop.db("payment").where({ id }).update({ captured_at: new Date() }),
    )
    await apply()
    expect(medusa.runs).toEqual([{ workflow: "capture-payment-workflow", input: { payment_id: id } }])
    expect(await ledgerRow()).toMatchObject({ apply_at: null })
  })
})

describe("a draft that was paid", () => {
  /** Of staff's, so that no cart stands behind it. */
  async function draft() {
    const { shop } = used
    const all = await due()
    const orderId = await addOrder(shop, all.sessionId, all.cartId)
    await shop.db("order").where({ id: orderId }).update({ status: "draft", is_draft_order: true })
    await shop.db("cart_payment_collection").where({ cart_id: all.cartId }).delete()
    await shop.db("order_cart").where({ cart_id: all.cartId }).delete()
    const convert = () => shop.db("order").where({ id: orderId }).update({ status: "pending", is_draft_order: false })
    all.medusa.on("convert-draft-order", convert)
    const ran = () => all.medusa.runs.map(({ workflow }) => workflow)
    return { ...all, orderId, convert, ran }
  }

  it("becomes an order, once, after its money is booked", async () => {
    const { orderId, attempt, ledgerRow, apply, ran } = await draft()
    await apply()
    await apply()
    expect(ran()).toEqual(["process-payment-workflow", "convert-draft-order"])
    expect(await ledgerRow()).toMatchObject({ apply_at: null, order_id: orderId, unmatched: null })
    expect(told(EVENTS.paid, attempt)).toHaveLength(1)
  })

  it("whose conversion was cut off after its goods were reserved has them reserved once", async () => {
    const { orderId, medusa, apply } = await draft()
    const { lineId, item } = await addManagedLine(used.shop, orderId)
    await addReservation(used.shop, lineId, item)
    await apply()
    expect(medusa.runs.slice(1)).toEqual([
      { workflow: "delete-reservations-by-line-items", input: { ids: [lineId] } },
      { workflow: "convert-draft-order", input: { id: orderId } },
    ])
  })

  it("keeps its money where something of it is sold out, staff are told, and it follows once that is over", async () => {
    const { medusa, attempt, ledgerRow, apply, ran, convert } = await draft()
    medusa.on("convert-draft-order", () => Promise.reject(new Error("Not enough stock")))
    for (let tries = 1; tries <= 4; tries += 1) await apply()
    expect(ran().filter((workflow) => workflow === "process-payment-workflow")).toHaveLength(1)
    expect(await alarmsOf(used.shop, attempt.id)).toMatchObject([
      { kind: "not_applied", detail: expect.stringContaining("Not enough stock") },
    ])
    expect(told(EVENTS.paid, attempt)).toEqual([])
    medusa.on("convert-draft-order", convert)
    await apply()
    expect(await ledgerRow()).toMatchObject({ apply_at: null, applied_at: expect.any(Date) })
    expect(await alarmsOf(used.shop, attempt.id)).toMatchObject([{ kind: "not_applied", resolution: "applied" }])
  })

  it("waits for the end of an edit, which Medusa could not end once it is an order", async () => {
    const { orderId, ledgerRow, apply, ran } = await draft()
    const edit = { id: newId("ordch"), order_id: orderId, version: 2, status: "pending", change_type: "edit" }
    await used.shop.db("order_change").insert(edit)
    await apply()
    expect(ran()).toEqual(["process-payment-workflow"])
    expect(await ledgerRow()).toMatchObject({ apply_tries: 1, applied_at: null })
    await used.shop.db("order_change").where({ id: edit.id }).update({ status: "canceled" })
    await apply()
    expect(ran()).toEqual(["process-payment-workflow", "convert-draft-order"])
  })
})

describe("a voucher", () => {
  const voucher = { state: "issued", paid_at: null, captured_amount: twd(0) } as const

  it("places the order, and waits for its money", async () => {
    const { medusa, attempt, ledgerRow, apply } = await due(voucher)
    await apply()
    expect(medusa.runs.map(({ workflow }) => workflow)).toEqual(["complete-cart"])
    expect(await ledgerRow()).toMatchObject({ apply_at: null, order_id: expect.stringMatching(/^order_/) })
    expect(told(EVENTS.voucherIssued, attempt)).toHaveLength(1)
  })
})
