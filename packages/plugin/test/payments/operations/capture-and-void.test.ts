import { describe, expect, it } from "vitest"
import { capture, voidAuthorization } from "../../../src/payments/operations/capture"
import { decimalOf } from "../../../src/toolkit/twd"
import { newId, useShop } from "../../shop-database"
import { addOrder, booked, openChange } from "../booked-trade"
import { type Paid, paidTrade, type WantedTrade } from "../paid-trade"

const place = useShop()
const context = () => place.shop.context
const paid = (...more: WantedTrade) => paidTrade(place.shop, ...more)

describe("a capture", () => {
  const captured = (trade: Paid, amount: unknown, key = newId("capt")) =>
    capture(context(), trade.methodAccount, trade.attempt.id, { key, amount: decimalOf(amount) })

  it.each(["started", "issued", "failed", "expired", "voided", "refunded"] as const)(
    "of a trade that is %s is refused, and the bank not asked",
    async (state) => {
      const trade = await paid({}, { state })
      await expect(captured(trade, 1000)).rejects.toThrow(`1000 TWD cannot be captured: the trade is ${state}.`)
      expect(trade.bank.heard).toEqual([])
      expect(await trade.now()).toMatchObject({ state })
    },
  )

  it("of more than was reserved is refused", async () => {
    const trade = await paid({}, { state: "authorized" })
    await expect(captured(trade, 1001)).rejects.toThrow(
      "1001 TWD cannot be captured: 1000 TWD of this payment are authorised.",
    )
    expect(trade.bank.heard).toEqual([])
  })

  it("of a part of a dollar is refused with the amounts that can be taken", async () => {
    const trade = await paid({}, { state: "authorized" })
    await expect(captured(trade, "99.5")).rejects.toThrow(
      "99.5 TWD cannot be captured: Fake Bank moves whole dollars, such as 99 or 100 TWD.",
    )
  })

  it("of a part where only the whole is possible is refused clearly", async () => {
    const trade = await paid({}, { state: "authorized", method: "installment" })
    await expect(captured(trade, 600)).rejects.toMatchObject({
      ...{ kind: "unsupported", message: "Fake Bank captures this method only in full: 1000 TWD." },
    })
    expect(await captured(trade, 1000)).toMatchObject({ state: "captured", captured_amount: 1000 })
  })

  it("of a part is honoured where it is possible", async () => {
    const trade = await paid({}, { state: "authorized" })
    expect(await captured(trade, { value: "600" })).toMatchObject({ state: "captured", captured_amount: 600 })
    expect(trade.bank.trades.get(trade.attempt.trade_no)).toMatchObject({ captured: 600 })
  })

  it("of a second part is refused: the bank takes one capture", async () => {
    const trade = await paid({}, { state: "authorized" })
    await captured(trade, 500, "capt_first")
    await expect(captured(trade, 250)).rejects.toThrow(
      "250 TWD cannot be captured: 500 of 1000 TWD are captured already, and a payment is captured once.",
    )
    expect(await captured(trade, 500, "capt_first")).toMatchObject({ state: "captured", captured_amount: 500 })
    expect(trade.bank.heard).toEqual(["capture"])
  })

  it("of what is captured already does nothing", async () => {
    const trade = await paid()
    expect(await captured(trade, 1000)).toMatchObject({ state: "captured" })
    expect(trade.bank.heard).toEqual([])
  })

  it("whose reply was lost is looked up, not repeated", async () => {
    const trade = await paid({}, { state: "authorized" })
    trade.bank.faults.set("capture", ["lose"])
    await expect(captured(trade, 1000)).rejects.toMatchObject({ kind: "unreachable" })
    expect(await captured(trade, 1000)).toMatchObject({ state: "captured" })
    expect(trade.bank.heard).toEqual(["capture", "query"])
  })
})

describe("a release", () => {
  const released = (trade: Paid) => voidAuthorization(context(), trade.methodAccount, trade.attempt.id, newId("void"))

  it.each(["started", "issued", "failed", "expired", "captured", "voided", "refunded"] as const)(
    "of a trade that is %s does nothing, and says so by its state",
    async (state) => {
      const trade = await paid({}, { state })
      expect(await released(trade)).toMatchObject({ state })
      expect(trade.bank.heard).toEqual([])
    },
  )

  it("of a reserved card gives it free, once", async () => {
    const trade = await paid({}, { state: "authorized" })
    expect(await released(trade)).toMatchObject({ state: "voided" })
    expect(await released(trade)).toMatchObject({ state: "voided" })
    expect(trade.bank.heard).toEqual(["void"])
  })

  it("whose reply was lost is looked up", async () => {
    const trade = await paid({}, { state: "authorized" })
    trade.bank.faults.set("void", ["lose"])
    await expect(released(trade)).rejects.toMatchObject({ kind: "unreachable" })
    expect(await released(trade)).toMatchObject({ state: "voided" })
    expect(trade.bank.heard).toEqual(["void", "query"])
  })
})

describe("a release while the order is being changed, which Medusa cannot cancel then", () => {
  it("is refused before the bank is asked, and made once the change is over", async () => {
    const trade = await booked(place.shop, { state: "authorized" })
    const orderId = await addOrder(place.shop, trade)
    await openChange(place.shop, trade, "edit")
    const release = () => voidAuthorization(context(), trade.methodAccount, trade.attempt.id, `void ${trade.paymentId}`)
    await expect(release()).rejects.toThrow(/an open order edit .* the card was not released/)
    expect([trade.bank.heard, (await trade.now()).state]).toEqual([[], "authorized"])
    await place.shop.db("order_change").where({ order_id: orderId }).update({ status: "confirmed" })
    expect(await release()).toMatchObject({ state: "voided" })
  })

  it.each(["canceled", "draft"])("is made for an order that is %s, whatever was open", async (status) => {
    const trade = await booked(place.shop, { state: "authorized" })
    await addOrder(place.shop, trade, status)
    await openChange(place.shop, trade, "transfer")
    const released = await voidAuthorization(context(), trade.methodAccount, trade.attempt.id, newId("void"))
    expect(released).toMatchObject({ state: "voided" })
  })
})
