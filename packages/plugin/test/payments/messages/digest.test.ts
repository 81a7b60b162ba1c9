import { describe, expect, it } from "vitest"
import { tellMorning } from "../../../src/payments/messages/tend-messages"
import { atTaipeiMinute } from "../../../src/toolkit/taipei-time"
import { twd } from "../../../src/toolkit/twd"
import { inBoth } from "../../in-both"
import { useShop } from "../../shop-database"
import { addNumber, mailedOrder, mailingMedusa } from "./mailed-order"

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

  it("is none where it is switched off", async () => {
    const staff = { to: ["amy@shop.example"], digest: false }
    const { medusa, office } = await mailingMedusa(used.shop, { staff })
    await tellMorning(medusa.container, nextDay(4, 9 * 60))
    expect(office.sent).toEqual([])
  })
})
