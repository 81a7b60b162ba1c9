import { describe, expect, it } from "vitest"
import { writeManualRefund } from "../../../src/payments/operations/manual"
import { refund } from "../../../src/payments/operations/refund"
import { twd } from "../../../src/toolkit/twd"
import { methodAccountAt } from "../../fake-gateway"
import { newId, operationsOf, useShop } from "../../shop-database"
import { type Paid, paidTrade, type WantedTrade } from "../paid-trade"

const place = useShop()
const context = () => place.shop.context
const paid = (...more: WantedTrade) => paidTrade(place.shop, ...more)

/** No call of before can be under way any more. */
async function minutesLater({ attempt }: Paid, minutes = 4): Promise<void> {
  const past = new Date(Date.now() - minutes * 60_000)
  const operations = place.shop.db("taiwan_payment_operation").where({ attempt_id: attempt.id })
  await operations.update({ started_at: past, sent_at: past })
}

describe("a refund whose reply was lost", () => {
  it("is not known to be done, and blocks every other amount", async () => {
    const trade = await paid()
    trade.bank.faults.set("refund", ["lose"])
    await expect(trade.refund(300)).rejects.toMatchObject({ kind: "unreachable" })
    expect(await operationsOf(place.shop, trade.attempt)).toMatchObject([{ state: "unknown" }])
    await expect(trade.refund(200)).rejects.toThrow("An earlier refund of 300 TWD has no answer yet.")
    expect(await trade.now()).toMatchObject({ refunded_amount: 0 })
  })

  it("after it was done is found, not repeated", async () => {
    const trade = await paid()
    trade.bank.faults.set("refund", ["lose"])
    await expect(trade.refund(300)).rejects.toThrow()
    expect(await trade.refund(300)).toMatchObject({ refunded_amount: 300 })
    expect(trade.bank.heard).toEqual(["refund", "query"])
    expect(trade.refunded()).toBe(300)
    expect(await operationsOf(place.shop, trade.attempt)).toMatchObject([{ state: "done" }])
  })

  it("is found beside what staff transferred themselves, which stands in no books of the gateway's", async () => {
    const trade = await paid()
    await writeManualRefund(context(), trade.attempt.id, twd(400), "wire 1")
    await trade.refund(400)
    trade.bank.faults.set("refund", ["lose"])
    await expect(trade.refund(300)).rejects.toThrow()
    expect(await trade.refund(300)).toMatchObject({ refunded_amount: 700 })
    expect(trade.refunded()).toBe(300)
  })

  it.each(["cut", "garbage"] as const)(
    "and that is not in the books (%s) may still be made: it is looked for at once, and asked for again later",
    async (fault) => {
      const trade = await paid()
      trade.bank.faults.set("refund", [fault])
      await expect(trade.refund(300)).rejects.toThrow()
      const again = trade.refund(300)
      await expect(again).rejects.toMatchObject({ kind: "refused", message: expect.stringContaining("three minutes") })
      expect(trade.bank.heard).toEqual(["refund", "query"])
      expect(await operationsOf(place.shop, trade.attempt)).toMatchObject([{ state: "unknown" }])
      await minutesLater(trade)
      expect(await trade.refund(300)).toMatchObject({ refunded_amount: 300 })
      expect(trade.bank.heard).toEqual(["refund", "query", "query", "refund"])
      expect(trade.refunded()).toBe(300)
      expect(await operationsOf(place.shop, trade.attempt)).toMatchObject([{ state: "done" }])
    },
  )

  it("and that turns out not made has the books looked at: its first step may have undone a closing", async () => {
    const trade = await paid()
    trade.bank.faults.set("refund", ["garbage"])
    await expect(trade.refund(300)).rejects.toThrow()
    await place.shop.db("taiwan_payment_attempt").where({ id: trade.attempt.id }).update({ balance_check_at: null })
    await minutesLater(trade, 20)
    expect(await trade.refund(200)).toMatchObject({ refunded_amount: 200 })
    expect((await trade.now()).balance_check_at).toEqual(expect.any(Date))
  })

  it("and that the bank makes late, after it was looked for, is made once", async () => {
    const trade = await paid()
    trade.bank.faults.set("refund", ["garbage"])
    await expect(trade.refund(300)).rejects.toThrow()
    await expect(trade.refund(300)).rejects.toMatchObject({ kind: "refused" })
    const there = trade.bank.trades.get(trade.attempt.trade_no)
    if (there) there.refunded += 300
    expect(await trade.refund(300)).toMatchObject({ refunded_amount: 300 })
    expect(trade.refunded()).toBe(300)
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

  it("and that the bank refuses afterwards, since it was made and is in no books yet, is found later", async () => {
    const trade = await paid()
    trade.bank.faults.set("refund", ["garbage", "refuse"])
    await expect(trade.refund(300)).rejects.toThrow()
    await minutesLater(trade)
    await expect(trade.refund(300)).rejects.toMatchObject({ kind: "refused" })
    expect(await operationsOf(place.shop, trade.attempt)).toMatchObject([{ state: "unknown" }])
    await expect(trade.refund(200)).rejects.toMatchObject({ kind: "refused" })
    const there = trade.bank.trades.get(trade.attempt.trade_no)
    if (there) there.refunded += 300
    expect(await trade.refund(300)).toMatchObject({ refunded_amount: 300 })
    expect(trade.refunded()).toBe(300)
  })

  it("and that the bank refuses once it would be in the books is over", async () => {
    const trade = await paid()
    trade.bank.faults.set("refund", ["garbage", "refuse"])
    await expect(trade.refund(300)).rejects.toThrow()
    await minutesLater(trade, 16)
    await expect(trade.refund(300)).rejects.toMatchObject({ kind: "refused" })
    expect(await operationsOf(place.shop, trade.attempt)).toMatchObject([{ state: "refused" }])
  })

  it("after an earlier one went through is told apart from it", async () => {
    const trade = await paid()
    await trade.refund(300)
    trade.bank.faults.set("refund", ["cut"])
    await expect(trade.refund(300)).rejects.toThrow()
    await minutesLater(trade)
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
