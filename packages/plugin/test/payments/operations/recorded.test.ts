import { setTimeout as sleep } from "node:timers/promises"
import { describe, expect, it } from "vitest"
import { writeManualRefund } from "../../../src/payments/operations/manual"
import { refund } from "../../../src/payments/operations/refund"
import { checkOperations } from "../../../src/payments/orders/check-operations"
import { payInTurn } from "../../../src/payments/pay-in-turn"
import { contextBy } from "../../../src/payments/staff/actor"
import { followManualRefund, recordManualRefund } from "../../../src/payments/staff/manual-refund"
import { twd } from "../../../src/toolkit/twd"
import { fakeMedusa } from "../../fake-medusa"
import { addSession, alarmsOf, newId, operationsOf, useShop } from "../../shop-database"
import { addOrder, addRow, booked } from "../booked-trade"
import { type Paid, paidTrade } from "../paid-trade"

const place = useShop()
const LIN = { id: "user_lin", name: "Lin" }
const operations = () => place.shop.db("taiwan_payment_operation")

/** A refund that staff recorded by a process that died then, and Medusa, whose refunds ask the plugin. */
async function recorded(trade: Paid, amount = 300) {
  const { container, runs, on } = fakeMedusa(place.shop, trade.attempt.provider_id, trade.methodAccount)
  const inMedusa = (asked: unknown) => {
    const wanted = { key: newId("ref"), amount: String(asked), inMedusa: true } as const
    return refund(place.shop.context, trade.methodAccount, trade.attempt.id, wanted)
  }
  on("refund-payment-workflow", ({ amount: asked }) => inMedusa(asked))
  const refundPayment = ({ amount: asked }: { amount: number }) => inMedusa(asked)
  Object.assign(container.resolve("payment"), { refundPayment })
  const { id } = await writeManualRefund(contextBy(container, LIN), trade.attempt.id, twd(amount), "slip 1")
  const sweep = async () => {
    await operations().update({ check_at: null }).whereNot({ id })
    const long = new Date(Date.now() - 20 * 60_000)
    await operations().where({ id }).whereNotNull("check_at").update({ check_at: long })
    await checkOperations(container, followManualRefund)
  }
  const state = async () => (await operationsOf(place.shop, trade.attempt)).map((each) => each.state)
  return { id, container, runs, on, sweep, state, inMedusa }
}

describe("a refund by hand whose process died before Medusa had followed", () => {
  it("is booked in its order by a job, in the name of who recorded it", async () => {
    const trade = await booked(place.shop)
    await addOrder(place.shop, trade)
    const { runs, sweep, state } = await recorded(trade)
    await sweep()
    expect(runs).toMatchObject([{ workflow: "refund-payment-workflow", input: { amount: 300, created_by: LIN.id } }])
    expect([await state(), (await trade.now()).refunded_amount, trade.refunded()]).toEqual([["done"], 300, 0])
  })

  it("is done in the ledger alone where Medusa has no payment for the money", async () => {
    const trade = await paidTrade(place.shop, {}, { session_id: await addSession(place.shop, "1000") })
    const { sweep, state } = await recorded(trade)
    await sweep()
    expect([await state(), (await trade.now()).refunded_amount, trade.refunded()]).toEqual([["done"], 300, 0])
  })

  it("is booked on the payment of a cancelled order", async () => {
    const trade = await booked(place.shop)
    await addOrder(place.shop, trade, "canceled")
    await addRow(place.shop, "capture", trade, 1000)
    const { runs, sweep, state } = await recorded(trade)
    await sweep()
    expect([await state(), (await trade.now()).refunded_amount, runs]).toEqual([["done"], 300, []])
  })

  it("is an alarm after some tries, which ends once it is booked", async () => {
    const trade = await booked(place.shop)
    await addOrder(place.shop, trade)
    const { id, on, sweep, inMedusa } = await recorded(trade)
    on("refund-payment-workflow", () => Promise.reject(new Error("Medusa is away")))
    for (let tries = 0; tries < 3; tries++) await sweep()
    expect(await alarmsOf(place.shop, id)).toEqual([])
    await sweep()
    expect(await alarmsOf(place.shop, id)).toMatchObject([
      { kind: "not_booked", resolved_at: null, detail: expect.stringMatching(/slip 1.*Medusa is away/) },
    ])
    on("refund-payment-workflow", ({ amount }) => inMedusa(amount))
    await sweep()
    expect((await trade.now()).refunded_amount).toBe(300)
  })

  it("is over, with its alarm, where the ledger alone has it", async () => {
    const trade = await paidTrade(place.shop, {}, { session_id: await addSession(place.shop, "1000") })
    const { id, sweep } = await recorded(trade)
    const about = { attempt_id: trade.attempt.id, subject: id, amount: 300, order_id: null }
    await place.shop.context.ledger.raise({ kind: "not_booked", ...about, detail: { en: "x", "zh-TW": "x" } })
    await sweep()
    expect(await alarmsOf(place.shop, id)).toMatchObject([{ resolution: "applied" }])
  })

  it("is not followed while the refund desk looks after it", async () => {
    const trade = await paidTrade(place.shop, {}, { session_id: await addSession(place.shop, "1000") })
    const { attempt } = trade
    const { id } = await writeManualRefund(place.shop.context, attempt.id, twd(300), "slip 2", "tpr_1")
    expect((await operationsOf(place.shop, attempt)).find((each) => each.id === id)).toMatchObject({ check_at: null })
  })
})

