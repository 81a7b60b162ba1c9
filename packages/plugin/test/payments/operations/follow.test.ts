import type { MedusaContainer } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"
import { describe, expect, it, vi } from "vitest"
import type { Operation } from "../../../src/modules/ledger/records"
import type { MoneyRow, PaymentSide } from "../../../src/payments/medusa/operation-rows"
import { ALARM_AFTER_CHECKS, type Checked } from "../../../src/payments/operations/checked"
import { followInMedusa } from "../../../src/payments/operations/follow"
import { twd } from "../../../src/toolkit/twd"
import { inBoth } from "../../in-both"
import { alarmsOf, newId, operationsOf, useShop } from "../../shop-database"
import { addOrder, booked } from "../booked-trade"

const place = useShop()

interface Wanted {
  readonly kind?: Operation["kind"]
  readonly checks?: number
  readonly side?: Partial<PaymentSide> | null
  readonly row?: Partial<MoneyRow>
  /** What Medusa answers everything with, or one thing alone. */
  readonly fails?: Error
  readonly failing?: string
}

/** An operation of 300 TWD that the gateway did, as the sweep finds it, and what Medusa is asked to book. */
async function done({ kind = "refund", checks = 0, side = {}, row, fails, failing }: Wanted) {
  const { context } = place.shop
  const { attempt, methodAccount, paymentId } = await booked(place.shop)
  const facts = { attempt_id: attempt.id, kind, idempotency_key: newId("ref"), requested: "299.6" }
  const { operation: begun } = await context.ledger.begin({ ...facts, amount: twd(300) })
  const ended = await context.ledger.finish(begun, { state: "done" }, 60)
  const operation = { ...(ended ?? begun), checks }
  const asked: [string, unknown][] = []
  const ask = (name: string) => async (input: unknown) => {
    asked.push([name, input])
    if (fails && (failing === undefined || failing === name)) throw fails
  }
  const services: Readonly<Record<string, unknown>> = {
    [Modules.PAYMENT]: { refundPayment: ask("refundPayment"), cancelPayment: ask("cancelPayment") },
    [Modules.ORDER]: {
      addOrderTransactions: ask("addOrderTransactions"),
      deleteOrderTransactions: ask("deleteOrderTransactions"),
      deleteOrderChanges: ask("deleteOrderChanges"),
    },
    [Modules.WORKFLOW_ENGINE]: { run: (name: string, { input }: { input: unknown }) => ask(name)(input) },
  }
  const payment = { payment_id: paymentId, captured: false, payment_canceled: false, order_id: "order_1" }
  const money: MoneyRow = { id: "ref_1", amount: "299.6", payment_id: paymentId, order_id: "order_1", onOrder: false }
  const checked: Checked = {
    ...{ container: { resolve: (name: string) => services[name] } as MedusaContainer, context, methodAccount },
    ...{ attempt, operation, side: side && { ...payment, order_canceled: false, ...side } },
    row: row ? { ...money, ...row } : null,
  }
  const isOpen = async () => (await operationsOf(place.shop, attempt))[0]?.check_at !== null
  return { checked, asked, isOpen, input: { payment_id: paymentId, amount: 299.6 }, paymentId }
}

