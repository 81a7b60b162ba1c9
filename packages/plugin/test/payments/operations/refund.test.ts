import { describe, expect, it } from "vitest"
import { refund } from "../../../src/payments/operations/refund"
import { twd } from "../../../src/toolkit/twd"
import { eventsOf, newId, operationsOf, useShop } from "../../shop-database"
import { paidTrade, type WantedTrade } from "../paid-trade"

const place = useShop()
const context = () => place.shop.context
const paid = (...more: WantedTrade) => paidTrade(place.shop, ...more)

describe("a refund is refused, and the bank is not asked,", () => {
  it("for a payment that the ledger does not have", async () => {
    const { methodAccount } = await paid()
    await expect(refund(context(), methodAccount, "tpa_none", { key: "k", amount: "1" })).rejects.toMatchObject({
      kind: "refused",
    })
  })

  it.each(["started", "issued", "failed", "expired", "voided", "refunded"] as const)(
    "while the trade is %s",
    async (state) => {
      const trade = await paid({}, { state })
      await expect(trade.refund(100)).rejects.toMatchObject({ kind: "refused" })
      expect(trade.bank.heard).toEqual([])
    },
  )

  it.each([
    [1001, "refused"],
    [0, "refused"],
    [-1, "refused"],
    ["100.5", "refused"],
    ["abc", "config"],
    [undefined, "config"],
    [Number.NaN, "config"],
  ])("of %j", async (amount, kind) => {
    const trade = await paid()
    await expect(trade.refund(amount)).rejects.toMatchObject({ kind })
    expect(trade.bank.heard).toEqual([])
    expect(await operationsOf(place.shop, trade.attempt)).toEqual([])
  })

  it("of a part of a dollar, with the amounts that can be given back", async () => {
    const trade = await paid()
    await expect(trade.refund("99.5")).rejects.toThrow(
      "99.5 TWD cannot be refunded: Fake Bank moves whole dollars, such as 99 or 100 TWD.",
    )
  })

  it("beyond what is left", async () => {
    const trade = await paid()
    await trade.refund(700)
    await expect(trade.refund(301)).rejects.toThrow("301 TWD cannot be refunded: 300 TWD of this payment are left.")
    expect(await trade.now()).toMatchObject({ state: "captured", refunded_amount: 700 })
  })

  it("where only the whole goes back", async () => {
    const trade = await paid({}, { method: "installment" })
    await expect(trade.refund(300)).rejects.toMatchObject({ kind: "unsupported" })
    await trade.refund(1000)
    expect(await trade.now()).toMatchObject({ state: "refunded", refunded_amount: 1000 })
  })

  it("where staff must do it, and says how", async () => {
    const trade = await paid({}, { method: "code" })
    const asked = trade.refund(300)
    await expect(asked).rejects.toMatchObject({
      kind: "unsupported",
      message: expect.stringContaining("Transfer the money, then record it."),
      facts: { words: { "zh-TW": expect.stringContaining("登記退款") } },
    })
    expect(trade.bank.heard).toEqual([])
  })

  it("where the gateway has no such API at all", async () => {
    const trade = await paid({ without: ["refund"] })
    await expect(trade.refund(300)).rejects.toThrow("Fake Bank has no API to refund a payment.")
  })
})

describe("a refund", () => {
  it.each([300, "300", "300.00", { value: "300", precision: 20 }, { numeric: 300 }])(
    "of %j gives that much back",
    async (amount) => {
      const trade = await paid()
      expect(await trade.refund(amount)).toMatchObject({ state: "captured", refunded_amount: 300 })
      expect(trade.refunded()).toBe(300)
    },
  )

  it("is told to subscribers and written down with its steps", async () => {
    const trade = await paid()
    await trade.refund(300, "ref_steps")
    expect(place.shop.emitted.at(-1)).toMatchObject({
      name: "taiwan_payments.refunded",
      data: { amount: 300, attempt_id: trade.attempt.id },
    })
    expect(await eventsOf(place.shop, trade.attempt)).toMatchObject([
      { kind: "operation", amount: 300, payload: { steps: ["refund"], key: "ref_steps" } },
    ])
  })

  it("with the same key gives back once, however often it is asked for", async () => {
    const trade = await paid()
    await trade.refund(300, "ref_same")
    await trade.refund(300, "ref_same")
    await Promise.all([trade.refund(300, "ref_same"), trade.refund(300, "ref_same")])
    expect(trade.refunded()).toBe(300)
    expect(await trade.now()).toMatchObject({ refunded_amount: 300 })
    const told = place.shop.emitted.filter(({ data }) => JSON.stringify(data).includes(trade.attempt.id))
    expect(told).toHaveLength(1)
  })

  it("in parts ends the trade with the last of them", async () => {
    const trade = await paid()
    for (const part of [300, 300, 400]) await trade.refund(part)
    expect(await trade.now()).toMatchObject({ state: "refunded", refunded_amount: 1000 })
    expect(trade.refunded()).toBe(1000)
    await expect(trade.refund(1)).rejects.toMatchObject({ kind: "refused" })
  })

  it("of a partly captured payment goes no further than what was captured", async () => {
    const trade = await paid({}, { captured_amount: twd(600) })
    await expect(trade.refund(601)).rejects.toMatchObject({ kind: "refused" })
    expect(await trade.refund(600)).toMatchObject({ state: "refunded", refunded_amount: 600 })
  })

  it("that the process died after is found in the ledger, not done again", async () => {
    const trade = await paid()
    await trade.refund(600, "ref_died")
    await place.shop
      .db("taiwan_payment_attempt")
      .where({ id: trade.attempt.id })
      .update({ refunded_amount: 0, state: "captured" })
    await expect(trade.refund(600, "ref_other")).rejects.toThrow("400 TWD of this payment are left")
    expect(await trade.refund(600, "ref_died")).toMatchObject({ refunded_amount: 600 })
    expect(trade.refunded()).toBe(600)
  })
})

describe("refunds at the same time", () => {
  it("never give back more than was paid, from two processes", async () => {
    const trade = await paid()
    const other = place.otherProcess()
    const all = await Promise.allSettled(
      Array.from({ length: 14 }, (_, index) =>
        refund(index % 2 ? context() : other, trade.methodAccount, trade.attempt.id, {
          key: newId("ref"),
          amount: "100",
        }),
      ),
    )
    expect(all.filter(({ status }) => status === "fulfilled")).toHaveLength(10)
    expect(trade.refunded()).toBe(1000)
    expect(await trade.now()).toMatchObject({ state: "refunded", refunded_amount: 1000 })
  })

  it("of more than half each let one through", async () => {
    const trade = await paid()
    const all = await Promise.allSettled([trade.refund(600), trade.refund(600)])
    expect(all.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"])
    expect(trade.refunded()).toBe(600)
  })
})
