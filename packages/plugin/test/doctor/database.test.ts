import { beforeEach, describe, expect, it } from "vitest"
import { isSeen, type LedgerFacts } from "../../src/doctor/facts"
import { databaseFacts } from "../../src/doctor/gather/database"
import { readStoreConfig } from "../../src/doctor/gather/medusa-config"
import type { NewAttempt } from "../../src/modules/ledger/records"
import { newAttempt, newEvent, newId, useShop } from "../shop-database"

const place = useShop()
const account = { gatewayId: "fake", environment: "sandbox", merchant: "M1" } as const

beforeEach(async () => {
  const { db } = place.shop
  for (const table of ["job", "outbox", "refusal"]) await db(`taiwan_payment_${table}`).delete()
  await db("taiwan_payment_attempt").update({ apply_at: null })
})

async function look(config: unknown = {}) {
  const facts = await databaseFacts(place.shop.db, readStoreConfig(config), [account])
  if (!isSeen(facts)) throw new Error(facts.unseen)
  return facts
}

async function ledger(): Promise<LedgerFacts> {
  const { ledger: facts } = await look()
  if (!facts) throw new Error("the ledger was not looked at")
  return facts
}

async function paid(more: Partial<NewAttempt> = {}, row: object = {}) {
  const attempt = await place.shop.context.ledger.open(newAttempt(more))
  await place.shop
    .db("taiwan_payment_attempt")
    .where({ id: attempt.id })
    .update({ state: "captured", ...row })
  return attempt
}

const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000)

describe("the database, as the doctor finds it", () => {
  it("tells its clock, its connections and the pool that Medusa has of them", async () => {
    const projectConfig = { databaseDriverOptions: { pool: { max: 33 } } }
    const facts = await look({ projectConfig })
    expect(Math.abs(facts.skewMs)).toBeLessThan(5_000)
    expect(facts.connections.allowed).toBeGreaterThan(10)
    expect(facts.connections.poolMax).toBe(33)
    expect((await look()).connections.poolMax).toBe(10)
  })

  it("tells regions with what they offer, and enabled providers of our gateways alone", async () => {
    const { db } = place.shop
    const [region] = await db("region")
      .insert({ id: newId("reg"), name: "離島", currency_code: "twd" })
      .returning("*")
    await db("payment_provider").insert({ id: "pp_payuni-credit_old", is_enabled: true })
    await db("payment_provider").insert({ id: "pp_stripe_old", is_enabled: true })
    await db("payment_provider").insert({ id: "pp_payuni_off", is_enabled: false })
    await db("region_payment_provider").insert({
      id: newId("regpp"),
      region_id: region.id,
      payment_provider_id: "pp_payuni-credit_old",
    })
    const { regions, enabledProviders } = await look()
    expect(regions).toContainEqual({
      id: region.id,
      name: "離島",
      currency: "twd",
      providerIds: ["pp_payuni-credit_old"],
    })
    expect(enabledProviders).toContain("pp_payuni-credit_old")
    expect(enabledProviders.filter((id) => /stripe|_off$/.test(id))).toEqual([])
  })

  it("without our tables is still told of, but for the ledger", async () => {
    const { db } = place.shop
    const row = await db("mikro_orm_migrations").where({ name: "Migration20261128050000" }).first()
    await db("mikro_orm_migrations").where({ name: row.name }).delete()
    expect(await look()).toMatchObject({ missingMigrations: [row.name], ledger: null })
    await db("mikro_orm_migrations").insert(row)
  })
})

describe("the ledger, as the doctor finds it", () => {
  it("tells when each job began, and which runs", async () => {
    const job = { started_at: ago(20), leased_until: ago(19) }
    await place.shop.db("taiwan_payment_job").insert([
      { name: "sync", ...job },
      { name: "expire", ...job, leased_until: ago(-1) },
    ])
    const { jobs } = await ledger()
    expect(jobs.map(({ name, isRunning }) => [name, isRunning])).toEqual([
      ["expire", true],
      ["sync", false],
    ])
    expect(jobs.every(({ startedAgo }) => startedAgo > 1190 && startedAgo < 1210)).toBe(true)
  })

  it("tells the oldest money that no order has, but not what is an alarm or already applied", async () => {
    const waiting = { apply_at: ago(1) }
    const oldest = await paid({}, waiting)
    const [unmatched, done] = [
      await paid({}, { ...waiting, unmatched: "deleted_session" }),
      await paid({}, { ...waiting, applied_at: ago(1) }),
    ]
    for (const attempt of [oldest, unmatched, done]) await place.shop.context.ledger.note(newEvent(attempt))
    const { due, oldestUnapplied } = await ledger()
    expect(due).toBe(3)
    expect(oldestUnapplied?.tradeNo).toBe(oldest.trade_no)
  })

  it("tells which events wait", async () => {
    expect((await ledger()).waitingEvents).toEqual({ count: 0, age: 0 })
    const message = { id: newId("tpm"), name: "taiwan_payments.paid", data: "{}" }
    await place.shop.db("taiwan_payment_outbox").insert({ ...message, created_at: ago(10) })
    const { waitingEvents } = await ledger()
    expect(waitingEvents.count).toBe(1)
    expect(waitingEvents.age).toBeGreaterThan(590)
  })

  it("tells what notices told of, and what was only found by asking", async () => {
    const [told, asked] = [await paid(), await paid()]
    await place.shop.context.ledger.note(newEvent(told, { kind: "notice" }))
    await place.shop.context.ledger.note(newEvent(asked, { kind: "answer" }))
    await paid({ merchant: "M2" })
    const refusal = { gateway: "fake", environment: "sandbox", merchant: "M1", provider: "fake-card", kind: "notice" }
    await place.shop.db("taiwan_payment_refusal").insert([
      { ...refusal, verdict: "forged", hour: ago(30), count: 7, last_digest: "", last_bytes: 1 },
      { ...refusal, verdict: "forged", hour: ago(2000), count: 9, last_digest: "", last_bytes: 1 },
      { ...refusal, verdict: "unreadable", hour: ago(30), count: 2, last_digest: "", last_bytes: 1 },
    ])
    const [notices] = (await ledger()).notices
    expect(notices).toMatchObject({ merchant: "M1", forged: 7 })
    expect(Number(notices?.paid) - Number(notices?.paidByNotice)).toBeGreaterThanOrEqual(1)
    expect(notices?.paidByNotice).toBeGreaterThanOrEqual(1)
    expect(notices?.lastAgo).toBeLessThan(60)
  })
})