describe("a refund by hand", () => {
  it("that a refund of Medusa's own took as done while its turn was awaited is not asked of the gateway", async () => {
    const trade = await booked(place.shop)
    const orderId = await addOrder(place.shop, trade)
    const { container, runs, inMedusa, state } = await recorded(trade)
    let again: Promise<void> | undefined
    await payInTurn(place.shop.context, orderId, async () => {
      again = recordManualRefund(container, trade.attempt.id, { amount: 300, reference: "slip 1" }, LIN)
      await sleep(1_000)
      await inMedusa(300)
    })
    await again
    expect([await state(), runs, trade.refunded()]).toEqual([["done"], [], 0])
  })

  it("and for which Medusa had begun a row is not made once more beside that row", async () => {
    const trade = await booked(place.shop)
    await addOrder(place.shop, trade)
    await addRow(place.shop, "capture", trade, 1000)
    const { on, runs, sweep } = await recorded(trade)
    on("refund-payment-workflow", async ({ amount: asked }) => {
      const key = await addRow(place.shop, "refund", trade, Number(asked))
      const wanted = { key, amount: String(asked), inMedusa: true } as const
      return refund(place.shop.context, trade.methodAccount, trade.attempt.id, wanted).catch(async (error) => {
        await place.shop.db("refund").where({ id: key }).delete()
        throw error
      })
    })
    const begun = await addRow(place.shop, "refund", trade, 300)
    const back = async () => [(await trade.now()).refunded_amount, trade.refunded()]
    await sweep()
    expect([runs.length, await back()]).toEqual([1, [0, 0]])
    const rows = place.shop.db("refund").where({ payment_id: trade.paymentId })
    await rows.clone().update({ created_at: new Date(Date.now() - 4 * 60_000) })
    await sweep()
    expect(await back()).toEqual([300, 0])
    expect((await rows.clone().whereNull("deleted_at")).filter(({ id }) => id !== begun)).toHaveLength(1)
  })

  it("of a card that was captured at its gateway alone, of a cancelled order, is done in the ledger, and Medusa's payment ends", async () => {
    const trade = await booked(place.shop)
    await addOrder(place.shop, trade, "canceled")
    const { container, state } = await recorded(trade, 1000)
    await recordManualRefund(container, trade.attempt.id, { amount: 1000, reference: "slip 1" }, LIN)
    expect([await state(), (await trade.now()).state]).toEqual([["done"], "refunded"])
    expect((await place.shop.db("payment").where({ id: trade.paymentId }).first()).canceled_at).not.toBeNull()
  })
})
