import { afterEach, describe, expect, it, vi } from "vitest"
import { Outbox } from "../../../src/modules/ledger/outbox"
import type { Attempt } from "../../../src/modules/ledger/records"
import { EVENTS } from "../../../src/payments/context"
import { expireVouchers } from "../../../src/payments/orders/expire"
import { recordPaidOtherwise } from "../../../src/payments/staff/paid-otherwise"
import { openBank } from "../../fake-bank"
import { CODE, methodAccountAt } from "../../fake-gateway"
import { addCart, addOrder, addPayment, fakeMedusa } from "../../fake-medusa"
import { addSession, newAttempt, newId, useShop } from "../../shop-database"
import { duePayment, toldOf } from "./due-payment"
import { LONG_AGO, VOUCHER } from "./ended-voucher"

const used = useShop()
afterEach(() => void vi.restoreAllMocks())

/** What stands in the ledger at the very moment at which an event of this name is written: all that a process that dies then leaves. */
async function leftAt(name: string, { id }: Pick<Attempt, "id">, work: () => Promise<unknown>) {
  const left: (Attempt | undefined)[] = []
  const add = Outbox.prototype.add
  vi.spyOn(Outbox.prototype, "add").mockImplementation(async function (this: Outbox, ...event) {
    if (event[0] === name) left.push(await used.shop.context.ledger.attempt(id))
    return add.apply(this, event)
  })
  await work()
  expect(left).toHaveLength(1)
  expect(toldOf(used.shop, name, id)).toHaveLength(1)
  return left[0]
}

/** An order of 1000 TWD whose number ran out long ago and is not paid. */
async function ranOut() {
  const { context, db } = used.shop
  const bank = await openBank()
  const medusa = fakeMedusa(used.shop, "pp_fake-card_main", methodAccountAt(bank, {}, CODE))
  const sessionId = await addSession(used.shop, "1000")
  const orderId = await addOrder(used.shop, sessionId, await addCart(used.shop, sessionId))
  await db("order_summary").where({ order_id: orderId }).delete()
  const totals = JSON.stringify({ current_order_total: 1000 })
  await db("order_summary").insert({ id: newId("ordsum"), order_id: orderId, version: 1, totals })
  const { payment_collection_id } = await db("payment_session").where({ id: sessionId }).first()
  const opened = await context.ledger.open(newAttempt({ session_id: sessionId, method: "code", payment_collection_id }))
  const issued = { state: "issued", voucher: VOUCHER, expires_at: LONG_AGO, order_id: orderId } as const
  const attempt = (await context.ledger.change(opened, issued)) as Attempt
  bank.know({ tradeNo: attempt.trade_no, amount: attempt.amount, state: "expired" })
  return { medusa, sessionId, orderId, attempt, expire: () => expireVouchers(medusa.container) }
}

describe("a process that dies while an event is written leaves what it tells of to be done again", () => {
  it("of a payment", async () => {
    const { attempt, apply } = await duePayment(used.shop)
    expect(await leftAt(EVENTS.paid, attempt, apply)).toMatchObject({ applied_at: null, apply_at: expect.any(Date) })
  })

  it("of a number to pay with", async () => {
    const issued = { state: "issued", paid_at: null, captured_amount: undefined, voucher: VOUCHER } as const
    const { attempt, apply } = await duePayment(used.shop, issued)
    expect(await leftAt(EVENTS.voucherIssued, attempt, apply)).toMatchObject({ applied_at: null })
  })

  it("of a number that ran out", async () => {
    const { attempt, expire } = await ranOut()
    expect(await leftAt(EVENTS.expired, attempt, expire)).toMatchObject({ state: "issued" })
  })

  it("of a number whose order was paid in another way", async () => {
    const { attempt, medusa, sessionId } = await ranOut()
    await addPayment(used.shop, sessionId, "another")
    const paid = { amount: 1000, reference: "cash" }
    const record = () => recordPaidOtherwise(medusa.container, attempt.id, paid, { id: "user_1", name: "Mei" })
    expect(await leftAt(EVENTS.expired, attempt, record)).toMatchObject({ state: "issued" })
  })

  it("of an order that is sent and owed, whose number ran out", async () => {
    const { attempt, orderId, expire } = await ranOut()
    await used.shop.db("order").where({ id: orderId }).update({ status: "completed" })
    const left = await leftAt(EVENTS.alarm, attempt, expire)
    expect(left).toMatchObject({ state: "expired", expiry_at: expect.any(Date) })
    expect(await used.shop.context.ledger.attempt(attempt.id)).toMatchObject({ state: "expired", expiry_at: null })
  })
})

describe("a number that was asked about while its order was being cancelled", () => {
  it("ends with its order, and its buyer is told that both did", async () => {
    const { attempt, medusa, orderId, expire } = await ranOut()
    const { ledger } = used.shop.context
    medusa.on("cancel-order", async () => {
      await used.shop.db("order").where({ id: orderId }).update({ status: "canceled" })
      const now = await ledger.attempt(attempt.id)
      if (now) await ledger.change(now, { queried_at: new Date() })
    })
    await expire()
    const told = { data: expect.objectContaining({ order_id: orderId, order_canceled: true }) }
    expect(toldOf(used.shop, EVENTS.expired, attempt.id)).toMatchObject([told])
  })
})

describe("an order that was cancelled while its number had not ended", () => {
  it("by a process that died then is told of as cancelled with its number", async () => {
    const { attempt, medusa, orderId, expire } = await ranOut()
    medusa.on("cancel-order", async () => {
      await used.shop.db("order").where({ id: orderId }).update({ status: "canceled" })
      throw new Error("the process died")
    })
    await expire()
    expect(await used.shop.context.ledger.attempt(attempt.id)).toMatchObject({ state: "issued" })
    await used.shop
      .db("taiwan_payment_attempt")
      .where({ id: attempt.id })
      .update({ queried_at: null, expiry_at: LONG_AGO })
    await expire()
    const told = { data: expect.objectContaining({ order_id: orderId, order_canceled: true }) }
    expect(toldOf(used.shop, EVENTS.expired, attempt.id)).toMatchObject([told])
  })

  it("by staff is not", async () => {
    const { attempt, orderId, expire } = await ranOut()
    await used.shop.db("order").where({ id: orderId }).update({ status: "canceled" })
    await expire()
    const told = { data: expect.objectContaining({ order_canceled: false }) }
    expect(toldOf(used.shop, EVENTS.expired, attempt.id)).toMatchObject([told])
  })
})
