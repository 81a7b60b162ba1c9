import { describe, expect, it } from "vitest"
import type { AccountKey, Operation } from "../../../src/modules/ledger/records"
import { newAttempt, newId, operationsOf, useShop } from "../../shop-database"
import { facts, operationsIn } from "./begun-operations"

const place = useShop()
const { ledger, rows, ago, secondsUntilCheck } = operationsIn(place)

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
