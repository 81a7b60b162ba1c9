import { describe, expect, it } from "vitest"
import type { AlarmKind, Attempt } from "../../../src/modules/ledger/records"
import { resolveIfGone } from "../../../src/payments/operations/gone"
import { refundUnmatched } from "../../../src/payments/staff/refund-unmatched"
import { twd } from "../../../src/toolkit/twd"
import { inBoth } from "../../in-both"
import { containerOf } from "../../shop-container"
import { addSession, alarmsOf, newId, operationsOf, useShop } from "../../shop-database"
import { type Paid, paidTrade } from "../paid-trade"

const place = useShop()
const context = () => place.shop.context
const LIN = { id: "user_lin", name: "Lin" }

/** Money in no order, which staff may give back from the page. */
async function stray(more: Partial<Attempt> = {}): Promise<Paid> {
  const session_id = await addSession(place.shop, "1000")
  return paidTrade(place.shop, {}, { session_id, ...more })
}

const containerFor = ({ attempt, methodAccount }: Paid) => containerOf(place.shop, attempt.provider_id, methodAccount)

async function alarm({ attempt }: Paid, kind: AlarmKind, subject = newId("subject"), amount = 1000): Promise<string> {
  await context().ledger.raise({ kind, attempt_id: attempt.id, subject, amount, detail: inBoth("x"), order_id: null })
  return subject
}

async function isOpen(subject: string): Promise<boolean> {
  return (await alarmsOf(place.shop, subject)).some(({ resolved_at }) => resolved_at === null)
}

describe("the alarm of a refund that was not made", () => {
  it("is not over because a smaller part went back; it is once all has", async () => {
    const trade = await stray()
    const subject = await alarm(trade, "not_refunded")
    await trade.refund(300)
    expect(await isOpen(subject)).toBe(true)
    await trade.refund(700)
    expect(await alarmsOf(place.shop, subject)).toMatchObject([{ resolution: "refunded" }])
  })

  it("is over once just its amount went back, and another one's stays", async () => {
    const trade = await stray()
    const [own, other] = [
      await alarm(trade, "not_refunded", newId("op"), 300),
      await alarm(trade, "not_refunded", newId("op"), 400),
    ]
    await trade.refund(300)
    expect([await isOpen(own), await isOpen(other)]).toEqual([false, true])
  })
})

describe("of two refunds of one sum that were not made", () => {
  it("one is over when that sum went back once, and both are when it did twice", async () => {
    const trade = await stray()
    const subjects = [
      await alarm(trade, "not_refunded", newId("op"), 300),
      await alarm(trade, "not_refunded", newId("op"), 300),
    ]
    const open = async () => (await Promise.all(subjects.map(isOpen))).filter(Boolean).length
    await trade.refund(300)
    expect(await open()).toBe(1)
    await trade.refund(300)
    expect(await open()).toBe(0)
  })
})

describe("of two refunds that the gateway did not carry out", () => {
  it("the one that is asked for again takes the other's alarm from nobody", async () => {
    const trade = await stray()
    const at = new Date().toISOString()
    for (const amount of [300, 200]) {
      const facts = { attempt_id: trade.attempt.id, kind: "refund", idempotency_key: newId("ref") } as const
      const { operation } = await context().ledger.begin({ ...facts, amount: twd(amount), requested: String(amount) })
      await context().ledger.finish(operation, { state: "failed", sent_at: null })
      await alarm(trade, "not_carried_out", `${operation.id} ${at}`, amount)
    }
    await refundUnmatched(containerFor(trade), trade.attempt.id, LIN)
    const operations = await operationsOf(place.shop, trade.attempt)
    expect(operations.map(({ amount, state }) => [amount, state])).toEqual([
      [300, "done"],
      [200, "failed"],
    ])
    expect(await Promise.all(operations.map(({ id }) => isOpen(id)))).toEqual([false, true])
  })
})

describe("when nothing of a payment is left", () => {
  const STAY: AlarmKind[] = [
    ...(["refund_returned", "refund_undone", "chargeback", "not_booked", "account_gone"] as const),
    ...(["payout_differs", "expired_unpaid", "released_unpaid", "shipped_unpaid"] as const),
  ]
  const OVER: AlarmKind[] = [
    ...(["second_payment", "canceled_order", "deleted_session", "wrong_amount", "not_refunded"] as const),
    ...(["not_applied", "refunded_elsewhere", "amount_changed", "not_carried_out"] as const),
  ]

  it.each(STAY)("an alarm %s is true all the same", async (kind) => {
    const trade = await stray()
    const subject = await alarm(trade, kind)
    await trade.refund(1000)
    await resolveIfGone(context(), trade.attempt.id)
    expect(await isOpen(subject)).toBe(true)
  })

  it.each(OVER)("an alarm %s is over", async (kind) => {
    const trade = await stray()
    const subject = await alarm(trade, kind)
    await trade.refund(1000)
    await resolveIfGone(context(), trade.attempt.id)
    expect(await isOpen(subject)).toBe(false)
  })
})