describe("a refund that the gateway made", () => {
  it("is booked by Medusa's workflow where an order stands behind it", async () => {
    const { checked, asked, isOpen, input } = await done({})
    await followInMedusa(checked)
    expect(asked).toEqual([["refund-payment-workflow", input]])
    expect(await isOpen()).toBe(false)
  })

  it.each([{ order_canceled: true }, { order_id: null }])("is booked on the payment alone: %j", async (side) => {
    const { checked, asked, isOpen, input } = await done({ side })
    await followInMedusa(checked)
    expect(asked).toEqual([["refundPayment", input]])
    expect(await isOpen()).toBe(false)
  })

  it.each<[string, Wanted]>([
    ["Medusa has no payment for it", { side: null }],
    ["payment and order have it", { row: { onOrder: true } }],
    ["its order is cancelled, whose refund Medusa booked with that", { row: {}, side: { order_canceled: true } }],
    ["there is no order to write it on", { row: { order_id: null } }],
  ])("is not booked again where %s", async (_why, wanted) => {
    const { checked, asked, isOpen } = await done(wanted)
    await followInMedusa(checked)
    expect(asked).toEqual([])
    expect(await isOpen()).toBe(false)
  })

  it.each([
    [0, [["create-order-refund-credit-lines", 299.6]]],
    [-100, [["create-order-refund-credit-lines", 199.6]]],
    [-300, []],
    [-299.6, []],
  ] as const)("is written on its order, with a credit beyond what that owed: %d", async (difference, credits) => {
    const trade = await booked(place.shop)
    const order_id = await addOrder(place.shop, trade, "pending", difference)
    const { checked, asked } = await done({ row: { order_id } })
    await followInMedusa(checked)
    const about = { currency_code: "twd", reference: "refund", reference_id: "ref_1" }
    expect(asked).toEqual([
      ...credits.map(([name, amount]) => [
        name,
        { order_id, amount: expect.closeTo(amount), reference: "refund", referenceId: "ref_1" },
      ]),
      ["addOrderTransactions", { order_id, amount: -299.6, ...about }],
    ])
  })

  it("is not on its order while that is being changed, so that its credit is asked for again", async () => {
    const trade = await booked(place.shop)
    const order_id = await addOrder(place.shop, trade)
    const failing = "create-order-refund-credit-lines"
    const { checked, asked, isOpen } = await done({ row: { order_id }, fails: new Error("an edit is open"), failing })
    await expect(followInMedusa(checked)).rejects.toThrow("an edit is open")
    expect(asked.map(([name]) => name)).toEqual([failing])
    expect(await isOpen()).toBe(true)
  })

  it.each([
    [{}, "it is taken as done, and no money moves again", "系統會視為已完成"],
    [{ row: {} }, "Do not ask for a refund again", "請勿再操作一次退款"],
  ] as const)("staff are told whether to ask again, which moves no money: %j", async (wanted, en, zh) => {
    const trade = await booked(place.shop)
    const order_id = await addOrder(place.shop, trade)
    const row = "row" in wanted ? { order_id } : undefined
    const { checked } = await done({ row, checks: ALARM_AFTER_CHECKS, fails: new Error("an edit is open") })
    await expect(followInMedusa(checked)).rejects.toThrow("an edit is open")
    const [alarm] = await alarmsOf(place.shop, checked.operation.id)
    expect(alarm?.detail).toContain(en)
    expect(alarm?.detail_zh).toContain(zh)
  })
})

/** What the books of an order say of a row of Medusa's; its id. */
async function transaction(order_id: string, reference: "refund" | "capture", amount: number): Promise<string> {
  const id = newId("ordtrx")
  const raw_amount = JSON.stringify({ value: String(amount) })
  const about = { reference, reference_id: "ref_1", currency_code: "twd", version: 1 }
  await place.shop.db("order_transaction").insert({ id, order_id, amount, raw_amount, ...about })
  return id
}

describe("what Medusa wrote on the order for another one's amount", () => {
  it.each([
    ["refund", "-100", -299.6],
    ["capture", "599.2", 299.6],
  ] as const)("is written anew: a %s that stands as %s", async (kind, bookedAs, amount) => {
    const order_id = await addOrder(place.shop, await booked(place.shop), "pending", -1000)
    const wrong = await transaction(order_id, kind, Number(bookedAs))
    const side = { captured: true, order_id }
    const { checked, asked, isOpen } = await done({ kind, side, row: { order_id, onOrder: true, bookedAs } })
    await followInMedusa(checked)
    const about = { currency_code: "twd", reference: kind, reference_id: "ref_1" }
    expect(asked).toEqual([
      ["deleteOrderTransactions", [wrong]],
      ["addOrderTransactions", { order_id, amount, ...about }],
    ])
    expect(await isOpen()).toBe(false)
    await place.shop.db("order_transaction").where({ id: wrong }).delete()
  })

  it.each([
    ["says the same", { bookedAs: "-299.6" }, {}],
    ["is of the payment as a whole", { bookedAs: null }, {}],
    ["is of an order that was cancelled", { bookedAs: "-100" }, { order_canceled: true }],
  ])("stays where it %s", async (_why, row, side) => {
    const { checked, asked } = await done({ side, row: { onOrder: true, ...row } })
    await followInMedusa(checked)
    expect(asked).toEqual([])
  })
})

