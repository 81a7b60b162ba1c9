import { describe, expect, it } from "vitest"
import { IN_FLIGHT_SECONDS } from "../../../src/modules/ledger/operations"
import type { AccountKey, NewOperation, Operation } from "../../../src/modules/ledger/records"
import { twd } from "../../../src/toolkit/twd"
import { newAttempt, newId, operationsOf, useShop } from "../../shop-database"

const place = useShop()
const ledger = () => place.shop.context.ledger
const rows = () => place.shop.db("taiwan_payment_operation")

const facts = (attempt_id: string, idempotency_key: string) =>
  ({ attempt_id, kind: "refund", idempotency_key, amount: twd(300), requested: "300.4" }) as const

async function begun(change: Partial<NewOperation> = {}): Promise<Operation> {
  const { id } = await ledger().open(newAttempt())
  return (await ledger().begin({ ...facts(id, newId("ref")), ...change })).operation
}

/** Seconds from the database's now until an operation is looked at again; null when it is not. */
async function secondsUntilCheck({ id }: Pick<Operation, "id">): Promise<number | null> {
  const left = place.shop.db.raw("extract(epoch from check_at - clock_timestamp())::float as left")
  const row = await rows().where({ id }).first(left)
  return row.left
}

const about = (seconds: number) => expect.closeTo(seconds, -2)
const ago = (seconds: number) => place.shop.db.raw("clock_timestamp() - make_interval(secs => ?)", [seconds])

describe("an operation", () => {
  it("is begun once by its key, whoever else begins it", async () => {
    const { id } = await ledger().open(newAttempt())
    const key = newId("ref")
    const all = await Promise.allSettled(Array.from({ length: 8 }, () => ledger().begin(facts(id, key))))
    const begun = all.flatMap((each) => (each.status === "fulfilled" ? [each.value] : []))
    expect(begun).toMatchObject([{ resumed: false, operation: { state: "started", amount: 300, requested: "300.4" } }])
    await expect(ledger().begin(facts(id, newId("ref"))), "another one beside it").rejects.toMatchObject({
      kind: "refused",
    })
  })

  it("is written as started before every try, and resumed once it may have been sent", async () => {
    const { id } = await ledger().open(newAttempt())
    const key = newId("ref")
    const first = await ledger().begin(facts(id, key))
    await ledger().finish(first.operation, { state: "refused" })
    const second = await ledger().begin(facts(id, key))
    expect(second).toMatchObject({ resumed: false, operation: { state: "started", tries: 2 } })
    await ledger().finish(second.operation, { state: "refused", sent_at: second.operation.started_at })
    expect(await ledger().begin(facts(id, key))).toMatchObject({
      resumed: true,
      operation: { state: "started", tries: 3 },
    })
    expect(await ledger().finish(second.operation, { state: "done" }), "its try is over").toBeNull()
    await place.shop
      .db("taiwan_payment_operation")
      .update({ started_at: new Date(Date.now() - 200_000) })
      .where({ attempt_id: id })
    expect(await ledger().begin(facts(id, key)), "its process died").toMatchObject({
      resumed: true,
      operation: { tries: 4 },
    })
  })

  it("keeps how it ended", async () => {
    const { id } = await ledger().open(newAttempt())
    const { operation } = await ledger().begin(facts(id, newId("ref")))
    await ledger().finish(operation, { state: "done", steps: ["E 300", "N 300"], code: "1" })
    expect(await ledger().operationsOf(id, "refund")).toMatchObject([{ state: "done", steps: ["E 300", "N 300"] }])
    expect(await ledger().operationsOf(id, "capture")).toEqual([])
  })
})

