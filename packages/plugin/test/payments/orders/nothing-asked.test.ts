import { describe, expect, it } from "vitest"
import { startPayment } from "../../../src/payments/checkout/start"
import { statusOf } from "../../../src/payments/checkout/status"
import { applySession } from "../../../src/payments/orders/apply"
import { expireVouchers } from "../../../src/payments/orders/expire"
import { twd } from "../../../src/toolkit/twd"
import { openBank } from "../../fake-bank"
import { CODE, methodAccountAt } from "../../fake-gateway"
import { addCart, addOrder, addPayment, fakeMedusa } from "../../fake-medusa"
import { addSession, alarmsOf, newAttempt, newId, useShop } from "../../shop-database"

const used = useShop()
const LONG_AGO = new Date("2020-01-01T00:00:00Z")

/** An order of 1000 TWD whose number is awaited, and that asks `total` since staff changed it; Medusa left its collection as it was. */
async function changedOrder(total: number) {
  const { db, context } = used.shop
  const bank = await openBank()
  const medusa = fakeMedusa(used.shop, "pp_fake-card_main", methodAccountAt(bank, {}, CODE))
  const sessionId = await addSession(used.shop, "1000")
  const orderId = await addOrder(used.shop, sessionId, await addCart(used.shop, sessionId))
  const totals = JSON.stringify({ current_order_total: total })
  await db("order_summary").insert({ id: newId("ordsum"), order_id: orderId, version: 2, totals })
  await db("order").where({ id: orderId }).update({ version: 2 })
  medusa.on("cancel-order", () => db("order").where({ id: orderId }).update({ status: "canceled" }))
  const { payment_collection_id } = await db("payment_session").where({ id: sessionId }).first()
  const row = { session_id: sessionId, method: "code", payment_collection_id }
  const opened = await context.ledger.open(newAttempt(row))
  const voucher = { kind: "cvs", code: "LLL1", chain: "any", amount: twd(1000), expires_at: "2020-01-01" } as const
  const issued = { state: "issued", voucher, expires_at: LONG_AGO, order_id: orderId } as const
  const number = (await context.ledger.change(opened, issued)) ?? expect.fail("Nobody else writes here.")
  bank.know({ tradeNo: number.trade_no, amount: number.amount, state: "expired" })
  return { medusa, sessionId, orderId, number }
}

describe("an order that asks nothing any more, though its number is awaited", () => {
  it("is not cancelled when the number runs out, and nobody is told that it is owed", async () => {
    const { medusa, orderId, number } = await changedOrder(0)
    await expireVouchers(medusa.container)
    expect(await used.shop.db("order").where({ id: orderId }).first()).toMatchObject({ status: "pending" })
    expect(await used.shop.context.ledger.attempt(number.id)).toMatchObject({ state: "expired" })
    expect(await alarmsOf(used.shop, number.id)).toEqual([])
  })

  it("shows its buyer no number, and no way to get another one", async () => {
    const { medusa, sessionId } = await changedOrder(0)
    expect(await statusOf(medusa.container, sessionId)).toMatchObject({
      ...{ state: "replaced", voucher: null, start_url: null, amount_asked: null },
      message: { en: expect.stringContaining("Nothing is left to pay") },
    })
    const again = await startPayment(medusa.container, sessionId, true)
    expect(again).toMatchObject({ kind: "redirect", url: expect.stringContaining("/payment/return") })
  })
})

describe("an order that something else has paid", () => {
  /** A session in another collection of it, which a link had opened before. */
  async function openedBefore() {
    const order = await changedOrder(1000)
    const { db } = used.shop
    const session_id = await addSession({ db }, "1000")
    const { payment_collection_id } = await db("payment_session").where({ id: session_id }).first()
    await db("order_payment_collection").insert({ id: newId("link"), order_id: order.orderId, payment_collection_id })
    return { ...order, session_id }
  }

  it("sends nobody to a gateway who left the page of a link open, and says so there", async () => {
    const { medusa, sessionId, session_id, number } = await openedBefore()
    expect(await statusOf(medusa.container, session_id)).toMatchObject({ state: "ready" })
    await addPayment(used.shop, sessionId, number.trade_no)
    const start = await startPayment(medusa.container, session_id, false)
    expect(start).toMatchObject({ kind: "redirect", url: expect.stringContaining("/payment/return") })
    expect(await used.shop.context.ledger.attemptsOf(session_id)).toEqual([])
    expect(await statusOf(medusa.container, session_id)).toMatchObject({ state: "replaced", start_url: null })
  })
})

describe("an order of which staff wrote a part off", () => {
  it("shows what it asks now", async () => {
    const { medusa, sessionId } = await changedOrder(700)
    expect(await statusOf(medusa.container, sessionId)).toMatchObject({
      ...{ state: "awaiting", voucher: null, amount_asked: 700, start_url: expect.stringContaining("?again=1") },
    })
  })

  it("whose number is paid as it was tells both amounts", async () => {
    const { medusa, sessionId, number } = await changedOrder(700)
    const { ledger } = used.shop.context
    const now = { paid_at: new Date(), apply_at: new Date(), captured_amount: twd(1000) }
    await ledger.change(number, { state: "captured", ...now })
    medusa.on("process-payment-workflow", () => addPayment(used.shop, sessionId, number.trade_no))
    await applySession(medusa.container, sessionId)
    expect(await alarmsOf(used.shop, number.id)).toMatchObject([
      { kind: "amount_changed", detail: expect.stringMatching(/1000 TWD.*700 TWD/) },
    ])
  })
})
