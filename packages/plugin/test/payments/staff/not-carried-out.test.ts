import { describe, expect, it } from "vitest"
import { checkQueuedOperation } from "../../../src/payments/operations/queued"
import { refund } from "../../../src/payments/operations/refund"
import { actionsOf } from "../../../src/payments/staff/actions"
import { recordManualRefund } from "../../../src/payments/staff/manual-refund"
import { situationOf } from "../../../src/payments/staff/situation"
import { fakeMedusa } from "../../fake-medusa"
import { alarmsOf, operationsOf, useShop } from "../../shop-database"
import { addOrder, addRow, booked } from "../booked-trade"

const place = useShop()
const LIN = { id: "user_lin", name: "Lin" }

/** An order's refund of 400 TWD that the bank took on for later and did not carry out; Medusa has booked it. */
async function notCarriedOut(status = "pending") {
  const { shop } = place
  const trade = await booked(shop)
  const { attempt, methodAccount, bank } = trade
  const orderId = await addOrder(shop, trade, status, -400)
  const row = await addRow(shop, "refund", trade, 400)
  const inMedusa = (key: string, amount: number) =>
    refund(shop.context, methodAccount, attempt.id, { key, amount: String(amount), inMedusa: true })
  bank.faults.set("refund", ["queue"])
  await inMedusa(row, 400)
  const total = { order_id: orderId, amount: -400, currency_code: "twd", reference: "refund", reference_id: row }
  await shop.db("order_transaction").insert({ id: `ordtrx_${row}`, ...total, raw_amount: "{}", version: 1 })
  bank.fate = "refused"
  Object.assign(bank.trades.get(attempt.trade_no) ?? {}, { refunded: 0 })
  const past = new Date(Date.now() - 31 * 60_000)
  await shop.db("taiwan_payment_operation").where({ attempt_id: attempt.id }).update({ updated_at: past })
  const [queued] = await operationsOf(shop, attempt)
  if (queued) await checkQueuedOperation(shop.context, methodAccount, attempt, queued)
  bank.heard.length = 0
  const medusa = fakeMedusa(shop, attempt.provider_id, methodAccount)
  const record = (amount: number, reference = "wire 7") =>
    recordManualRefund(medusa.container, attempt.id, { amount, reference }, LIN)
  const actions = async () => actionsOf(await situationOf(medusa.container, attempt.id), new Date())
  return { ...trade, row, medusa, record, actions, inMedusa }
}

describe("a refund that the gateway did not carry out", () => {
  it("and staff made by hand is that refund: Medusa has it already, and nobody is offered to make it again", async () => {
    const { attempt, row, medusa, record, actions, now, bank } = await notCarriedOut()
    expect((await actions()).refund).toMatchObject({ kind: "refund", up_to: 400 })
    await record(400)
    expect([medusa.runs, bank.heard]).toEqual([[], []])
    expect(await now()).toMatchObject({ state: "captured", refunded_amount: 400 })
    expect((await operationsOf(place.shop, attempt)).map(({ state, medusa_id }) => [state, medusa_id])).toEqual([
      ["refused", null],
      ["done", row],
    ])
    expect((await actions()).refund).toBeNull()
    const [undone] = await operationsOf(place.shop, attempt)
    expect(await alarmsOf(place.shop, undone?.id ?? "")).toMatchObject([{ resolution: "made by hand" }])
    await expect(record(400)).rejects.toThrow(/recorded already/)
  })

  it("is not that of another amount", async () => {
    const { medusa, record, actions } = await notCarriedOut()
    await record(300).catch(() => {})
    expect(medusa.runs).toMatchObject([{ workflow: "refund-payment-workflow", input: { amount: 300 } }])
    expect((await actions()).refund).toMatchObject({ kind: "refund", up_to: 400 })
  })

  it("is not made a second time by Medusa, whose books have it: staff are told where it is made", async () => {
    const trade = await notCarriedOut()
    const { inMedusa, bank, now } = trade
    const again = await addRow(place.shop, "refund", trade, 400)
    await expect(inMedusa(again, 400)).rejects.toThrow(/not carried out/)
    expect([bank.heard, (await now()).refunded_amount]).toEqual([[], 0])
    const other = await addRow(place.shop, "refund", trade, 250)
    expect(await inMedusa(other, 250)).toMatchObject({ refunded_amount: 250 })
  })
})
