import { describe, expect, it } from "vitest"
import { capture } from "../../../src/payments/operations/capture"
import { checkOperations } from "../../../src/payments/orders/check-operations"
import { followManualRefund } from "../../../src/payments/staff/manual-refund"
import { twd } from "../../../src/toolkit/twd"
import { containerOf } from "../../shop-container"
import { useShop } from "../../shop-database"
import { addOrder, addRow, type BookedTrade, booked } from "../booked-trade"

const place = useShop()
const old = () => new Date(Date.now() - 20 * 60_000)

/** Medusa's row of a capture of a part, whose process died before the gateway was asked. */
async function leftBehind(amount: number, more: Parameters<typeof booked>[1] = {}, created_at = new Date()) {
  const trade = await booked(place.shop, { state: "authorized", ...more })
  await addOrder(place.shop, trade)
  return { trade, dead: await addRow(place.shop, "capture", trade, amount, { created_at }) }
}

async function ask(trade: BookedTrade, amount: number): Promise<unknown> {
  const key = await addRow(place.shop, "capture", trade, amount, { created_at: new Date(Date.now() + 1) })
  const request = { key, amount: String(amount), inMedusa: true } as const
  return capture(place.shop.context, trade.methodAccount, trade.attempt.id, request).catch(async (error) => {
    await place.shop.db("capture").where({ id: key }).delete()
    throw error
  })
}

const sweep = (trade: BookedTrade) =>
  checkOperations(containerOf(place.shop, trade.attempt.provider_id, trade.methodAccount), followManualRefund)
const rows = ({ paymentId }: BookedTrade) => place.shop.db("capture").where({ payment_id: paymentId }).pluck("id")

describe("a capture of the rest beside the row of a process that died", () => {
  it("is refused before anything is asked, and the earlier one is made", async () => {
    const { trade, dead } = await leftBehind(400)
    await expect(ask(trade, 600)).rejects.toThrow("A capture of 400 TWD of this payment is under way")
    expect(trade.bank.heard).toEqual([])
    await place.shop.db("capture").where({ id: dead }).update({ created_at: old() })
    await sweep(trade)
    expect(await trade.now()).toMatchObject({ state: "captured", captured_amount: 400 })
    await expect(ask(trade, 600)).rejects.toThrow("captured already")
    expect(await rows(trade)).toEqual([dead])
  })

  it("is refused once beside one that is older than a day, and left by everybody", async () => {
    const { trade, dead } = await leftBehind(400)
    const created_at = new Date(Date.now() - 25 * 3_600_000)
    await place.shop.db("capture").where({ id: dead }).update({ created_at })
    await expect(ask(trade, 600)).rejects.toThrow("under way")
    expect(await rows(trade)).toEqual([])
    await ask(trade, 1000)
    expect(await trade.now()).toMatchObject({ state: "captured", captured_amount: 1000 })
  })

  it("is refused beside one that the gateway refused, until that is removed", async () => {
    const { trade, dead } = await leftBehind(400)
    const facts = { attempt_id: trade.attempt.id, kind: "capture", idempotency_key: dead, medusa_id: dead } as const
    const { ledger } = place.shop.context
    await ledger.operations.note({ ...facts, requested: "400", amount: twd(400), message: "no", code: null }, 60)
    await expect(ask(trade, 600)).rejects.toThrow("under way")
    await place.shop.db("capture").where({ id: dead }).delete()
    await ask(trade, 600)
    expect(await trade.now()).toMatchObject({ state: "captured", captured_amount: 600 })
  })
})

describe("the row of a capture that can never be made", () => {
  it("is not that of one beside which another has no answer yet", async () => {
    const { trade, dead } = await leftBehind(400, {}, old())
    const facts = { attempt_id: trade.attempt.id, kind: "capture", idempotency_key: "cap_other" } as const
    await place.shop.context.ledger.begin({ ...facts, requested: "1000", amount: twd(1000) })
    await sweep(trade)
    expect(await rows(trade)).toEqual([dead])
  })

  it("is removed, so that Medusa captures the whole", async () => {
    const { trade } = await leftBehind(400, { method: "installment" }, old())
    await sweep(trade)
    expect(trade.bank.heard).toEqual([])
    expect(await rows(trade)).toEqual([])
    await ask(trade, 1000)
    expect(await trade.now()).toMatchObject({ state: "captured", captured_amount: 1000 })
  })
})