describe("an operation that was started", () => {
  it("bears its id and its time, and is looked at once no call can last", async () => {
    const operation = await begun()
    expect(operation).toMatchObject({ id: expect.stringMatching(/^tpo_/), state: "started", sent_at: null, checks: 0 })
    expect(await secondsUntilCheck(operation)).toEqual(about(IN_FLIGHT_SECONDS))
  })

  it("refuses another one until no call of it can last, and says so without a doubt that nothing was sent", async () => {
    const operation = await begun()
    const again = () => ledger().operations.restart(operation)
    const refused = { kind: "refused", message: expect.stringContaining("try again in three minutes") }
    await expect(again()).rejects.toMatchObject({ ...refused, facts: { unsent: true } })
    await rows()
      .where({ id: operation.id })
      .update({ started_at: ago(IN_FLIGHT_SECONDS - 20) })
    await expect(again()).rejects.toMatchObject(refused)
    await rows()
      .where({ id: operation.id })
      .update({ started_at: ago(IN_FLIGHT_SECONDS + 1) })
    expect(await again()).toMatchObject({ resumed: true, operation: { tries: 2, sent_at: operation.started_at } })
  })

  it("is started again by one of two, and lets no second movement beside it", async () => {
    const operation = await begun()
    await ledger().finish(operation, { state: "refused" })
    const ended = (await ledger().operationsOf(operation.attempt_id, "refund"))[0] ?? operation
    const tried = await Promise.allSettled([1, 2].map(() => ledger().operations.restart(ended)))
    expect(tried.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"])
    const beside = await begun()
    await ledger().finish(beside, { state: "refused" })
    await ledger().begin(facts(beside.attempt_id, newId("ref")))
    const refusedBefore = (await ledger().operationsOf(beside.attempt_id, "refund")).find(({ id }) => id === beside.id)
    await expect(ledger().operations.restart(refusedBefore ?? beside)).rejects.toMatchObject({ kind: "refused" })
  })

  it("passes on what the database says of anything else", async () => {
    const operation = await begun()
    const broken = { ...operation, tries: Number.NaN }
    await expect(ledger().operations.restart(broken)).rejects.not.toMatchObject({ kind: "refused" })
  })

  it("is looked up first where its fate was unknown, though nothing is known to be sent", async () => {
    const operation = await begun()
    await ledger().finish(operation, { state: "unknown" })
    const again = await ledger().begin(facts(operation.attempt_id, operation.idempotency_key))
    expect(again).toMatchObject({ resumed: true, before: { state: "unknown", tries: 1 }, operation: { sent_at: null } })
    expect(await secondsUntilCheck(operation)).toEqual(about(IN_FLIGHT_SECONDS))
  })

  it("bears the name of who asked for it, and keeps it when a job takes it up", async () => {
    const { id } = await ledger().open(newAttempt())
    const staff = { id: "user_1", name: "王小明" }
    const { operation } = await ledger()
      .by(staff)
      .begin(facts(id, newId("ref")))
    expect(operation.actor).toEqual(staff)
    await ledger().finish(operation, { state: "refused" })
    expect((await ledger().begin(facts(id, operation.idempotency_key))).operation.actor).toEqual(staff)
    expect((await begun()).actor).toBeNull()
  })
})

describe("an operation that was refused before it was asked for", () => {
  it("is written down once, with why, and looked at again", async () => {
    const { id } = await ledger().open(newAttempt())
    const refused = { ...facts(id, newId("ref")), code: " 10100248 ", message: "no\u0000 money" }
    await ledger().operations.note(refused, 60)
    await ledger().operations.note({ ...refused, message: "again" }, 60)
    const [noted, ...others] = await operationsOf(place.shop, { id })
    expect(others).toEqual([])
    expect(noted).toMatchObject({
      state: "refused",
      code: " 10100248 ",
      message: expect.stringMatching(/^no.?.? money$/),
    })
    expect(noted && (await secondsUntilCheck(noted))).toEqual(about(60))
  })
})

describe("the end of an operation", () => {
  it.each([
    ["unknown", undefined, about(IN_FLIGHT_SECONDS)],
    ["done", undefined, null],
    ["refused", 60, about(60)],
    ["unknown", null, null],
  ] as const)("%s, to be looked at in %s", async (state, seconds, left) => {
    const operation = await begun()
    await rows().where({ id: operation.id }).update({ checks: 3 })
    const ended = await ledger().operations.finish(operation, { state }, seconds)
    expect(ended).toMatchObject({ state, checks: 0 })
    expect(ended && (await secondsUntilCheck(ended))).toEqual(left)
  })

  it("keeps the steps it had where it brings none", async () => {
    const operation = await begun()
    const first = await ledger().finish(operation, { state: "unknown", steps: ["E 300"] })
    expect(first && (await ledger().finish(first, { state: "done" }))?.steps).toEqual(["E 300"])
  })

  it("is not written over one that was booked or started meanwhile", async () => {
    const operation = await begun()
    expect(await ledger().finish({ ...operation, state: "unknown" }, { state: "done" })).toBeNull()
    expect(await ledger().finish({ ...operation, tries: 2 }, { state: "done" })).toBeNull()
    expect(await ledger().finish({ ...operation, id: "tpo_another" }, { state: "done" })).toBeNull()
  })
})

describe("an operation and the row of Medusa's that books it", () => {
  it("are bound once, and looked at again when no call can last", async () => {
    const operation = await begun()
    const booked = await ledger().operations.bookAs(operation, "ref_1")
    expect(booked).toMatchObject({ medusa_id: "ref_1", checks: 0 })
    expect(await secondsUntilCheck(operation)).toEqual(about(IN_FLIGHT_SECONDS))
    expect(await ledger().operations.bookAs(operation, "ref_2"), "another one has it").toBeNull()
    expect(booked && (await ledger().operations.bookAs(booked, "ref_2"))).toMatchObject({ medusa_id: "ref_2" })
  })
})

describe("operations that wait", () => {
  const ofAccount = async (merchant: string, state: Operation["state"], minutes: number) => {
    const { id } = await ledger().open(newAttempt({ merchant }))
    const { operation } = await ledger().begin(facts(id, newId("ref")))
    await rows()
      .where({ id: operation.id })
      .update({ state, updated_at: ago(minutes * 60) })
    return operation
  }

  it("for the gateway are taken the longest waiting first, of each account so many", async () => {
    const [a, b] = [newId("M"), newId("M")]
    const young = await ofAccount(a, "queued", 1)
    const old = await ofAccount(a, "queued", 3)
    const older = await ofAccount(a, "queued", 4)
    const beside = await ofAccount(b, "queued", 2)
    await ofAccount(b, "done", 9)
    const wait = async (many: number) => (await ledger().operations.queued(many)).map(({ id }) => id)
    expect(await wait(2)).toEqual([older.id, old.id, beside.id])
    expect((await ledger().operations.queued(1))[0]).toMatchObject({
      merchant: a,
      gateway: "fake",
      environment: "sandbox",
    })
    await ledger().operations.defer(older)
    expect(await wait(3)).toEqual([old.id, beside.id, young.id, older.id])
    await ledger().operations.defer({ id: "tpo_another" })
    expect((await wait(3))[0]).toBe(old.id)
  })

  it("to be looked at come by account, later and later until they are checked", async () => {
    const merchant = newId("M")
    const account: AccountKey = { gateway: "fake", environment: "sandbox", merchant }
    const due = async () => (await ledger().operations.dueAccounts()).filter((each) => each.merchant === merchant)
    const operation = await ofAccount(merchant, "unknown", 1)
    const second = await ofAccount(merchant, "refused", 1)
    expect(await due()).toEqual([])
    expect(await ledger().operations.takeDue(account)).toBeNull()
    await rows()
      .where({ id: operation.id })
      .update({ check_at: ago(60) })
    await rows()
      .where({ id: second.id })
      .update({ check_at: ago(30) })
    expect(await due()).toEqual([account])
    expect(await ledger().operations.takeDue({ ...account, merchant: "another" })).toBeNull()
    expect(await ledger().operations.takeDue(account)).toMatchObject({ id: operation.id, checks: 1 })
    expect(await secondsUntilCheck(operation)).toEqual(expect.closeTo(120, -1))
    expect(await ledger().operations.takeDue(account)).toMatchObject({ id: second.id })
    expect(await ledger().operations.takeDue(account)).toBeNull()
    await rows()
      .where({ id: operation.id })
      .update({ check_at: ago(1), checks: 11 })
    const last = await ledger().operations.takeDue(account)
    expect(last).toMatchObject({ id: operation.id, checks: 12 })
    expect(await secondsUntilCheck(operation)).toEqual(expect.closeTo(3600, -2))
    await ledger().operations.checked(operation)
    expect(await secondsUntilCheck(operation), "it changed since it was read").not.toBeNull()
    if (last) await ledger().operations.checked(last)
    expect((await operationsOf(place.shop, { id: operation.attempt_id }))[0]).toMatchObject({
      check_at: null,
      checks: 0,
    })
  })
})
