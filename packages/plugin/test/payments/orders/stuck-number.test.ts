import { describe, expect, it } from "vitest"
import type { Attempt } from "../../../src/modules/ledger/records"
import { applySession } from "../../../src/payments/orders/apply"
import { expireVouchers } from "../../../src/payments/orders/expire"
import { payInTurn } from "../../../src/payments/pay-in-turn"
import { recordPaidOtherwise } from "../../../src/payments/staff/paid-otherwise"
import { openBank } from "../../fake-bank"
import { CODE, methodAccountAt } from "../../fake-gateway"
import { addCart, addOrder, addPayment, fakeMedusa } from "../../fake-medusa"
import { inBoth } from "../../in-both"
import { addSession, alarmsOf, newAttempt, newId, useShop } from "../../shop-database"
import { LONG_AGO, VOUCHER } from "./ended-voucher"

const used = useShop()

/** An order of 1000 TWD whose number ran out long ago and is not paid. */
async function ranOut() {
  const { shop } = used
  const { db, context } = shop
  const bank = await openBank()
  const medusa = fakeMedusa(shop, "pp_fake-card_main", methodAccountAt(bank, {}, CODE))
  const sessionId = await addSession(shop, "1000")
  const orderId = await addOrder(shop, sessionId, await addCart(shop, sessionId))
  await db("order_summary").where({ order_id: orderId }).delete()
  const totals = JSON.stringify({ current_order_total: 1000 })
  await db("order_summary").insert({ id: newId("ordsum"), order_id: orderId, version: 1, totals })
  medusa.on("cancel-order", () => db("order").where({ id: orderId }).update({ status: "canceled" }))
  const { payment_collection_id } = await db("payment_session").where({ id: sessionId }).first()
  const opened = newAttempt({ session_id: sessionId, method: "code", payment_collection_id })
  const issued = { state: "issued", voucher: VOUCHER, expires_at: LONG_AGO, order_id: orderId } as const
  const { id, ...number } = (await context.ledger.change(await context.ledger.open(opened), issued)) as Attempt
  bank.know({ tradeNo: number.trade_no, amount: number.amount, state: "expired" })
  const row = () => db("taiwan_payment_attempt").where({ id })
  const expire = async (tries: number) => {
    for (let count = 0; count < tries; count += 1) {
      await row().update({ expiry_at: LONG_AGO, queried_at: null })
      await expireVouchers(medusa.container)
    }
  }
  const alarms = async () => (await alarmsOf(shop, id)).map(({ kind, resolution }) => [kind, resolution])
  const change = (status: "pending" | "requested", change_type: string) =>
    db("order_change").insert({ id: newId("ordch"), order_id: orderId, version: 2, status, change_type })
  const status = async () => (await db("order").where({ id: orderId }).first()).status
  return { bank, medusa, sessionId, orderId, id, number, expire, alarms, change, status, row }
}

describe("a number that ran out while its order is being changed", () => {
  it.each([
    ["pending", "edit", "order edit", "訂單編輯"],
    ["requested", "transfer", "transfer to another customer", "擁有權轉移"],
  ] as const)(
    "waits for the %s %s, which staff are told of, and ends once that is over",
    async (state, type, name, zh) => {
      const { medusa, orderId, id, expire, alarms, change, status } = await ranOut()
      await change(state, type)
      await expire(3)
      expect(await alarms()).toEqual([])
      await expire(2)
      expect(medusa.runs).toEqual([])
      expect(await alarms()).toEqual([["expired_unpaid", null]])
      const [alarm] = await alarmsOf(used.shop, id)
      expect(alarm).toMatchObject({ order_id: orderId, detail: expect.stringContaining(`an open ${name}`) })
      expect(alarm?.detail_zh).toContain(`訂單有進行中的${zh}，`)
      await used.shop.db("order_change").where({ order_id: orderId }).update({ status: "confirmed" })
      await expire(1)
      expect(await status()).toBe("canceled")
      expect(await alarms()).toEqual([["expired_unpaid", "ended"]])
    },
  )
})

describe("a number that ran out while somebody pays its order", () => {
  it("waits for them, and ends then", async () => {
    const { medusa, orderId, expire, status } = await ranOut()
    await payInTurn(used.shop.context, orderId, () => expire(1))
    expect([medusa.runs, await status()]).toEqual([[], "pending"])
    await expire(1)
    expect(await status()).toBe("canceled")
  })
})

