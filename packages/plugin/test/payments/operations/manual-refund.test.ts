import { describe, expect, it } from "vitest"
import { writeManualRefund } from "../../../src/payments/operations/manual"
import { twd } from "../../../src/toolkit/twd"
import { useShop } from "../../shop-database"
import { paidTrade, type WantedTrade } from "../paid-trade"

const place = useShop()
const context = () => place.shop.context
const paid = (...more: WantedTrade) => paidTrade(place.shop, ...more)

describe("a refund that staff made by hand", () => {
  it("is recorded once, within what is left", async () => {
    const trade = await paid({}, { method: "code" })
    await expect(writeManualRefund(context(), trade.attempt.id, twd(1001), "wire 1")).rejects.toMatchObject({
      kind: "refused",
    })
    await expect(writeManualRefund(context(), trade.attempt.id, twd(0), "wire 1")).rejects.toMatchObject({
      kind: "refused",
    })
    expect(await writeManualRefund(context(), trade.attempt.id, twd(400), "wire 1")).toMatchObject({
      state: "recorded",
      reference: "wire 1",
    })
    await expect(writeManualRefund(context(), trade.attempt.id, twd(400), "wire 1")).rejects.toThrow("recorded already")
  })

  it("is what Medusa's next refund of that amount stands for; no other amount, and only once", async () => {
    const trade = await paid({}, { method: "code" })
    await writeManualRefund(context(), trade.attempt.id, twd(400), "wire 1")
    await expect(trade.refund(300)).rejects.toMatchObject({ kind: "unsupported" })
    expect(await trade.refund(400)).toMatchObject({ state: "captured", refunded_amount: 400 })
    await expect(trade.refund(400)).rejects.toMatchObject({ kind: "unsupported" })
    expect(trade.bank.heard).toEqual([])
  })

  it("is taken by its key, so that Medusa may ask twice", async () => {
    const trade = await paid({}, { method: "code" })
    await writeManualRefund(context(), trade.attempt.id, twd(400), "wire 1")
    await writeManualRefund(context(), trade.attempt.id, twd(400), "wire 2")
    await trade.refund(400, "ref_byhand")
    expect(await trade.refund(400, "ref_byhand")).toMatchObject({ refunded_amount: 400 })
  })

  it("of a rounded total stands for what Medusa asked", async () => {
    const trade = await paid({ rounding: "nearest" }, { method: "code", session_amount: "200.8", amount: twd(201) })
    await writeManualRefund(context(), trade.attempt.id, twd(100), "wire 1")
    await trade.refund("100.4")
    await writeManualRefund(context(), trade.attempt.id, twd(101), "wire 2")
    expect(await trade.refund("100.4")).toMatchObject({ state: "refunded", refunded_amount: 201 })
  })

  it("is not given back by the bank as well", async () => {
    const trade = await paid()
    await writeManualRefund(context(), trade.attempt.id, twd(400), "wire 1")
    await expect(trade.refund(700)).rejects.toMatchObject({ kind: "refused" })
    expect(await trade.refund(600)).toMatchObject({ refunded_amount: 600 })
    expect(await trade.refund(400)).toMatchObject({ state: "refunded", refunded_amount: 1000 })
    expect(trade.refunded()).toBe(600)
  })

  it("cannot be recorded beyond what is left, even before Medusa took the first", async () => {
    const trade = await paid({}, { method: "code" })
    await writeManualRefund(context(), trade.attempt.id, twd(700), "wire 1")
    await expect(writeManualRefund(context(), trade.attempt.id, twd(700), "wire 2")).rejects.toMatchObject({
      kind: "refused",
    })
  })
})
