import { describe, expect, it } from "vitest"
import type { AlarmKind, Attempt } from "../../../src/modules/ledger/records"
import { checkBalances } from "../../../src/payments/balances/check-balances"
import { lookAtCanceled } from "../../../src/payments/balances/left-behind"
import { twd } from "../../../src/toolkit/twd"
import { inBoth } from "../../in-both"
import { containerOf } from "../../shop-container"
import { alarmsOf, newId, useShop } from "../../shop-database"
import { addOrder, booked } from "../booked-trade"

const place = useShop()

/** A payment whose order was cancelled without anybody being asked for its money, five minutes later. */
async function leftBehind(more: Partial<Attempt> = {}, status = "canceled") {
  const { context, db } = place.shop
  const trade = await booked(place.shop, more)
  const { id } = trade.attempt
  const orderId = await addOrder(place.shop, trade, status)
  const row = () => db("taiwan_payment_attempt").where({ id })
  await row().update({ payment_collection_id: trade.collectionId, paid_at: new Date() })
  await lookAtCanceled(context, orderId)
  const { balance_check_at: due } = await row().first()
  const look = async () => {
    await row()
      .whereNotNull("balance_check_at")
      .update({ balance_check_at: new Date(0) })
    await checkBalances(containerOf(place.shop, trade.attempt.provider_id, trade.methodAccount), () => {})
  }
  const told = async () => {
    const alarms = (await alarmsOf(place.shop, id)).filter(({ kind }) => kind.startsWith("not_"))
    return alarms.map(({ kind, amount, order_id }) => [kind, amount, order_id])
  }
  const operation = async (state: "refused" | "unknown" | "done", amount = 1000, checkIn: number | null = 60) => {
    const facts = { attempt_id: id, kind: "refund", idempotency_key: newId("ref"), requested: String(amount) } as const
    const { operation } = await context.ledger.begin({ ...facts, amount: twd(amount) })
    await context.ledger.finish(operation, { state }, checkIn)
  }
  const alarm = (kind: AlarmKind) =>
    context.ledger.raise({
      kind,
      attempt_id: id,
      subject: newId("op"),
      amount: 1000,
      detail: inBoth("x"),
      order_id: orderId,
    })
  return { ...trade, orderId, due, look, told, operation, alarm }
}

describe("money of an order that was cancelled, for which nobody was asked", () => {
  it.each([
    ["captured", "not_refunded"],
    ["authorized", "not_released"],
  ] as const)("and is %s is told of soon, once", async (state, kind) => {
    const { due, look, told, orderId } = await leftBehind({ state })
    expect(Math.abs(due.getTime() - Date.now() - 300_000)).toBeLessThan(60_000)
    await look()
    expect(await told()).toEqual([[kind, 1000, orderId]])
    await look()
    expect(await told()).toHaveLength(1)
  })

  it("is told of in both languages, with its order and its trade", async () => {
    const { attempt, look, orderId } = await leftBehind()
    await look()
    const [alarm] = await alarmsOf(place.shop, attempt.id)
    expect(alarm).toMatchObject({
      detail: `Order ${orderId} is cancelled, and 1000 TWD of trade ${attempt.trade_no} are still at the gateway, which nobody has asked to give them back.`,
      detail_zh: `訂單 ${orderId} 已取消，交易 ${attempt.trade_no} 的 1000 元仍在金流服務商，尚未有人申請退回。`,
    })
  })

  it.each([
    ["to the last dollar", 999, [["not_refunded", 1]]],
    ["and not where nothing is left", 1000, []],
  ] as const)("is told of %s", async (_what, refunded, alarms) => {
    const { look, told, operation, orderId } = await leftBehind()
    await operation("done", refunded, null)
    await look()
    expect(await told()).toEqual(alarms.map((alarm) => [...alarm, orderId]))
  })

  it.each(["started", "unknown", "queued"] as const)(
    "is no matter while a refund is %s, though no job looks after it",
    async (state) => {
      const { attempt, look, told, operation } = await leftBehind()
      await operation("done", 100, null)
      await place.shop.db("taiwan_payment_operation").where({ attempt_id: attempt.id }).update({ state })
      await look()
      expect(await told()).toEqual([])
    },
  )

  it("is no matter while a card is being released, and one of another payment is no reason to be silent", async () => {
    const { attempt, look, told, orderId } = await leftBehind({ state: "authorized" })
    const facts = { attempt_id: attempt.id, kind: "void", idempotency_key: newId("void"), requested: "1000" } as const
    const { operation } = await place.shop.context.ledger.begin({ ...facts, amount: twd(1000) })
    await look()
    expect(await told()).toEqual([])
    const other = await leftBehind()
    await place.shop.db("taiwan_payment_operation").where({ id: operation.id }).update({ attempt_id: other.attempt.id })
    await look()
    expect(await told()).toEqual([["not_released", 1000, orderId]])
  })

  it("is told of where an alarm of before the order was cancelled is resolved, or was about another thing", async () => {
    const { attempt, look, told, alarm, orderId } = await leftBehind()
    await alarm("second_payment")
    await alarm("canceled_order")
    const row = place.shop.db("taiwan_payment_alarm").where({ attempt_id: attempt.id, kind: "canceled_order" })
    await row.clone().update({ resolved_at: new Date(), created_at: new Date(Date.now() - 86_400_000) })
    await place.shop.db("order").where({ id: orderId }).update({ canceled_at: new Date() })
    await look()
    expect(await told()).toEqual([["not_refunded", 1000, orderId]])
  })

  it("is not told of again once staff have resolved what told of it since the order was cancelled", async () => {
    const { attempt, look, told, alarm, orderId } = await leftBehind()
    await place.shop
      .db("order")
      .where({ id: orderId })
      .update({ canceled_at: new Date(Date.now() - 86_400_000) })
    await alarm("canceled_order")
    await place.shop.db("taiwan_payment_alarm").where({ attempt_id: attempt.id }).update({ resolved_at: new Date() })
    await look()
    expect(await told()).toEqual([])
  })

  it("is told of as far as it is left", async () => {
    const { look, told, operation, orderId } = await leftBehind()
    await operation("done", 300, null)
    await look()
    expect(await told()).toEqual([["not_refunded", 700, orderId]])
  })

  it.each([
    ["captured", [["not_refunded", 1000]]],
    ["authorized", []],
  ] as const)(
    "is told of where Medusa cancelled the payment in the moment in which it was %s",
    async (state, alarms) => {
      const { look, told, orderId, paymentId } = await leftBehind({ state })
      await place.shop.db("payment").where({ id: paymentId }).update({ canceled_at: new Date() })
      await look()
      expect(await told()).toEqual(alarms.map((alarm) => [...alarm, orderId]))
    },
  )

  it("is no matter where the order stands, or somebody looks after it", async () => {
    const stands = await leftBehind({}, "pending")
    await stands.look()
    expect(await stands.told()).toEqual([])
    for (const state of ["refused", "unknown"] as const) {
      const { look, told, operation } = await leftBehind()
      await operation(state)
      await look()
      expect(await told(), state).toEqual([])
    }
  })

  it.each(["not_refunded", "canceled_order"] as const)("is told of by %s, and not once more", async (kind) => {
    const { look, told, alarm } = await leftBehind()
    await alarm(kind)
    await look()
    expect(await told()).toEqual([])
  })

  it("is no matter while another order of its cart stands", async () => {
    const trade = await leftBehind()
    await addOrder(place.shop, trade)
    await trade.look()
    expect(await trade.told()).toEqual([])
  })
})
