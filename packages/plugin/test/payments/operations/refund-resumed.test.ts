import { describe, expect, it } from "vitest"
import { refund } from "../../../src/payments/operations/refund"
import { methodAccountAt } from "../../fake-gateway"
import { newId, operationsOf, useShop } from "../../shop-database"
import { paidTrade, type WantedTrade } from "../paid-trade"

const place = useShop()
const context = () => place.shop.context
const paid = (...more: WantedTrade) => paidTrade(place.shop, ...more)

describe("a refund whose reply was lost", () => {
  it("is not known to be done, and blocks every other amount", async () => {
    const trade = await paid()
    trade.bank.faults.set("refund", ["lose"])
    await expect(trade.refund(300)).rejects.toMatchObject({ kind: "unreachable" })
    expect(await operationsOf(place.shop, trade.attempt)).toMatchObject([{ state: "unknown" }])
    await expect(trade.refund(200)).rejects.toThrow("An earlier refund of 300 TWD has no answer yet.")
    expect(await trade.now()).toMatchObject({ refunded_amount: 0 })
  })

  it.each([
    ["after it was done is found, not repeated", "lose", ["refund", "query"]],
    ["before it was done is asked for again", "cut", ["refund", "query", "refund"]],
    ["and came as garbage is looked up", "garbage", ["refund", "query", "refund"]],
  ] as const)("%s", async (_what, fault, heard) => {
    const trade = await paid()
    trade.bank.faults.set("refund", [fault])
    await expect(trade.refund(300)).rejects.toThrow()
    expect(await trade.refund(300)).toMatchObject({ refunded_amount: 300 })
    expect(trade.bank.heard).toEqual(heard)
    expect(trade.refunded()).toBe(300)
    expect(await operationsOf(place.shop, trade.attempt)).toMatchObject([{ state: "done" }])
  })

  it.each(["cut", "garbage", "refuse", "shut out"] as const)(
    "and that cannot be looked up (%s) stays unknown, so that the next try looks again",
    async (fault) => {
      const trade = await paid()
      trade.bank.faults.set("refund", ["lose"]).set("query", [fault])
      await expect(trade.refund(300)).rejects.toThrow()
      await expect(trade.refund(300)).rejects.toThrow()
      expect(await operationsOf(place.shop, trade.attempt)).toMatchObject([{ state: "unknown" }])
      await trade.refund(300)
      expect(trade.refunded()).toBe(300)
    },
  )

  it("after an earlier one went through is told apart from it", async () => {
    const trade = await paid()
    await trade.refund(300)
    trade.bank.faults.set("refund", ["cut"])
    await expect(trade.refund(300)).rejects.toThrow()
    await trade.refund(300)
    expect(trade.refunded()).toBe(600)
  })
})

describe("a refund that the bank refuses", () => {
  it("is over, and another can be asked for", async () => {
    const trade = await paid()
    trade.bank.faults.set("refund", ["refuse"])
    await expect(trade.refund(300)).rejects.toMatchObject({ kind: "refused", message: "the bank says no" })
    expect(await operationsOf(place.shop, trade.attempt)).toMatchObject([{ state: "refused", code: "no" }])
    expect(await trade.refund(200)).toMatchObject({ refunded_amount: 200 })
  })

  it("can be asked for again with the same key", async () => {
    const trade = await paid()
    trade.bank.faults.set("refund", ["refuse", "lose"])
    await expect(trade.refund(300, "ref_again")).rejects.toMatchObject({ kind: "refused" })
    await expect(trade.refund(300, "ref_again")).rejects.toMatchObject({ kind: "unreachable" })
    expect(await trade.refund(300, "ref_again")).toMatchObject({ refunded_amount: 300 })
    expect(trade.refunded()).toBe(300)
  })

  it("because it cannot be reached at all has moved nothing", async () => {
    const trade = await paid()
    const away = methodAccountAt({ url: "http://127.0.0.1:1" })
    const asked = refund(context(), away, trade.attempt.id, { key: newId("ref"), amount: "300" })
    await expect(asked).rejects.toMatchObject({ kind: "unreachable" })
    expect(await operationsOf(place.shop, trade.attempt)).toMatchObject([{ state: "refused" }])
    expect(await trade.refund(200)).toMatchObject({ refunded_amount: 200 })
  })
})

describe("a refund that the bank does later", () => {
  it("counts at once, so that it is not done twice", async () => {
    const trade = await paid()
    trade.bank.faults.set("refund", ["queue", "queue"])
    await trade.refund(600)
    await expect(trade.refund(600)).rejects.toMatchObject({ kind: "refused" })
    expect(await trade.refund(400)).toMatchObject({ state: "refunded", refunded_amount: 1000 })
  })
})