/** A refund of 299.6 TWD on the books of an order that asked nothing before, and whose first version it is. */
describe("a refund whose process died after its transaction", () => {
  const CREDIT = "create-order-refund-credit-lines"
  const written = async (difference = 299.6, at = new Date()) => {
    const order_id = await addOrder(place.shop, await booked(place.shop), "pending", difference)
    const id = await transaction(order_id, "refund", -299.6)
    const reference_id = newId("ref")
    await place.shop.db("order_transaction").where({ id }).update({ reference_id, created_at: at })
    const wanted = { row: { id: reference_id, order_id, onOrder: true, bookedAs: "-299.6" }, side: { order_id } }
    const credit = (amount: number) => [CREDIT, { order_id, amount, reference: "refund", referenceId: reference_id }]
    return { order_id, reference_id, wanted, credit }
  }
  const change = (order_id: string, more: object) =>
    place.shop
      .db("order_change")
      .insert({ id: newId("ordch"), order_id, version: 2, status: "confirmed", change_type: "credit_line", ...more })
  const version = (order_id: string, difference: number) =>
    place.shop.db("order_summary").insert({
      ...{ id: newId("ordsum"), order_id, version: 2 },
      totals: JSON.stringify({ pending_difference: difference }),
    })

  it.each([
    [299.6, 299.6],
    [100, 100],
    [500, 299.6],
  ])("gets its credit, for the order asks %d for what went back", async (difference, amount) => {
    const { wanted, credit } = await written(difference)
    const { checked, asked, isOpen } = await done(wanted)
    await followInMedusa(checked)
    expect(asked).toEqual([credit(amount)])
    expect(await isOpen()).toBe(false)
  })

  it("gets it beside the credit of a later refund, and beside a change that came in between", async () => {
    const late = await written(399.6, new Date(Date.now() - 60_000))
    const id = await transaction(late.order_id, "refund", -100)
    await place.shop.db("order_transaction").where({ id }).update({ created_at: new Date() })
    await change(late.order_id, {})
    await version(late.order_id, 299.6)
    const changed = await written()
    await change(changed.order_id, { change_type: "edit" })
    await version(changed.order_id, 199.6)
    for (const [{ wanted, credit }, amount] of [[late, 299.6] as const, [changed, 199.6] as const]) {
      const { checked, asked } = await done(wanted)
      await followInMedusa(checked)
      expect(asked).toEqual([credit(amount)])
    }
  })

  it("gets none where Medusa wrote it, nothing is asked, or it was written before", async () => {
    const followed = await written(299.6)
    await change(followed.order_id, {})
    await version(followed.order_id, 0)
    const owed = await written(0)
    const settled = await written(299.6)
    await change(settled.order_id, { change_type: "edit" })
    await version(settled.order_id, 0)
    const again = await written(299.6)
    const reference = { reference: "refund", reference_id: again.reference_id, order_id: again.order_id }
    const raw_amount = JSON.stringify({ value: "299.6" })
    await place.shop.db("order_credit_line").insert({ id: newId("ordcl"), amount: 299.6, raw_amount, ...reference })
    for (const { wanted } of [followed, owed, settled, again]) {
      const { checked, asked } = await done(wanted)
      await followInMedusa(checked)
      expect(asked).toEqual([])
    }
  })

  it("gets it in the place of a credit that was begun and never confirmed", async () => {
    const { order_id, wanted, credit } = await written()
    const begun = { change_type: "credit_line", status: "pending" }
    await change(order_id, { ...begun, id: "ordch_dead", created_at: new Date(Date.now() - 4 * 60_000) })
    await change(order_id, { ...begun, id: "ordch_young" })
    const { checked, asked } = await done(wanted)
    await followInMedusa(checked)
    expect(asked).toEqual([["deleteOrderChanges", ["ordch_dead"]], credit(299.6)])
  })
})