describe("a number that ran out and cannot be ended", () => {
  it("since Medusa does not cancel its order is told of", async () => {
    const { medusa, expire, alarms } = await ranOut()
    medusa.on("cancel-order", () => Promise.reject(new Error("a hook of the shop's said no")))
    await expire(4)
    expect(await alarms()).toEqual([["expired_unpaid", null]])
  })

  it("since its gateway does not tell is told of within a day", async () => {
    const { bank, number, expire, alarms, status } = await ranOut()
    bank.know({ tradeNo: number.trade_no, amount: number.amount, state: "unknown" })
    await expire(11)
    expect(await alarms()).toEqual([])
    await expire(1)
    expect([await alarms(), await status()]).toEqual([[["expired_unpaid", null]], "pending"])
  })
})

describe("that a number's end was tried in vain", () => {
  /** Told to staff. */
  async function stuck() {
    const number = await ranOut()
    number.medusa.on("cancel-order", () => Promise.reject(new Error("a hook of the shop's said no")))
    await number.expire(4)
    expect(await number.alarms()).toEqual([["expired_unpaid", null]])
    return number
  }
  const order = (orderId: string) => used.shop.db("order").where({ id: orderId })

  it("is over once staff have cancelled the order themselves", async () => {
    const { orderId, expire, alarms } = await stuck()
    await order(orderId).update({ status: "canceled" })
    await expire(1)
    expect(await alarms()).toEqual([["expired_unpaid", "ended"]])
  })

  it("is over once the order was paid in another way", async () => {
    const { sessionId, expire, alarms } = await stuck()
    await addPayment(used.shop, sessionId, "another")
    await expire(1)
    expect(await alarms()).toEqual([["expired_unpaid", "ended"]])
  })

  it("is over once staff have written down that the order was paid in cash", async () => {
    const { medusa, id, alarms } = await stuck()
    medusa.on("create-order-payment-collection", async () => ({ result: [{ id: newId("paycol") }] }))
    const cash = { amount: 1000, reference: "cash" }
    await recordPaidOtherwise(medusa.container, id, cash, { id: "user_lin", name: "Lin" })
    expect(await alarms()).toEqual([["expired_unpaid", "applied"]])
  })

  it("is over once its money came, though no order takes it", async () => {
    const { medusa, sessionId, orderId, row, alarms } = await stuck()
    await order(orderId).update({ status: "canceled" })
    await row().update({ state: "captured", captured_amount: 1000, paid_at: new Date(), apply_at: new Date() })
    await applySession(medusa.container, sessionId)
    expect((await alarms()).sort()).toEqual([
      ["canceled_order", null],
      ["expired_unpaid", "ended"],
    ])
  })

  it("keeps nobody from being told of what is owed in the end, though a person resolved it", async () => {
    const { sessionId, id, expire, alarms } = await stuck()
    const [alarm] = await alarmsOf(used.shop, id)
    await used.shop.context.ledger.alarms.resolve(alarm?.id ?? "", "I shall see to it")
    const { payment_collection_id } = await used.shop.db("payment_session").where({ id: sessionId }).first()
    await used.shop.db("cart_payment_collection").where({ payment_collection_id }).delete()
    await expire(1)
    expect(await alarms()).toContainEqual(["expired_unpaid", null])
  })
})

describe("what was told as owed", () => {
  it("is over once its order is paid, by a number's own late money", async () => {
    const { medusa, sessionId, orderId, id, number, row, alarms } = await ranOut()
    const { ledger } = used.shop.context
    const about = { attempt_id: id, subject: id, amount: 1000, detail: inBoth("owed"), order_id: orderId }
    await ledger.raise({ kind: "shipped_unpaid", ...about })
    const paid = { state: "captured", captured_amount: 1000, paid_at: new Date(), apply_at: new Date() }
    await row().update(paid)
    medusa.on("process-payment-workflow", () => addPayment(used.shop, sessionId, number.trade_no))
    await applySession(medusa.container, sessionId)
    expect(await alarms()).toEqual([["shipped_unpaid", "applied"]])
  })

  it("stays while the order asks more than what came", async () => {
    const { medusa, sessionId, orderId, id, number, row, alarms } = await ranOut()
    const totals = JSON.stringify({ current_order_total: 1500 })
    await used.shop.db("order_summary").where({ order_id: orderId }).update({ totals })
    const about = { attempt_id: id, subject: id, amount: 1000, detail: inBoth("owed"), order_id: orderId }
    await used.shop.context.ledger.raise({ kind: "shipped_unpaid", ...about })
    await row().update({ state: "captured", captured_amount: 1000, paid_at: new Date(), apply_at: new Date() })
    medusa.on("process-payment-workflow", () => addPayment(used.shop, sessionId, number.trade_no))
    await applySession(medusa.container, sessionId)
    expect(await alarms()).toContainEqual(["shipped_unpaid", null])
  })
})
