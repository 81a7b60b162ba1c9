import { randomBytes } from "node:crypto"
import { describe, expect, it } from "vitest"
import type { Attempt, NewAttempt } from "../../../src/modules/ledger/records"
import { bindCard } from "../../../src/payments/checkout/saved-cards"
import { erasePersonalData } from "../../../src/payments/staff/erase"
import { twd } from "../../../src/toolkit/twd"
import { openBank } from "../../fake-bank"
import { methodAccountAt } from "../../fake-gateway"
import { inBoth } from "../../in-both"
import { containerOf } from "../../shop-container"
import { addSession, alarmsOf, eventsOf, newAttempt, newEvent, newId, useShop } from "../../shop-database"

const place = useShop()
const ledger = () => place.shop.context.ledger
const KEYS = [{ id: "key1", bytes: randomBytes(32) }]

const STAFF = { id: "user_1", name: "Amy Chen" }
const PERSON = { card_last4: "4242", payer_account_last5: "54321", authorization_id: "10735183", payment_type: "card" }
const VOUCHER = {
  ...{ kind: "atm" as const, bank_code: "822", bank_name: { en: "CTBC", "zh-TW": "中國信託" }, account: "9103522850" },
  ...{ amount: twd(1000), expires_at: "2026-12-01T00:00:00Z" },
}

/** A paid attempt that tells who paid, with two events and an operation. */
async function paid(more: Partial<NewAttempt> = {}): Promise<Attempt> {
  const return_url = "https://shop.example.tw/payment/return?mail=wang@example.com"
  const opened = await ledger().open(newAttempt({ return_url, ...more }))
  const change = { state: "captured" as const, details: PERSON, voucher: VOUCHER, message: "王小明" }
  await ledger().record(opened, change, newEvent(opened, { payload: { ATMAccNo: "***21" }, message: "王小明" }))
  await ledger().note(newEvent(opened, { payload: { card4no: "4242" } }))
  const facts = { attempt_id: opened.id, kind: "refund" as const, amount: twd(1), requested: "1" }
  const { operation } = await ledger().begin({ ...facts, idempotency_key: newId("key") })
  await ledger().finish(operation, { state: "refused", message: "王小明" })
  const about = { attempt_id: opened.id, subject: opened.id, amount: 1000, order_id: null }
  await ledger().raise({ kind: "second_payment", detail: inBoth("twice"), ...about })
  await ledger().by(STAFF).resolveAlarms(opened.id, "王小明 was called")
  return (await ledger().attempt(opened.id)) ?? opened
}

async function everything(attempt: Attempt): Promise<string> {
  const { db } = place.shop
  const operations = await db("taiwan_payment_operation").where({ attempt_id: attempt.id })
  const alarms = await alarmsOf(place.shop, attempt.id)
  return JSON.stringify([await ledger().attempt(attempt.id), await eventsOf(place.shop, attempt), operations, alarms])
}

const isErased = async (attempt: Attempt) =>
  !/\b(?:4242|54321|9103522850)\b|王小明|\*\*\*21|wang/.test(await everything(attempt))

async function age(attempt: Attempt, days: number): Promise<void> {
  const { db } = place.shop
  const created_at = db.raw("now() - make_interval(days => ?)", [days])
  await db("taiwan_payment_attempt").where({ id: attempt.id }).update({ created_at, paid_at: null })
}

/** As rows of an age cannot be made later, of which the trigger sees to. */
async function withOldEvent(days: number): Promise<string> {
  const digest = newId("old")
  const created_at = place.shop.db.raw("now() - make_interval(days => ?)", [days])
  const event = { ...newEvent(null, { digest, message: "王小明" }), payload: JSON.stringify({ a: "王小明" }) }
  await place.shop.db("taiwan_payment_event").insert({ id: newId("tpe"), ...event, created_at })
  return digest
}

const eventUnder = async (digest: string) => place.shop.db("taiwan_payment_event").where({ digest }).first()

