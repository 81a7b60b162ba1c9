import { afterEach, beforeEach, describe, expect, it, vi } from "vitest"
import type { Attempt } from "../../../src/modules/ledger/records"
import { updateFromReturn } from "../../../src/payments/checkout/return"
import { queryStatus } from "../../../src/payments/queries/query"
import { openBank } from "../../fake-bank"
import { type BankOptions, methodAccountAt } from "../../fake-gateway"
import { addSession, newAttempt, newId, useShop } from "../../shop-database"

const place = useShop()
const context = () => place.shop.context

/** Limits count by the minute of the clock: each test begins with a whole one. */
beforeEach(() => {
  const minute = Math.ceil(Date.now() / 60_000)
  vi.useFakeTimers({ now: minute * 60_000, toFake: ["Date"] })
})
afterEach(() => void vi.useRealTimers())

async function account(more: Partial<BankOptions> = {}) {
  const bank = await openBank()
  const methodAccount = methodAccountAt(bank, { perMinute: 40, perTradeSeconds: 2, confirms: true, ...more })
  const open = async (session_id: string): Promise<Attempt> => {
    const attempt = await context().ledger.open(newAttempt({ session_id }))
    bank.know({ tradeNo: attempt.trade_no, state: "pending" })
    await place.shop.db("taiwan_payment_attempt").where({ id: attempt.id }).update({ created_at: new Date() })
    return (await context().ledger.attempt(attempt.id)) as Attempt
  }
  const visitReturn = async ({ id }: Attempt) => {
    const latest = (await context().ledger.attempt(id)) as Attempt
    return updateFromReturn(context(), methodAccount, latest, null)
  }
  return { bank, methodAccount, open, visitReturn }
}

describe("a buyer who comes back again and again", () => {
  it("with ten attempts, every two seconds, leaves the others their questions and confirms", async () => {
    const { bank, methodAccount, open, visitReturn } = await account()
    const session = newId("payses")
    const attempts = await Promise.all(Array.from({ length: 10 }, () => open(session)))
    for (let second = 0; second < 40; second += 2) {
      for (const attempt of attempts) await visitReturn(attempt)
      vi.setSystemTime(Date.now() + 2_000)
    }
    expect(bank.heard.length).toBeLessThanOrEqual(6)
    const buyers = await Promise.all(Array.from({ length: 15 }, async () => open(await addSession(place.shop, "1000"))))
    for (const { trade_no: tradeNo } of buyers) bank.know({ tradeNo, state: "approved" })
    for (const buyer of buyers) expect(await visitReturn(buyer)).toMatchObject({ state: "captured" })
    const [attempt] = attempts as [Attempt]
    expect(Number((await context().ledger.attempt(attempt.id))?.query_at), "and is asked about later").toBeGreaterThan(
      0,
    )
    expect(methodAccount.client.tryAcquire()).toBe(true)
  })

  it("causes ever fewer questions about one attempt", async () => {
    const { bank, open, visitReturn } = await account()
    const attempt = await open(newId("payses"))
    const heard: number[] = []
    for (let minute = 0; minute < 30; minute += 1) {
      for (let second = 0; second < 60; second += 5) {
        await visitReturn(attempt)
        vi.setSystemTime(Date.now() + 5_000)
      }
      heard.push(bank.heard.length)
    }
    expect(heard[0]).toBeLessThanOrEqual(6)
    expect(heard[29]).toBeLessThan(25)
  })

  it("does not hinder this server, which asks when the trade's own limit allows", async () => {
    const { bank, methodAccount, open, visitReturn } = await account()
    const attempt = await open(newId("payses"))
    vi.setSystemTime(Date.now() + 600_000)
    await visitReturn(attempt)
    vi.setSystemTime(Date.now() + 3_000)
    await visitReturn(attempt)
    expect(bank.heard).toHaveLength(1)
    const latest = (await context().ledger.attempt(attempt.id)) as Attempt
    await queryStatus(context(), methodAccount, latest)
    expect(bank.heard).toHaveLength(2)
  })
})

describe("a gateway that tells nothing, which the job asks again and again", () => {
  const silent = () => account({ silent: true })
  type Trial = Awaited<ReturnType<typeof account>>
  const askByJob = async ({ methodAccount }: Trial, { id }: Attempt) =>
    queryStatus(context(), methodAccount, (await context().ledger.attempt(id)) as Attempt, "sync")

  it("answers the buyer who comes back right after the job's question", async () => {
    const trial = await silent()
    const attempt = await trial.open(await addSession(place.shop, "1000"))
    vi.setSystemTime(Date.now() + 300_000)
    await askByJob(trial, attempt)
    trial.bank.know({ tradeNo: attempt.trade_no, state: "approved" })
    vi.setSystemTime(Date.now() + 3_000)
    expect(await trial.visitReturn(attempt)).toMatchObject({ state: "captured" })
  })

  it("has a part of the minute left for buyers who come back", async () => {
    const trial = await silent()
    const attempts = await Promise.all(
      Array.from({ length: 40 }, async () => trial.open(await addSession(place.shop, "1000"))),
    )
    for (const attempt of attempts) await askByJob(trial, attempt)
    expect(trial.bank.heard.length).toBeLessThanOrEqual(24)
    const [first] = attempts as [Attempt]
    trial.bank.know({ tradeNo: first.trade_no, state: "approved" })
    vi.setSystemTime(Date.now() + 3_000)
    expect(await trial.visitReturn(first)).toMatchObject({ state: "captured" })
  })
})
