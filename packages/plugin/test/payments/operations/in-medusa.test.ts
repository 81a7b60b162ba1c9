import { describe, expect, it } from "vitest"
import { capture } from "../../../src/payments/operations/capture"
import { refund } from "../../../src/payments/operations/refund"
import { operationsOf, useShop } from "../../shop-database"
import { addOrder, addRow, type BookedTrade, booked, carried, openChange } from "../booked-trade"

const place = useShop()
const context = () => place.shop.context

const press = async (trade: BookedTrade, amount: number, id?: string) => {
  const key = id ?? (await addRow(place.shop, "refund", trade, amount))
  const asked = refund(context(), trade.methodAccount, trade.attempt.id, {
    key,
    amount: String(amount),
    inMedusa: true,
  })
  return asked.catch(async (error) => {
    await place.shop.db("refund").where({ id: key }).delete()
    throw error
  })
}
const refundRows = ({ paymentId }: BookedTrade) => place.shop.db("refund").where({ payment_id: paymentId })

describe("a refund that the gateway made and Medusa forgot", () => {
  it("is adopted by the next one of its amount, not repeated", async () => {
    const trade = await booked(place.shop)
    await press(trade, 300, "ref_forgotten")
    expect(await press(trade, 300)).toMatchObject({ refunded_amount: 300 })
    expect(trade.bank.heard).toEqual(["refund"])
    const [row] = await refundRows(trade)
    expect(await operationsOf(place.shop, trade.attempt)).toMatchObject([{ state: "done", medusa_id: row.id }])
  })

  it("is adopted also where it was all that was paid", async () => {
    const trade = await booked(place.shop)
    await press(trade, 1000, "ref_all")
    expect(await press(trade, 1000)).toMatchObject({ state: "refunded", refunded_amount: 1000 })
    expect(trade.refunded()).toBe(1000)
  })

  it("is adopted once by two presses at the same moment; the other waits to be looked at", async () => {
    const trade = await booked(place.shop)
    await press(trade, 300, "ref_twice")
    await addOrder(place.shop, trade)
    const both = await Promise.allSettled([press(trade, 300), press(trade, 300)])
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"])
    expect(trade.refunded()).toBe(300)
  })

  it("is not confused with one that Medusa has: that amount again is another refund", async () => {
    const trade = await booked(place.shop)
    await press(trade, 300)
    await press(trade, 300)
    expect(trade.refunded()).toBe(600)
  })
})

describe("a refund that Medusa would refuse afterwards is refused before the gateway is asked", () => {
  it.each([
    ["edit", "order edit"],
    ["return_request", "return"],
    ["exchange", "exchange"],
    ["claim", "claim"],
  ])("while a change of the kind %s is open", async (kind, words) => {
    const trade = await booked(place.shop)
    await addOrder(place.shop, trade)
    await openChange(place.shop, trade, kind)
    await expect(press(trade, 300)).rejects.toThrow(`Medusa has an open ${words} on this order`)
    await expect(Promise.allSettled([press(trade, 300), press(trade, 300)])).resolves.toMatchObject([
      { status: "rejected" },
      { status: "rejected" },
    ])
    expect(trade.bank.heard).toEqual([])
  })

  it("of money that another session carries, too", async () => {
    const trade = await carried(place.shop)
    await addOrder(place.shop, trade)
    await openChange(place.shop, trade, "return_request")
    await expect(press(trade, 300)).rejects.toThrow("Medusa has an open return on this order")
    expect(trade.bank.heard).toEqual([])
  })

  it("but not of what the order owes: Medusa takes that", async () => {
    const trade = await booked(place.shop)
    await addOrder(place.shop, trade, "pending", -300)
    await openChange(place.shop, trade, "exchange")
    expect(await press(trade, 300)).toMatchObject({ refunded_amount: 300 })
    await expect(press(trade, 400)).rejects.toThrow("exchange")
  })

  it("once the order is cancelled", async () => {
    const trade = await booked(place.shop)
    await addOrder(place.shop, trade, "canceled")
    await expect(press(trade, 300)).rejects.toThrow("on the page Payments")
    expect(trade.bank.heard).toEqual([])
  })
})

describe("a refund whose process died before anything was written", () => {
  const old = () => new Date(Date.now() - 10 * 60_000)

  it("is replaced by the next one of its amount, so that Medusa does not count both", async () => {
    const trade = await booked(place.shop)
    await addRow(place.shop, "refund", trade, 300, { created_at: old() })
    await press(trade, 300)
    expect(trade.refunded()).toBe(300)
    expect(await refundRows(trade)).toHaveLength(1)
  })

  it("and is not while it may still be waiting for its turn", async () => {
    const trade = await booked(place.shop)
    await addRow(place.shop, "refund", trade, 300)
    await expect(press(trade, 300)).rejects.toThrow("under way")
    expect(trade.bank.heard).toEqual([])
  })

  it("nor after it was sent: its operation goes on under the new row", async () => {
    const trade = await booked(place.shop)
    const dead = await addRow(place.shop, "refund", trade, 300, { created_at: old() })
    trade.bank.faults.set("refund", ["lose"])
    const asked = { key: dead, amount: "300", inMedusa: true } as const
    await expect(refund(context(), trade.methodAccount, trade.attempt.id, asked)).rejects.toThrow()
    expect(await press(trade, 300)).toMatchObject({ refunded_amount: 300 })
    expect(trade.refunded()).toBe(300)
    const rows = await refundRows(trade)
    expect(rows.map(({ id }) => id)).toEqual([(await operationsOf(place.shop, trade.attempt))[0]?.medusa_id])
  })
})

describe("a capture that Medusa forgot", () => {
  it("is adopted, in part too", async () => {
    const trade = await booked(place.shop, { state: "authorized" })
    const ask = (key: string) =>
      capture(context(), trade.methodAccount, trade.attempt.id, { key, amount: "600", inMedusa: true })
    await ask("capt_forgotten")
    expect(await ask("capt_again")).toMatchObject({ state: "captured", captured_amount: 600 })
    expect(trade.bank.heard).toEqual(["capture"])
  })
})
