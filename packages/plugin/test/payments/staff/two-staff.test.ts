import { expect, it } from "vitest"
import type { Alarm } from "../../../src/modules/ledger/records"
import { assignAlarm, listAlarms, resolveAlarm } from "../../../src/payments/staff/alarms"
import { withWhoWasFirst } from "../../../src/payments/staff/who-was-first"
import { PaymentError } from "../../../src/toolkit/payment-error"
import { twd } from "../../../src/toolkit/twd"
import { methodAccountAt } from "../../fake-gateway"
import { inBoth } from "../../in-both"
import { containerOf } from "../../shop-container"
import { newAttempt, newId, useShop } from "../../shop-database"

const place = useShop()
const LIN = { id: "user_lin", name: "Lin" }
const WANG = { id: "user_wang", name: "Wang" }
const container = () => containerOf(place.shop, "pp_fake-card_main", methodAccountAt({ url: "http://127.0.0.1:9" }))

async function anAlarm(): Promise<Alarm> {
  const attempt = await place.shop.context.ledger.open(newAttempt())
  const about = { attempt_id: attempt.id, subject: attempt.id, amount: 1, order_id: null }
  const alarm = await place.shop.context.ledger.raise({ kind: "second_payment", detail: inBoth("twice"), ...about })
  if (!alarm) throw new Error("no alarm")
  return alarm
}

/** Those who won, and what the others were told. */
async function race(...attempts: Promise<Alarm>[]) {
  const ended = await Promise.allSettled(attempts)
  return {
    won: ended.flatMap((each) => (each.status === "fulfilled" ? [each.value] : [])),
    told: ended.flatMap((each) => (each.status === "rejected" ? [String(each.reason.message)] : [])),
  }
}

it("of two who resolve an alarm one wins, and the other reads who did it and what was done", async () => {
  const { id } = await anAlarm()
  const { won, told } = await race(
    resolveAlarm(container(), id, "Lin called the buyer.", LIN),
    resolveAlarm(container(), id, "Wang called the buyer.", WANG),
  )
  expect([won.length, told.length]).toEqual([1, 1])
  const winner = won[0]?.resolved_by?.name
  expect(told[0]).toContain(`resolved already, by ${winner}.`)
  expect(told[0]).toContain(`${winner} called the buyer.`)
})

it("of two who take an alarm one wins, and the other reads whose it is", async () => {
  const { id } = await anAlarm()
  const { won, told } = await race(
    assignAlarm(container(), id, { to: LIN.id, from: null }, LIN),
    assignAlarm(container(), id, { to: WANG.id, from: null }, WANG),
  )
  expect([won.length, told.length]).toEqual([1, 1])
  expect(won[0]?.assigned_by).toEqual(won[0]?.assigned_to)
  expect(told[0]).toContain(`${won[0]?.assigned_to?.name} has taken this alarm`)
})

it("is given away by who sees whose it is, with who gave it, and given back to nobody", async () => {
  const { id } = await anAlarm()
  await place.shop.db("user").insert({ id: "user_chen", first_name: "Chen", email: "chen@example.com" })
  await assignAlarm(container(), id, { to: LIN.id, from: null }, LIN)
  const given = await assignAlarm(container(), id, { to: "user_chen", from: LIN.id }, LIN)
  expect(given).toMatchObject({ assigned_to: { id: "user_chen", name: "Chen" }, assigned_by: LIN })
  const late = assignAlarm(container(), id, { to: WANG.id, from: LIN.id }, WANG)
  await expect(late).rejects.toThrow(/Lin has given this alarm to Chen/)
  const free = await assignAlarm(container(), id, { to: null, from: "user_chen" }, WANG)
  expect(free).toMatchObject({ assigned_to: null, assigned_by: null, assigned_at: null })
})

it("cannot be given to strangers, nor when it is over, nor when there is none", async () => {
  const { id } = await anAlarm()
  const give = (alarm: string, to: string) => assignAlarm(container(), alarm, { to, from: null }, LIN)
  await expect(give(id, "user_nobody")).rejects.toThrow(/no such member/)
  await resolveAlarm(container(), id, "done", WANG)
  await expect(give(id, LIN.id)).rejects.toThrow(/resolved already, by Wang/)
  await expect(give("tpx_nobody", LIN.id)).rejects.toMatchObject({ type: "not_found" })
})

it("is found among those of its owner alone", async () => {
  const owner = { id: newId("user"), name: "Mei" }
  const { id } = await anAlarm()
  await assignAlarm(container(), id, { to: owner.id, from: null }, owner)
  const { rows, count } = await listAlarms(container(), "open", { limit: 10, offset: 0 }, owner.id)
  expect([count, rows.map((row) => row.id)]).toEqual([1, [id]])
})

it("tells subscribers once that it is over, whoever resolved it", async () => {
  const { id } = await anAlarm()
  await resolveAlarm(container(), id, "done", LIN)
  const told = place.shop.emitted.filter(({ name }) => name === "taiwan_payments.alarm_resolved")
  expect(told.filter(({ data }) => (data as { id: string }).id === id)).toHaveLength(1)
})

it("a refusal says who of the staff was first, where somebody was just now", async () => {
  const { ledger } = place.shop.context
  const attempt = await ledger.open(newAttempt())
  const refusal = new PaymentError("refused", { en: "There is no money to give back.", "zh-TW": "沒有可退的款項。" })
  expect(await withWhoWasFirst(container(), attempt.id, refusal)).toBe(refusal)
  const wanted = { attempt_id: attempt.id, kind: "refund", idempotency_key: newId("key"), amount: twd(1280) } as const
  const { operation } = await ledger.by(LIN).begin({ ...wanted, requested: "1280" })
  expect(await withWhoWasFirst(container(), attempt.id, refusal), "under way is not done").toBe(refusal)
  await ledger.by(LIN).finish(operation, { state: "done" })
  const told = await withWhoWasFirst(container(), attempt.id, refusal)
  expect(told).toMatchObject({
    facts: {
      words: {
        en: "There is no money to give back. Lin has just done this: refund of 1280 TWD.",
        "zh-TW": "沒有可退的款項。Lin 剛才已退款 NT$1,280。",
      },
    },
  })
  const silence = new PaymentError("unreachable", "no answer")
  expect(await withWhoWasFirst(container(), attempt.id, silence)).toBe(silence)
  await place.shop
    .db("taiwan_payment_operation")
    .where({ id: operation.id })
    .update({ updated_at: new Date(0) })
  expect(await withWhoWasFirst(container(), attempt.id, refusal)).toBe(refusal)
})