describe("after the shop's retention", () => {
  it("nothing tells of a person any more; digest, decision and what a refund needs stay", async () => {
    const attempt = await paid()
    const before = await eventsOf(place.shop, attempt)
    await age(attempt, 800)
    expect(await isErased(attempt)).toBe(false)
    await ledger().personalData.eraseOlderThan(730, 100)
    expect(await isErased(attempt)).toBe(true)
    const after = await eventsOf(place.shop, attempt)
    expect(after.map(({ digest, verdict, state, amount }) => [digest, verdict, state, amount])).toEqual(
      before.map(({ digest, verdict, state, amount }) => [digest, verdict, state, amount]),
    )
    expect(await ledger().attempt(attempt.id)).toMatchObject({
      ...{ state: "captured", amount: 1000, trade_no: attempt.trade_no, voucher: null },
      ...{ details: { authorization_id: "10735183", payment_type: "card" }, erased_at: expect.any(Date) },
      return_url: "https://shop.example.tw/payment/return",
    })
  })

  it("what is younger is left, and a stranger's message goes by its own age", async () => {
    const young = await paid()
    await age(young, 700)
    const [old, recent] = [await withOldEvent(731), await withOldEvent(700)]
    await ledger().personalData.eraseOlderThan(730, 100)
    expect(await isErased(young)).toBe(false)
    expect(await eventUnder(old)).toMatchObject({ payload: {}, message: null, verdict: "accepted", digest: old })
    expect(await eventUnder(recent)).toMatchObject({ message: "王小明", erased_at: null })
  })

  it("goes on where a run ended, and erases nothing twice", async () => {
    const all = [await paid(), await paid(), await paid()]
    for (const attempt of all) await age(attempt, 800)
    for (let run = 0; run < 3; run += 1) await ledger().personalData.eraseOlderThan(730, 1)
    expect(await Promise.all(all.map(isErased))).toEqual([true, true, true])
    expect(await ledger().personalData.eraseOlderThan(730, 100)).toBe(0)
  })

  it.each([
    ["awaited", { state: "issued" as const }],
    ["only authorised", { state: "authorized" as const }],
    ["to be applied", { apply_at: new Date() }],
    ["to be asked about", { query_at: new Date() }],
  ])("what is still %s is left", async (_what, change) => {
    const attempt = await paid()
    await ledger().change(attempt, change)
    await age(attempt, 800)
    await ledger().personalData.eraseOlderThan(730, 100)
    expect(await ledger().attempt(attempt.id)).toMatchObject({ voucher: VOUCHER, erased_at: null })
  })

  it("counts of refusals go as well", async () => {
    const { db } = place.shop
    const key = { gateway: "fake", environment: "sandbox" as const, merchant: newId("M"), provider: "fake-card" }
    await ledger().refusals.add({
      ...{ ...key, kind: "notice", verdict: "forged", count: 3 },
      ...{ last_digest: "x", last_bytes: 1 },
    })
    await db("taiwan_payment_refusal")
      .where(key)
      .update({ hour: db.raw("now() - interval '731 days'") })
    await ledger().personalData.eraseOlderThan(730, 100)
    expect(await db("taiwan_payment_refusal").where(key)).toEqual([])
  })
})

describe("on request", () => {
  async function shopWith(options = {}) {
    const bank = await openBank()
    const methodAccount = methodAccountAt(bank, { takesTokens: true, cardKeys: KEYS, ...options })
    return { bank, methodAccount, container: containerOf(place.shop, "pp_fake-card_main", methodAccount) }
  }

  async function orderOf(customer_id: string | null): Promise<string> {
    const id = newId("order")
    await place.shop.db("order").insert({ id, customer_id, currency_code: "twd" })
    return id
  }

  async function link(order_id: string): Promise<string> {
    const sessionId = await addSession(place.shop, "1000")
    const { payment_collection_id } = await place.shop.db("payment_session").where({ id: sessionId }).first()
    await place.shop.db("order_payment_collection").insert({ id: newId("link"), order_id, payment_collection_id })
    return payment_collection_id
  }

  it("of an order, all its attempts, by whichever link, and nobody else's", async () => {
    const { container } = await shopWith()
    const order_id = await orderOf(null)
    const byCollection = await paid({ payment_collection_id: await link(order_id) })
    const byOrder = await paid()
    await ledger().change(byOrder, { order_id })
    const other = await paid()
    const { erased, open, cards } = await erasePersonalData(container, { order_id })
    expect([[...erased].sort(), open, cards]).toEqual([[byCollection.id, byOrder.id].sort(), [], 0])
    expect(await Promise.all([byCollection, byOrder, other].map(isErased))).toEqual([true, true, false])
  })

  it("of a customer, with cards, which their gateway forgets first; what is open is named", async () => {
    const { bank, container, methodAccount } = await shopWith()
    const customer_id = newId("cus")
    const ended = await paid({ payment_collection_id: await link(await orderOf(customer_id)) })
    const open = await paid({ payment_collection_id: await link(await orderOf(customer_id)) })
    await ledger().change(open, { state: "authorized" })
    await bindCard(place.shop.context, methodAccount, customer_id, "t", { email: null, name: null, phone: null })
    expect(bank.cards.size).toBe(1)
    expect(await erasePersonalData(container, { customer_id })).toEqual({
      ...{ erased: [ended.id], open: [open.id], cards: 1 },
    })
    expect(bank.cards.size).toBe(0)
    expect(await place.shop.db("taiwan_payment_card").where({ customer_id })).toEqual([])
    expect([await isErased(ended), await isErased(open)]).toEqual([true, false])
  })
})
