import { describe, expect, it, vi } from "vitest"
import type { Operation } from "../../../src/modules/ledger/records"
import {
  adopt,
  findAdoptable,
  refuseAfterCancellation,
  refuseDuringChange,
  replaceDeadRow,
} from "../../../src/payments/operations/in-medusa"
import { anOperation } from "../../an-operation"
import { newId, operationsOf, useShop } from "../../shop-database"
import { addOrder, addRow, type BookedTrade, booked, openChange } from "../booked-trade"
import { paidTrade } from "../paid-trade"

const place = useShop()
const context = () => place.shop.context
const asked = (amount: string, key = newId("ref")) => ({ key, amount, inMedusa: true }) as const

describe("what the gateway did and Medusa forgot", () => {
  const forgotten = (change: Partial<Operation> = {}) =>
    anOperation({ id: newId("tpo"), medusa_id: newId("ref"), ...change })
  const adoptable = async (operations: Operation[], amount: string, kind: "refund" | "capture" = "refund") => {
    const trade = await booked(place.shop)
    return findAdoptable(context(), trade.attempt, kind, operations, asked(amount))
  }

  it("is found by the very amount that is asked for, and by no other", async () => {
    const operation = forgotten({ requested: "300.4" })
    expect(await adoptable([operation], "300.40")).toBe(operation)
    for (const amount of ["300", "300.5", "200", "1000"]) expect(await adoptable([operation], amount)).toBeUndefined()
  })

  it.each(["done", "queued"] as const)("is what is %s", async (state) => {
    const operation = forgotten({ state })
    expect(await adoptable([operation], "300")).toBe(operation)
  })

  it.each(["started", "unknown", "recorded", "refused", "failed"] as const)("is nothing that is %s", async (state) => {
    expect(await adoptable([forgotten({ state })], "300")).toBeUndefined()
  })

  it("is the first of them that Medusa has no row of", async () => {
    const trade = await booked(place.shop)
    const known = forgotten({ medusa_id: await addRow(place.shop, "refund", trade, 300) })
    const [gone, goneAsWell] = [forgotten(), forgotten({ medusa_id: null })]
    const find = (operations: Operation[]) =>
      findAdoptable(context(), trade.attempt, "refund", operations, asked("300"))
    expect(await find([known, gone, goneAsWell])).toBe(gone)
    expect(await find([known, goneAsWell])).toBe(goneAsWell)
    expect(await find([known])).toBeUndefined()
  })

  it("cannot be told while Medusa still writes one of the amount on the order", async () => {
    const trade = await booked(place.shop)
    await addOrder(place.shop, trade)
    const halfWritten = forgotten({ medusa_id: await addRow(place.shop, "refund", trade, 300) })
    const operations = [halfWritten, forgotten()]
    await expect(findAdoptable(context(), trade.attempt, "refund", operations, asked("300"))).rejects.toMatchObject({
      kind: "refused",
      message: expect.stringMatching(
        /^A refund of the same amount was made a moment ago and Medusa is still writing it/,
      ),
    })
    const capture = forgotten({ kind: "capture", medusa_id: await addRow(place.shop, "capture", trade, 300) })
    expect(
      await findAdoptable(context(), trade.attempt, "capture", [capture], asked("300")),
      "a capture is on no order until Medusa has ended",
    ).toBeUndefined()
  })

  it("cannot be told while the order's books lack the credit of one of the amount", async () => {
    const trade = await booked(place.shop)
    const order_id = await addOrder(place.shop, trade, "pending", 300)
    const medusa_id = await addRow(place.shop, "refund", trade, 300)
    const raw_amount = JSON.stringify({ value: "-300" })
    await place.shop.db("order_transaction").insert({
      ...{ id: newId("ordtrx"), order_id, amount: -300, raw_amount, currency_code: "twd", version: 1 },
      ...{ reference: "refund", reference_id: medusa_id },
    })
    const found = findAdoptable(context(), trade.attempt, "refund", [forgotten({ medusa_id })], asked("300"))
    await expect(found).rejects.toMatchObject({ kind: "refused" })
  })
})

