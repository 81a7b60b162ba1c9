import { beforeAll, beforeEach, describe, expect, it } from "vitest"
import { LedgerReader } from "../../../src/modules/ledger/reader"
import type { Actor, Attempt } from "../../../src/modules/ledger/records"
import { actorOf, withMedusasActors } from "../../../src/payments/staff/actor"
import { resolveAlarm } from "../../../src/payments/staff/alarms"
import { addNote } from "../../../src/payments/staff/notes"
import { queryNow } from "../../../src/payments/staff/query-now"
import { refundUnmatched } from "../../../src/payments/staff/refund-unmatched"
import { twd } from "../../../src/toolkit/twd"
import { type Bank, openBank } from "../../fake-bank"
import { methodAccountAt } from "../../fake-gateway"
import { inBoth } from "../../in-both"
import { containerOf } from "../../shop-container"
import { addSession, alarmsOf, eventsOf, newAttempt, newId, operationsOf, useShop } from "../../shop-database"

const place = useShop()
const PROVIDER = "pp_fake-card_main"
const AMY: Actor = { id: newId("user"), name: "Amy Chen" }
const WANG: Actor = { id: newId("user"), name: "王小明" }

let bank: Bank
beforeEach(async () => {
  bank = await openBank()
})
beforeAll(async () => {
  await place.shop.db("user").insert([
    { id: AMY.id, first_name: "Amy", last_name: "Chen", email: `${AMY.id}@shop.tw` },
    { id: WANG.id, first_name: "小明", last_name: "王", email: `${WANG.id}@shop.tw` },
  ])
})

const container = () => containerOf(place.shop, PROVIDER, methodAccountAt(bank))
const staff = (id: string) => actorOf(container(), { actor_id: id, actor_type: "user" })

describe("who does something", () => {
  it("has the name of that moment, in the order of its language; else the address", async () => {
    expect([await staff(AMY.id), await staff(WANG.id)]).toEqual([AMY, WANG])
    const id = newId("user")
    await place.shop.db("user").insert({ id, email: `${id}@shop.tw` })
    expect(await staff(id)).toEqual({ id, name: `${id}@shop.tw` })
    expect(await staff("user_gone")).toEqual({ id: "user_gone", name: "user_gone" })
  })

  it("may be a program with a secret key, which has a title", async () => {
    const id = newId("apk")
    const key = { token: id, salt: "s", redacted: "sk", type: "secret", created_by: "x" }
    await place.shop.db("api_key").insert({ id, title: "ERP", ...key })
    expect(await actorOf(container(), { actor_id: id, actor_type: "api-key" })).toEqual({ id, name: "ERP" })
  })
})

/** Money that came for an order that is paid already. */
async function stray(): Promise<Attempt> {
  const { ledger } = place.shop.context
  const opened = await ledger.open(newAttempt({ session_id: await addSession(place.shop, "1000") }))
  const paid = { state: "captured", captured_amount: twd(1000), applied_at: new Date() } as const
  const attempt = await ledger.change(opened, { ...paid, unmatched: "second_payment" })
  if (!attempt) throw new Error("the attempt changed meanwhile")
  bank.know({ tradeNo: attempt.trade_no, amount: attempt.amount, state: "captured" })
  const about = { attempt_id: attempt.id, subject: attempt.id, amount: 1000, order_id: null }
  await ledger.raise({ kind: "second_payment", detail: inBoth("twice"), ...about })
  return attempt
}

describe("what staff do bears their name", () => {
  it("a refund: operation, event and the end of the alarm", async () => {
    const attempt = await stray()
    await refundUnmatched(container(), attempt.id, AMY)
    expect(await operationsOf(place.shop, attempt)).toMatchObject([{ kind: "refund", state: "done", actor: AMY }])
    expect(await eventsOf(place.shop, attempt)).toMatchObject([{ kind: "operation", actor: AMY }])
    expect(await alarmsOf(place.shop, attempt.id)).toMatchObject([
      { resolution: "refunded 1000 TWD", resolved_by: AMY },
    ])
  })

  it("a question, and an alarm's note, which is read again among those that are resolved", async () => {
    const attempt = await stray()
    await queryNow(container(), attempt.id, WANG)
    expect(await eventsOf(place.shop, attempt)).toMatchObject([{ kind: "answer", actor: WANG }])
    const [alarm] = await alarmsOf(place.shop, attempt.id)
    await resolveAlarm(container(), alarm?.id ?? "", "打過電話，另開訂單", AMY)
    await expect(resolveAlarm(container(), alarm?.id ?? "", "again", WANG)).rejects.toThrow(/resolved already/)
    const { rows } = await new LedgerReader(place.shop.db).alarms("resolved", { limit: 1, offset: 0 })
    expect(rows).toMatchObject([{ id: alarm?.id, resolution: "打過電話，另開訂單", resolved_by: AMY }])
  })

  it("a note, word by word, which is erased with the rest", async () => {
    const attempt = await stray()
    const text = "王先生 0912345678 要退款"
    await addNote(container(), attempt.id, text, AMY)
    const note = { kind: "note", actor: AMY, payload: { note: text } }
    expect(await eventsOf(place.shop, attempt)).toMatchObject([note])
    await place.shop.context.ledger.personalData.erase([attempt.id])
    expect(JSON.stringify(await eventsOf(place.shop, attempt))).not.toContain("0912345678")
    await expect(addNote(container(), "tpa_nobody", text, AMY)).rejects.toThrow(/no such payment/)
  })

  it("and what nobody of the staff does bears none", async () => {
    const attempt = await stray()
    const { ledger } = place.shop.context
    const facts = { attempt_id: attempt.id, kind: "refund", idempotency_key: newId("k"), requested: "1" } as const
    await ledger.begin({ ...facts, amount: twd(1) })
    expect(await operationsOf(place.shop, attempt)).toMatchObject([{ actor: null }])
  })

  it("what a job takes up again stays theirs", async () => {
    const attempt = await stray()
    const { ledger } = place.shop.context
    const facts = { attempt_id: attempt.id, kind: "refund", idempotency_key: newId("k"), requested: "1" } as const
    const { operation } = await ledger.by(AMY).begin({ ...facts, amount: twd(1) })
    const unknown = await ledger.finish(operation, { state: "unknown" })
    if (unknown) await ledger.operations.restart(unknown)
    expect(await operationsOf(place.shop, attempt)).toMatchObject([{ actor: AMY, tries: 2 }])
  })
})

describe("what was asked for in Medusa's own pages", () => {
  it("is theirs whom Medusa's row names", async () => {
    const attempt = await stray()
    const { db, context } = place.shop
    const payment = newId("pay")
    const money = { currency_code: "twd", amount: 1000, raw_amount: JSON.stringify({ value: "1000" }) }
    const { payment_collection_id } = await db("payment_session").where({ id: attempt.session_id }).first()
    const session = { payment_session_id: attempt.session_id, payment_collection_id, provider_id: PROVIDER }
    await db("payment").insert({ id: payment, ...money, ...session })
    const medusa_id = newId("ref")
    const sum = { amount: 300, raw_amount: JSON.stringify({ value: "300" }) }
    await db("refund").insert({ id: medusa_id, payment_id: payment, created_by: WANG.id, ...sum })
    const facts = { attempt_id: attempt.id, kind: "refund", idempotency_key: medusa_id, medusa_id } as const
    await context.ledger.begin({ ...facts, amount: twd(300), requested: "300" })
    const operations = await operationsOf(place.shop, attempt)
    expect(await withMedusasActors(container(), operations)).toMatchObject([{ medusa_id, actor: WANG }])
  })
})
