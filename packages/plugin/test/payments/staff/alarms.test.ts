import { describe, expect, it } from "vitest"
import { refuseWhatNoApiDoes } from "../../../src/payments/operations/refundable"
import { listAlarms } from "../../../src/payments/staff/alarms"
import { twd } from "../../../src/toolkit/twd"
import { anAttempt } from "../../an-attempt"
import { CODE, methodAccountAt } from "../../fake-gateway"
import { inBoth } from "../../in-both"
import { containerOf } from "../../shop-container"
import { addSession, newAttempt, newId, useShop } from "../../shop-database"

const place = useShop()
const PROVIDER = "pp_fake-card_main"

describe("an alarm about a wrong amount", () => {
  async function alarmed(isPaidRight: boolean) {
    const { db, context } = place.shop
    const session = await addSession(place.shop, "1000")
    const opened = await context.ledger.open(newAttempt({ session_id: session, method: CODE.id }))
    const paid = { state: "captured", captured_amount: twd(1000), applied_at: new Date() } as const
    await context.ledger.change(opened, isPaidRight ? paid : { ...paid, unmatched: "wrong_amount" })
    const { payment_collection_id } = await db("payment_session").where({ id: session }).first()
    const money = { currency_code: "twd", amount: 1000, raw_amount: JSON.stringify({ value: "1000" }) }
    const of = { payment_session_id: session, payment_collection_id, provider_id: PROVIDER }
    const data = { trade_no: isPaidRight ? opened.trade_no : "another" }
    await db("payment").insert({ id: newId("pay"), ...money, ...of, data })
    const about = { attempt_id: opened.id, subject: opened.id, amount: 999, order_id: null }
    await context.ledger.raise({ kind: "wrong_amount", detail: inBoth("999"), ...about })
    const container = containerOf(place.shop, PROVIDER, methodAccountAt({ url: "http://127.0.0.1:9" }, {}, CODE))
    const { rows } = await listAlarms(container, "open", { limit: 20, offset: 0 })
    return rows.find(({ attempt_id }) => attempt_id === opened.id)
  }

  it("offers to give the money back while no order has it", async () => {
    expect(await alarmed(false)).toMatchObject({ matched: false, refund_by_hand: { up_to: 1000 } })
  })

  it("offers nothing once the right amount is in the order", async () => {
    expect(await alarmed(true)).toMatchObject({ matched: true, refund: null, refund_by_hand: null })
  })
})

describe("a refund that no API makes", () => {
  it("is refused in both languages, with the way to record it", () => {
    const attempt = anAttempt({ method: CODE.id })
    const refuse = () => refuseWhatNoApiDoes(CODE, attempt, attempt.amount)
    expect(refuse).toThrow(
      expect.objectContaining({
        message: expect.stringContaining("Record refund"),
        facts: expect.objectContaining({
          words: expect.objectContaining({ "zh-TW": expect.stringContaining("「登記退款」") }),
        }),
      }),
    )
  })
})

describe("an alarm about a second payment", () => {
  it("leads to the payment that is in the order, and to the gateway's own back office", async () => {
    const { context } = place.shop
    const shared = { session_id: newId("payses"), payment_collection_id: newId("paycol") }
    const [first, declined, second] = [
      await context.ledger.open(newAttempt(shared)),
      await context.ledger.open(newAttempt(shared)),
      await context.ledger.open(newAttempt(shared)),
    ]
    const paid = { state: "captured", captured_amount: twd(1000), paid_at: new Date(), applied_at: new Date() } as const
    await context.ledger.change(declined, { state: "failed" })
    await context.ledger.change(first, paid)
    await context.ledger.change(second, { ...paid, unmatched: "second_payment" })
    const about = { attempt_id: second.id, subject: second.id, amount: 1000, order_id: null }
    await context.ledger.raise({ kind: "second_payment", detail: inBoth("twice"), ...about })
    const url = "http://127.0.0.1:9"
    const container = containerOf(place.shop, PROVIDER, methodAccountAt({ url }))
    const { rows } = await listAlarms(container, "open", { limit: 20, offset: 0 })
    const alarm = rows.find(({ attempt_id }) => attempt_id === second.id)
    expect(alarm).toMatchObject({ twin: { id: first.id, trade_no: first.trade_no }, portal: url })
  })
})
