import { describe, expect, it } from "vitest"
import { tellMorning } from "../../../src/payments/messages/tend-messages"
import { atTaipeiMinute } from "../../../src/toolkit/taipei-time"
import { twd } from "../../../src/toolkit/twd"
import { inBoth } from "../../in-both"
import { newId, useShop } from "../../shop-database"
import { NOWHERE } from "../session-at-bank"
import { ALL, addNumber, type More, mailedOrder, mailingMedusa } from "./mailed-order"

const used = useShop()
const DAY = 86_400_000
const nextDay = (days: number, minute: number) => atTaipeiMinute(new Date(Date.now() + days * DAY), minute)

describe("the morning's digest", () => {
  it("is none while there is nothing to tell", async () => {
    const { medusa, office } = await mailingMedusa(used.shop)
    await tellMorning(medusa.container, nextDay(1, 8 * 60))
    expect(office.sent).toEqual([])
  })

  it("comes at eight in Taipei and not before, once a day to each of the staff", async () => {
    const order = await mailedOrder(used.shop)
    const { container } = order.medusa
    await tellMorning(container, nextDay(2, 8 * 60 - 1))
    expect(order.office.sent).toEqual([])
    for (const minute of [8 * 60, 8 * 60 + 1, 23 * 60]) await tellMorning(container, nextDay(2, minute))
    expect(order.office.sent.map(({ to }) => to)).toEqual(["amy@shop.example", "bo@shop.example"])
  })

  it("says what is open, what ends today, and what came and went yesterday in Taipei", async () => {
    const order = await mailedOrder(used.shop, { state: "failed" })
    const today = atTaipeiMinute(new Date(), 0)
    const paid = { state: "captured", captured_amount: twd(1000) } as const
    await addNumber(used.shop, order.sessionId, { ...paid, paid_at: new Date(today.getTime() - 1) })
    await addNumber(used.shop, order.sessionId, { ...paid, paid_at: new Date(today.getTime() - DAY) })
    await addNumber(used.shop, order.sessionId, { ...paid, paid_at: today })
    await addNumber(used.shop, order.sessionId, { ...paid, paid_at: new Date(today.getTime() - DAY - 1) })
    const about = { attempt_id: order.number.id, subject: "s", amount: 700, order_id: order.orderId }
    await used.shop.context.ledger.raise({ kind: "wrong_amount", detail: inBoth("d"), ...about })
    await tellMorning(order.medusa.container, nextDay(3, 9 * 60))
    const text = order.office.sent[0]?.content?.text ?? ""
    expect(text).toContain("Open alarms: 1")
    expect(text).toContain("Paid yesterday: 2 · NT$2,000")
    expect(text).toMatch(/Wrong amount: #\d+ · NT\$700/)
  })

  it("counts no money of a sandbox in a shop that takes real money, none that was let go, and of a part that part", async () => {
    const order = await mailedOrder(used.shop)
    const { db, context } = used.shop
    const before = new Date(atTaipeiMinute(new Date(), 0).getTime() - DAY)
    await db("taiwan_payment_attempt").update({ environment: "sandbox" })
    await db("taiwan_payment_operation").delete()
    const live = async (more: More) => {
      const { id } = await addNumber(used.shop, order.sessionId, { expires_at: new Date(Date.now() + 60_000), ...more })
      await db("taiwan_payment_attempt").where({ id }).update({ environment: "production" })
      return id
    }
    const part = await live({ state: "captured", captured_amount: twd(600), paid_at: before })
    await live({ state: "voided", paid_at: before })
    await live({ state: "authorized", paid_at: before })
    await live({})
    for (const [attempt_id, amount] of [
      [part, 70],
      [order.number.id, 500],
    ] as const) {
      const refund = { attempt_id, kind: "refund", amount: twd(amount), requested: String(amount) } as const
      const { operation } = await context.ledger.begin({ ...refund, idempotency_key: newId("ref"), medusa_id: null })
      await context.ledger.finish(operation, { state: "done" })
      await db("taiwan_payment_operation").where({ id: operation.id }).update({ created_at: before, sent_at: before })
    }
    const { medusa, office } = await mailingMedusa(used.shop, ALL, NOWHERE, { environment: "production" })
    await tellMorning(medusa.container, nextDay(5, 9 * 60))
    const text = office.sent[0]?.content?.text ?? ""
    expect(text).toContain("Awaited: 1 · NT$1,000")
    expect(text).toContain("Run out today: 1 · NT$1,000")
    expect(text).toContain("Paid yesterday: 2 · NT$1,600")
    expect(text).toContain("Given back yesterday: 1 · NT$70")
  })

  it("is none where it is switched off", async () => {
    const staff = { to: ["amy@shop.example"], digest: false }
    const { medusa, office } = await mailingMedusa(used.shop, { staff })
    await tellMorning(medusa.container, nextDay(4, 9 * 60))
    expect(office.sent).toEqual([])
  })
})