describe("what is adopted", () => {
  const done = async (medusa_id: string | null = "ref_gone") => {
    const trade = await booked(place.shop)
    const { ledger } = context()
    const facts = { attempt_id: trade.attempt.id, kind: "refund", idempotency_key: newId("ref"), medusa_id } as const
    const { operation } = await ledger.begin({ ...facts, amount: trade.attempt.amount, requested: "1000" })
    return { trade, operation: (await ledger.finish(operation, { state: "done" })) ?? operation }
  }

  it("stands for Medusa's new row, and the attempt comes as it is now", async () => {
    const { trade, operation } = await done()
    await context().ledger.change(trade.attempt, { apply_tries: 7 })
    expect(await adopt(context(), trade.attempt, operation, asked("1000", "ref_new"))).toMatchObject({ apply_tries: 7 })
    expect(await operationsOf(place.shop, trade.attempt)).toMatchObject([{ medusa_id: "ref_new" }])
  })

  it("is adopted by one of two at the same moment", async () => {
    const { trade, operation } = await done()
    await adopt(context(), trade.attempt, operation, asked("1000"))
    await expect(adopt(context(), trade.attempt, operation, asked("1000"))).rejects.toMatchObject({
      ...{ kind: "refused", message: "Another request has taken this over at the same moment." },
    })
  })
})

describe("what Medusa would refuse after the money had gone", () => {
  it("is nothing where it has no payment of the trade", async () => {
    const trade = await paidTrade(place.shop)
    await refuseDuringChange(context(), trade.attempt, asked("300"))
    await refuseAfterCancellation(context(), trade.attempt)
  })

  it("is a refund of an order that is being changed, unless it is cancelled, which is told otherwise", async () => {
    const [alive, canceled] = [await booked(place.shop), await booked(place.shop)]
    await addOrder(place.shop, alive)
    await addOrder(place.shop, canceled, "canceled")
    for (const trade of [alive, canceled]) await openChange(place.shop, trade, "edit")
    await expect(refuseDuringChange(context(), alive.attempt, asked("300"))).rejects.toThrow("order edit")
    await refuseAfterCancellation(context(), alive.attempt)
    await refuseDuringChange(context(), canceled.attempt, asked("300"))
    await expect(refuseAfterCancellation(context(), canceled.attempt)).rejects.toThrow("on the page Payments")
  })
})

describe("the row of a request whose process died", () => {
  const old = { created_at: new Date(Date.now() - 10 * 60_000) }
  const rowsOf = async ({ paymentId }: BookedTrade) =>
    (await place.shop.db("refund").where({ payment_id: paymentId })).map(({ id }) => id).sort()
  async function begun(medusa_id: string | null) {
    const trade = await booked(place.shop)
    const facts = { attempt_id: trade.attempt.id, kind: "refund", idempotency_key: newId("ref"), medusa_id } as const
    const { operation } = await context().ledger.begin({ ...facts, amount: trade.attempt.amount, requested: "1000" })
    return { trade, operation }
  }
  const replace = (trade: BookedTrade, key: string, resumes?: Operation) =>
    replaceDeadRow(context(), "refund", trade.attempt, asked("300", key), resumes)

  it("goes, where no operation was begun for it", async () => {
    const trade = await booked(place.shop)
    await addRow(place.shop, "refund", trade, 300, old)
    const key = await addRow(place.shop, "refund", trade, 300)
    await replace(trade, key)
    expect(await rowsOf(trade)).toEqual([key])
  })

  it("stays while the operation goes on that was begun for it, whose own row it may be", async () => {
    const { trade, operation } = await begun("ref_own")
    const bookAs = vi.spyOn(context().ledger.operations, "bookAs")
    const other = await addRow(place.shop, "refund", trade, 300, old)
    await replace(trade, "ref_own", operation)
    expect(await rowsOf(trade)).toEqual([other])
    expect(bookAs, "nothing is to be booked anew").not.toHaveBeenCalled()
    bookAs.mockRestore()
  })

  it("goes for the row of the request that goes on with its operation", async () => {
    const { trade, operation } = await begun(null)
    const dead = await addRow(place.shop, "refund", trade, 300, old)
    const key = await addRow(place.shop, "refund", trade, 300)
    await replace(trade, key, operation)
    expect(await rowsOf(trade), "nobody knows of a dead one").toEqual([dead, key].sort())
    const [booked] = await operationsOf(place.shop, trade.attempt)
    const next = await addRow(place.shop, "refund", trade, 300)
    await replace(trade, next, booked)
    expect(await rowsOf(trade)).toEqual([dead, next].sort())
    expect(await operationsOf(place.shop, trade.attempt)).toMatchObject([{ medusa_id: next }])
  })

  it("is replaced by one of two at the same moment", async () => {
    const { trade, operation } = await begun("ref_dead")
    await replace(trade, "ref_first", operation)
    await expect(replace(trade, "ref_second", operation)).rejects.toMatchObject({
      ...{ kind: "refused", message: "Another request has taken this over at the same moment." },
    })
  })
})
