import { beforeAll, describe, expect, it } from "vitest"
import { rowsWithoutOperation } from "../../../src/payments/medusa/operation-rows"
import { refundRowOf } from "../../../src/payments/medusa/rows"
import { refund } from "../../../src/payments/operations/refund"
import { operationsOf, useShop } from "../../shop-database"
import { addRow, type BookedTrade, booked } from "../booked-trade"
import { addColumnsOfTheNext } from "../next-refunds"

const place = useShop()
const old = () => new Date(Date.now() - 10 * 60_000)

/** As Medusa's provider is called: with the caller's key where there is one, else with the row's id. */
async function asked(trade: BookedTrade, amount: number, handed: string) {
  const key = await refundRowOf(place.shop.db, trade.attempt, handed)
  const requested = { key, amount: String(amount), inMedusa: true } as const
  return refund(place.shop.context, trade.methodAccount, trade.attempt.id, requested)
}

describe("before the upgrade", () => {
  it("a refund is named by its row", async () => {
    const trade = await booked(place.shop)
    const id = await addRow(place.shop, "refund", trade, 300)
    expect(await asked(trade, 300, id)).toMatchObject({ refunded_amount: 300 })
    expect(await operationsOf(place.shop, trade.attempt)).toMatchObject([{ idempotency_key: id, medusa_id: id }])
  })
})

describe("a refund of Medusa's next version", () => {
  beforeAll(() => addColumnsOfTheNext(place.shop))

  it("is named by its row where its caller gave no key", async () => {
    const trade = await booked(place.shop)
    const id = await addRow(place.shop, "refund", trade, 300)
    await asked(trade, 300, id)
    expect(await operationsOf(place.shop, trade.attempt)).toMatchObject([{ idempotency_key: id, medusa_id: id }])
  })

  it("of a caller's key is booked by its row, and made once however often it is asked for", async () => {
    const trade = await booked(place.shop)
    const id = await addRow(place.shop, "refund", trade, 300, { idempotency_key: "claim-7" })
    await asked(trade, 300, "claim-7")
    expect(await asked(trade, 300, "claim-7")).toMatchObject({ refunded_amount: 300 })
    expect(trade.bank.heard).toEqual(["refund"])
    expect(await operationsOf(place.shop, trade.attempt)).toMatchObject([{ state: "done", medusa_id: id }])
  })

  it("of a key that another payment has used, too, is a refund of its own", async () => {
    const [one, other] = [await booked(place.shop), await booked(place.shop)]
    for (const trade of [one, other]) {
      await addRow(place.shop, "refund", trade, 300, { idempotency_key: "monday" })
      await asked(trade, 300, "monday")
    }
    expect([one.refunded(), other.refunded()]).toEqual([300, 300])
  })

  it("of the same amount and another key is another refund", async () => {
    const trade = await booked(place.shop)
    for (const idempotency_key of ["first", "second"]) {
      await addRow(place.shop, "refund", trade, 300, { idempotency_key })
      await asked(trade, 300, idempotency_key)
    }
    expect(trade.refunded()).toBe(600)
  })

  it("that Medusa marked as failed after the gateway's yes is adopted by the next one of its amount", async () => {
    const trade = await booked(place.shop)
    const failed = await addRow(place.shop, "refund", trade, 300)
    await asked(trade, 300, failed)
    await place.shop.db("refund").where({ id: failed }).update({ status: "failed" })
    const id = await addRow(place.shop, "refund", trade, 300)
    await asked(trade, 300, id)
    expect(trade.refunded()).toBe(300)
    expect(await operationsOf(place.shop, trade.attempt)).toMatchObject([{ state: "done", medusa_id: id }])
  })

  it("that failed is neither taken up nor waited for: Medusa does not count it", async () => {
    const trade = await booked(place.shop)
    const failed = await addRow(place.shop, "refund", trade, 300, { status: "failed", created_at: old() })
    const forgotten = await rowsWithoutOperation(place.shop.db, "refund")
    expect(forgotten.map(({ id }) => id)).not.toContain(failed)
    await place.shop.db("refund").where({ id: failed }).update({ created_at: new Date() })
    const id = await addRow(place.shop, "refund", trade, 300)
    expect(await asked(trade, 300, id)).toMatchObject({ refunded_amount: 300 })
    expect(await place.shop.db("refund").where({ id: failed }).first()).toMatchObject({ status: "failed" })
  })

  it("that its process left behind is still taken up", async () => {
    const trade = await booked(place.shop)
    const left = await addRow(place.shop, "refund", trade, 300, { created_at: old() })
    const forgotten = await rowsWithoutOperation(place.shop.db, "refund")
    expect(forgotten.map(({ id }) => id)).toContain(left)
  })
})

it("a key that has moved money of another payment moves none of this one", async () => {
  const [one, other] = [await booked(place.shop), await booked(place.shop)]
  const requested = { key: "of nobody's row", amount: "300" }
  await refund(place.shop.context, one.methodAccount, one.attempt.id, requested)
  const again = refund(place.shop.context, other.methodAccount, other.attempt.id, requested)
  await expect(again).rejects.toThrow("key has been used for another payment")
  expect([one.refunded(), other.refunded()]).toEqual([300, 0])
})
