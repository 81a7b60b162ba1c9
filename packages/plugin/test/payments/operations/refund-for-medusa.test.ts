import { describe, expect, it } from "vitest"
import { writeManualRefund } from "../../../src/payments/operations/manual"
import { refund } from "../../../src/payments/operations/refund"
import { twd } from "../../../src/toolkit/twd"
import { eventsOf, newId, operationsOf, useShop } from "../../shop-database"
import { addOrder, addRow, type BookedTrade, booked, openChange } from "../booked-trade"

const place = useShop()
const context = () => place.shop.context
const old = () => new Date(Date.now() - 20 * 60_000)
const rowsOf = async ({ paymentId }: BookedTrade) =>
  (await place.shop.db("refund").where({ payment_id: paymentId })).map(({ id }) => id)

/** As Medusa asks: its row is there before, and goes when the provider throws. */
async function press(trade: BookedTrade, amount: number) {
  const key = await addRow(place.shop, "refund", trade, amount)
  const asked = { key, amount: String(amount), inMedusa: true } as const
  const done = refund(context(), trade.methodAccount, trade.attempt.id, asked).catch(async (error) => {
    await place.shop.db("refund").where({ id: key }).delete()
    throw error
  })
  return { key, done }
}

/** As staff ask on the page Payments, and jobs: Medusa has no row of it. */
const byStaff = (trade: BookedTrade, amount: number, key = newId("staff")) =>
  refund(context(), trade.methodAccount, trade.attempt.id, { key, amount: String(amount) })

describe("a refund that Medusa asks for", () => {
  it("is written down under Medusa's row, and followed", async () => {
    const trade = await booked(place.shop)
    const { key, done } = await press(trade, 300)
    await done
    expect(await operationsOf(place.shop, trade.attempt)).toMatchObject([
      { state: "done", amount: 300, requested: "300", medusa_id: key, check_at: expect.any(Date) },
    ])
  })

  it("is adopted where the gateway made it and Medusa forgot", async () => {
    const trade = await booked(place.shop)
    await (await press(trade, 300)).done
    await place.shop.db("refund").where({ payment_id: trade.paymentId }).delete()
    const { key, done } = await press(trade, 300)
    expect(await done).toMatchObject({ refunded_amount: 300 })
    expect(await operationsOf(place.shop, trade.attempt)).toMatchObject([{ medusa_id: key }])
    expect(trade.refunded()).toBe(300)
  })

  it("takes the place of one whose process died before anything was written", async () => {
    const trade = await booked(place.shop)
    await addRow(place.shop, "refund", trade, 300, { created_at: old() })
    const { key, done } = await press(trade, 300)
    await done
    expect(await rowsOf(trade)).toEqual([key])
  })

  it("is refused while its order is changed or once that is cancelled, which is written down and looked at again", async () => {
    const [changing, canceled] = [await booked(place.shop), await booked(place.shop)]
    await addOrder(place.shop, changing)
    await openChange(place.shop, changing, "edit")
    await addOrder(place.shop, canceled, "canceled")
    for (const [trade, words] of [
      [changing, /order edit/],
      [canceled, /on the page Payments/],
    ] as const) {
      const { key, done } = await press(trade, 300)
      await expect(done).rejects.toThrow(words)
      expect(await operationsOf(place.shop, trade.attempt)).toMatchObject([
        {
          ...{ kind: "refund", state: "refused", amount: 300, requested: "300", medusa_id: key },
          ...{ idempotency_key: key, message: expect.stringMatching(words), sent_at: null, check_at: expect.any(Date) },
        },
      ])
      expect(trade.bank.heard).toEqual([])
    }
  })
})

describe("a refund that others ask for", () => {
  it("is under no row of Medusa's, and asks nothing of the order", async () => {
    const [changing, canceled] = [await booked(place.shop), await booked(place.shop)]
    await addOrder(place.shop, changing)
    await openChange(place.shop, changing, "edit")
    await addOrder(place.shop, canceled, "canceled")
    for (const trade of [changing, canceled]) {
      const dead = await addRow(place.shop, "refund", trade, 300, { created_at: old() })
      expect(await byStaff(trade, 300)).toMatchObject({ refunded_amount: 300 })
      expect(await operationsOf(place.shop, trade.attempt)).toMatchObject([{ medusa_id: null, check_at: null }])
      expect(await rowsOf(trade)).toEqual([dead])
    }
  })

  it("is another one each time, though Medusa has forgotten one of the amount", async () => {
    const trade = await booked(place.shop)
    await (await press(trade, 300)).done
    await place.shop.db("refund").where({ payment_id: trade.paymentId }).delete()
    expect(await byStaff(trade, 300)).toMatchObject({ refunded_amount: 600 })
  })

  it("leaves nothing behind where it is refused before it was begun", async () => {
    const trade = await booked(place.shop)
    await expect(byStaff(trade, 1001)).rejects.toMatchObject({ kind: "refused" })
    expect(await operationsOf(place.shop, trade.attempt)).toEqual([])
  })

  it.each(["started", "issued", "failed", "expired", "voided", "refunded"] as const)(
    "is refused of what is %s: there is no money",
    async (state) => {
      const trade = await booked(place.shop, { state })
      await expect(byStaff(trade, 300)).rejects.toThrow(`Nothing can be refunded: the trade is ${state}.`)
      expect(trade.bank.heard).toEqual([])
    },
  )
})

describe("a refund that was made before", () => {
  it("under the same key is not told of twice", async () => {
    const trade = await booked(place.shop)
    const first = await byStaff(trade, 300, `staff ${trade.attempt.id}`)
    expect(await byStaff(trade, 300, `staff ${trade.attempt.id}`)).toMatchObject({ version: first.version })
    expect(await eventsOf(place.shop, trade.attempt)).toHaveLength(1)
    const told = place.shop.emitted.filter(({ data }) => JSON.stringify(data).includes(trade.attempt.id))
    expect(told).toHaveLength(1)
    expect(trade.bank.heard).toEqual(["refund"])
  })

  it("and whose answer was lost is found first, where another amount is asked for later", async () => {
    const trade = await booked(place.shop)
    trade.bank.faults.set("refund", ["lose"])
    await expect(byStaff(trade, 300)).rejects.toThrow()
    const past = { started_at: old(), sent_at: old() }
    await place.shop.db("taiwan_payment_operation").where({ attempt_id: trade.attempt.id }).update(past)
    expect(await byStaff(trade, 200)).toMatchObject({ refunded_amount: 500 })
    expect(trade.bank.heard).toEqual(["refund", "query", "refund"])
  })

  it("by hand stands for Medusa's next one of its amount, and for no other", async () => {
    const trade = await booked(place.shop)
    await writeManualRefund(context(), trade.attempt.id, twd(400), "wire 1")
    await (await press(trade, 300)).done
    expect(trade.refunded()).toBe(300)
    const { key, done } = await press(trade, 400)
    expect(await done).toMatchObject({ refunded_amount: 700 })
    expect(trade.refunded(), "the bank gives nothing more").toBe(300)
    const recorded = (await operationsOf(place.shop, trade.attempt)).find(({ amount }) => amount === 400)
    expect(recorded).toMatchObject({ state: "done", reference: "wire 1", medusa_id: key, requested: "400" })
  })
})
