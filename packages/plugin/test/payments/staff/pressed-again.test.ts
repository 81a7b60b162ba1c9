import { describe, expect, it } from "vitest"
import type { Attempt } from "../../../src/modules/ledger/records"
import { capture } from "../../../src/payments/operations/capture"
import type { Seen } from "../../../src/payments/staff/pressed-again"
import { refundUnmatched } from "../../../src/payments/staff/refund-unmatched"
import { twd } from "../../../src/toolkit/twd"
import { fakeMedusa } from "../../fake-medusa"
import { containerOf } from "../../shop-container"
import { addSession, newId, operationsOf, useShop } from "../../shop-database"
import { addOrder, addRow, booked } from "../booked-trade"
import { paidTrade } from "../paid-trade"

const place = useShop()
const LIN = { id: "user_lin", name: "Lin" }
const OF_1000: Seen = { kind: "refund", up_to: 1000, whole: false }

/** Money in no order, and a press of its button on a form that showed this. */
async function stray(more: Partial<Attempt> = {}) {
  const trade = await paidTrade(place.shop, {}, { session_id: await addSession(place.shop, "1000"), ...more })
  const container = containerOf(place.shop, trade.attempt.provider_id, trade.methodAccount)
  const press = (amount?: number, seen?: Seen) => refundUnmatched(container, trade.attempt.id, LIN, { amount, seen })
  return { trade, press }
}

describe("a form whose answer was lost, and that is pressed again,", () => {
  it("gives a part back once; a form that showed the rest gives it back anew", async () => {
    const { trade, press } = await stray()
    await press(300, OF_1000)
    await press(300, OF_1000)
    expect([trade.refunded(), (await trade.now()).refunded_amount]).toEqual([300, 300])
    await press(300, { ...OF_1000, up_to: 700 })
    expect(trade.refunded()).toBe(600)
  })

  it("is another movement than that of a second form that shows the same", async () => {
    const { trade, press } = await stray()
    for (const form of ["lin's", "chen's", "lin's"]) await press(300, { ...OF_1000, form })
    expect([trade.refunded(), (await trade.now()).refunded_amount]).toEqual([600, 600])
  })

  it("gives a part back with each press that does not say what it saw", async () => {
    const { trade, press } = await stray()
    await press(300)
    await press(300)
    expect(trade.refunded()).toBe(600)
  })

  it("is answered as at first, though nothing is left by now", async () => {
    const { trade, press } = await stray()
    await press(1000, OF_1000)
    await expect(press(1000, OF_1000)).resolves.toBeUndefined()
    await expect(press(1000)).rejects.toThrow(/no money to give back/)
    expect(trade.refunded()).toBe(1000)
  })

  it("finds what a job looked up meanwhile", async () => {
    const { trade, press } = await stray()
    trade.bank.faults.set("refund", ["lose"])
    await expect(press(300, OF_1000)).rejects.toThrow()
    const [lost] = await operationsOf(place.shop, trade.attempt)
    await trade.refund(300, lost?.idempotency_key)
    await press(300, OF_1000)
    expect([trade.refunded(), (await trade.now()).refunded_amount]).toEqual([300, 300])
  })

  it("books on a cancelled order's payment what an earlier press had not come to", async () => {
    const trade = await booked(place.shop)
    await addOrder(place.shop, trade, "canceled")
    await addRow(place.shop, "capture", trade, 1000)
    const { container } = fakeMedusa(place.shop, trade.attempt.provider_id, trade.methodAccount)
    const asked: unknown[] = []
    let fails = true
    const refundPayment = async ({ amount }: { amount: number }) => {
      if (fails) throw new Error("Medusa is away")
      asked.push(amount)
    }
    Object.assign(container.resolve("payment"), { refundPayment })
    const press = () => refundUnmatched(container, trade.attempt.id, LIN, { amount: 300, seen: OF_1000 })
    await expect(press()).rejects.toThrow("Medusa is away")
    fails = false
    await press()
    expect([trade.refunded(), asked]).toEqual([300, [300]])
  })

  it("makes what was not carried out once more, and no refund of the rest beside it", async () => {
    const { trade, press } = await stray()
    const { ledger } = place.shop.context
    const facts = { attempt_id: trade.attempt.id, kind: "refund", idempotency_key: newId("ref") } as const
    const { operation } = await ledger.begin({ ...facts, amount: twd(300), requested: "300" })
    await ledger.finish(operation, { state: "failed", sent_at: null })
    const again = { kind: "refund", up_to: 300, whole: true } as const
    await press(300, again)
    await press(300, again)
    expect(trade.refunded()).toBe(300)
  })

  it("captures what was not captured, and gives nothing of it back", async () => {
    const { trade, press } = await stray({ state: "authorized" })
    const { ledger } = place.shop.context
    const key = newId("capt")
    const facts = { attempt_id: trade.attempt.id, kind: "capture", idempotency_key: key } as const
    const { operation } = await ledger.begin({ ...facts, amount: twd(1000), requested: "1000" })
    await ledger.finish(operation, { state: "failed", sent_at: null })
    const again = { kind: "capture", up_to: 1000, whole: true } as const
    await press(1000, again)
    await press(1000, again)
    expect([trade.refunded(), (await trade.now()).state]).toEqual([0, "captured"])
  })

  it("releases a card once; one that was captured meanwhile it does not refund", async () => {
    const release = { kind: "release", up_to: 1000, whole: true } as const
    const released = await stray({ state: "authorized" })
    await released.press(1000, release)
    await released.press(1000, release)
    expect((await released.trade.now()).state).toBe("voided")
    const { trade, press } = await stray({ state: "authorized" })
    const { attempt, methodAccount } = trade
    await capture(place.shop.context, methodAccount, attempt.id, { key: newId("capt"), amount: "1000" })
    await expect(press(1000, release)).rejects.toThrow(/changed meanwhile/)
    expect(trade.refunded()).toBe(0)
  })
})