describe("a capture that the gateway made", () => {
  it("is booked by Medusa's workflow", async () => {
    const { checked, asked, isOpen, input } = await done({ kind: "capture" })
    await followInMedusa(checked)
    expect(asked).toEqual([["capture-payment-workflow", input]])
    expect(await isOpen()).toBe(false)
  })

  it.each<Wanted>([
    ...[{ side: null }, { side: { captured: true } }, { side: { order_canceled: true } }],
    ...[{ row: { onOrder: true } }, { row: { order_id: null } }, { row: {}, side: { order_canceled: true } }],
  ])("is not booked where Medusa has it, or cannot: %j", async (wanted) => {
    const { checked, asked } = await done({ kind: "capture", ...wanted })
    await followInMedusa(checked)
    expect(asked).toEqual([])
  })

  it("is written on its order alone, where Medusa's payment has it", async () => {
    const { checked, asked } = await done({ kind: "capture", row: {}, side: { captured: true } })
    await followInMedusa(checked)
    const about = { order_id: "order_1", currency_code: "twd", reference: "capture", reference_id: "ref_1" }
    expect(asked).toEqual([["addOrderTransactions", { ...about, amount: 299.6 }]])
  })
})

describe("a release that the gateway made", () => {
  it("cancels Medusa's payment", async () => {
    const { checked, asked, paymentId } = await done({ kind: "void" })
    await followInMedusa(checked)
    expect(asked).toEqual([["cancelPayment", paymentId]])
  })

  it("cancels nothing that is cancelled, or is none", async () => {
    const { checked, asked, paymentId } = await done({ kind: "void" })
    await place.shop.db("payment").where({ id: paymentId }).update({ canceled_at: new Date() })
    await followInMedusa(checked)
    await followInMedusa({ ...checked, side: null })
    expect(asked).toEqual([])
  })
})

describe("a Medusa that follows at last", () => {
  it("ends the alarm that said that it does not, and no other's", async () => {
    const [own, other] = [await done({}), await done({})]
    const about = ({ checked: { attempt, operation } }: typeof own) => {
      const facts = { attempt_id: attempt.id, subject: operation.id, amount: 300, detail: inBoth("x"), order_id: null }
      return place.shop.context.ledger.raise({ kind: "not_booked", ...facts })
    }
    for (const each of [own, other]) await about(each)
    await followInMedusa(own.checked)
    expect(await alarmsOf(place.shop, own.checked.operation.id)).toMatchObject([{ resolution: "applied" }])
    expect(await alarmsOf(place.shop, other.checked.operation.id)).toMatchObject([{ resolution: null }])
  })
})

describe("a Medusa that cannot follow", () => {
  const fails = new Error("the order is being changed")

  it("is asked again, and told after so many looks", async () => {
    const { checked, isOpen } = await done({ checks: ALARM_AFTER_CHECKS - 1, fails })
    await expect(followInMedusa(checked)).rejects.toBe(fails)
    expect(await isOpen()).toBe(true)
    expect(await alarmsOf(place.shop, checked.operation.id)).toEqual([])
    await expect(
      followInMedusa({ ...checked, operation: { ...checked.operation, checks: ALARM_AFTER_CHECKS } }),
    ).rejects.toBe(fails)
    expect(await isOpen()).toBe(true)
    const { trade_no, id } = checked.attempt
    expect(await alarmsOf(place.shop, checked.operation.id)).toMatchObject([
      {
        ...{ kind: "not_booked", attempt_id: id, amount: 300, order_id: "order_1" },
        detail:
          `The refund of 300 TWD of trade ${trade_no} is done at the gateway, but Medusa does not book it: the order is being changed ` +
          "Ask for a refund of the same amount in the order once that is solved: it is taken as done, and no money moves again.",
      },
    ])
  })

  it("is told as well where the ledger fails, and Medusa has no payment", async () => {
    const { checked } = await done({ checks: ALARM_AFTER_CHECKS, side: null })
    const { operations } = checked.context.ledger
    vi.spyOn(operations, "checked").mockRejectedValueOnce(new Error("connection lost"))
    await expect(followInMedusa(checked)).rejects.toThrow("connection lost")
    expect(await alarmsOf(place.shop, checked.operation.id)).toMatchObject([{ kind: "not_booked", order_id: null }])
  })

  it("is told with the order that the ledger knows, where Medusa's payment has none", async () => {
    const { checked } = await done({ checks: ALARM_AFTER_CHECKS, fails, side: { order_id: null } })
    const attempt = { ...checked.attempt, order_id: "order_2" }
    await expect(followInMedusa({ ...checked, attempt })).rejects.toBe(fails)
    expect(await alarmsOf(place.shop, checked.operation.id)).toMatchObject([{ order_id: "order_2" }])
  })
})
