import { describe, expect, it, vi } from "vitest"
import type { Attempt, NewAttempt } from "../../../src/modules/ledger/records"
import { firstBalanceCheck, nextBalanceCheck } from "../../../src/payments/balance-check-at"
import { checkBalance } from "../../../src/payments/balances/check-balance"
import { checkBalances } from "../../../src/payments/balances/check-balances"
import { recordNotice } from "../../../src/payments/notices/verify"
import { lookAtLeft } from "../../../src/payments/operations/look-soon"
import { ask, type Conversation } from "../../../src/toolkit/contract/conversation"
import { PaymentError } from "../../../src/toolkit/payment-error"
import { openBank } from "../../fake-bank"
import { methodAccountAt, notice } from "../../fake-gateway"
import { containerOf } from "../../shop-container"
import { alarmsOf, newAttempt, newId, useShop } from "../../shop-database"
import { paidTrade } from "../paid-trade"

const place = useShop()
const DAY_MS = 86_400_000
const PROVIDER = "pp_fake-card_main"

/** Paid, and told by the bank; the day after. */
async function paid(
  state: "captured" | "authorized" = "captured",
  more: Partial<NewAttempt> = {},
  { perTradeSeconds = 0 } = {},
) {
  const bank = await openBank()
  const merchant = newId("M")
  const methodAccount = methodAccountAt(bank, { merchant, perTradeSeconds })
  const { context, db } = place.shop
  const { id, trade_no: tradeNo } = await context.ledger.open(newAttempt({ merchant, ...more }))
  const trade = bank.know({ tradeNo, merchant, state })
  await recordNotice(context, methodAccount, notice({ tradeNo, merchant, state }), "notice")
  const now = async (): Promise<Attempt> => (await context.ledger.attempt(id)) ?? expect.fail("The attempt is gone.")
  const pass = async (days: number) => {
    const shift = db.raw("make_interval(days => ?)", [days])
    const columns = ["paid_at", "balance_check_at"] as const
    const moved = Object.fromEntries(columns.map((name) => [name, db.raw(`${name} - ?`, [shift])]))
    await db("taiwan_payment_attempt").where({ id }).update(moved)
  }
  const followed: string[] = []
  const container = containerOf(place.shop, PROVIDER, methodAccount)
  const check = () => checkBalances(container, (attempt) => void followed.push(attempt.id))
  const refund = async (amount: number, state: "done" | "unknown" = "done") => {
    const facts = {
      attempt_id: id,
      kind: "refund" as const,
      amount: amount as Attempt["amount"],
      requested: `${amount}`,
    }
    const { operation } = await context.ledger.begin({ ...facts, idempotency_key: newId("ref") })
    await context.ledger.finish(operation, { state })
  }
  return { id, bank, trade, now, pass, check, followed, refund, alarms: () => alarmsOf(place.shop, id) }
}

describe("a gateway that shuts its account out", () => {
  function* shutOut(url: string): Conversation<never> {
    const request = { call: "balance", method: "GET", url, headers: {}, timeoutMs: 5_000 } as const
    return yield* ask(request, () => {
      throw new PaymentError("refused", "Asked too often.", { retryAt: new Date(Date.now() + 30 * 60_000) })
    })
  }

  it("while its books are asked is asked nothing else meanwhile", async () => {
    const own = { merchant: newId("M") }
    const { bank, methodAccount, attempt } = await paidTrade(place.shop, own, own)
    const shut = { ...methodAccount, account: { ...methodAccount.account, balance: () => shutOut(bank.url) } }
    expect(methodAccount.client.tryAcquire()).toBe(true)
    await expect(checkBalance(place.shop.context, shut, attempt)).rejects.toThrow("Asked too often")
    expect(methodAccount.client.tryAcquire()).toBe(false)
  })
})

describe("what was paid", () => {
  it("is looked at a day later, and not before", async () => {
    const { bank, check, pass, now } = await paid()
    await check()
    expect(bank.heard).toEqual([])
    await pass(1)
    await check()
    expect(bank.heard).toEqual(["balance"])
    const { paid_at: since, balance_check_at: next } = await now()
    expect((next?.getTime() ?? 0) - (since?.getTime() ?? 0)).toBe(7 * DAY_MS)
  })

  it("and refunded in the gateway's back office is one alarm with the amount; no money is moved", async () => {
    const { trade, bank, check, pass, alarms, refund } = await paid()
    await refund(100)
    trade.refunded = 400
    await pass(1)
    await check()
    await pass(7)
    await check()
    expect(await alarms()).toMatchObject([{ kind: "refunded_elsewhere", amount: 300, resolved_at: null }])
    expect(bank.heard).toEqual(["balance", "balance"])
  })

  it("and taken back whole is an alarm of all of it", async () => {
    const { trade, check, pass, alarms } = await paid()
    trade.state = "voided"
    await pass(1)
    await check()
    expect(await alarms()).toMatchObject([{ kind: "refunded_elsewhere", amount: 1000 }])
  })

  it("and refunded here, of which the gateway knows nothing, is an alarm of the other kind", async () => {
    const { check, pass, alarms, refund } = await paid()
    await refund(300)
    await pass(1)
    await check()
    expect(await alarms()).toMatchObject([{ kind: "refund_undone", amount: 300 }])
  })

  it("is an alarm no more once both books agree", async () => {
    const { trade, check, pass, alarms, refund } = await paid()
    trade.refunded = 300
    await pass(1)
    await check()
    await refund(300)
    await pass(7)
    await check()
    expect(await alarms()).toMatchObject([{ kind: "refunded_elsewhere", resolution: "agrees" }])
  })

  it("and is only authorised by the gateway's books a night later is an alarm, and none once it is captured there", async () => {
    const { trade, check, pass, alarms, now, bank } = await paid()
    trade.state = "authorized"
    await pass(1)
    await check()
    expect(await alarms()).toEqual([])
    const { paid_at: since, balance_check_at: next } = await now()
    expect((Number(next) - Number(since)) / DAY_MS).toBe(1.5)
    await pass(1)
    await check()
    expect(await alarms()).toMatchObject([{ kind: "not_captured", amount: 1000, resolved_at: null }])
    trade.state = "captured"
    await pass(6)
    await check()
    expect(await alarms()).toMatchObject([{ kind: "not_captured", resolution: "captured" }])
    expect(bank.heard).toEqual(["balance", "balance", "balance"])
  })

  it("is not judged while a refund is on its way", async () => {
    const { trade, check, pass, alarms, refund } = await paid()
    await refund(300, "unknown")
    trade.refunded = 300
    await pass(1)
    await check()
    expect(await alarms()).toEqual([])
  })

  it("is not judged where a refund ended between the question and its answer", async () => {
    const { bank, trade, check, pass, alarms, refund } = await paid()
    let answer = () => {}
    bank.waits.set("balance", new Promise((resolve) => (answer = resolve)))
    await pass(1)
    const checking = check()
    await expect.poll(() => bank.heard, { timeout: 20_000 }).toEqual(["balance"])
    await refund(300)
    answer()
    await checking
    expect([trade.refunded, await alarms()]).toEqual([0, []])
  })

  it("and whose look is wanted while it is looked at, is looked at again at once", async () => {
    const { id, bank, check, pass, now } = await paid()
    let answer = () => {}
    bank.waits.set("balance", new Promise((resolve) => (answer = resolve)))
    await pass(1)
    const checking = check()
    await expect.poll(() => bank.heard, { timeout: 20_000 }).toEqual(["balance"])
    await lookAtLeft(place.shop.context, { id })
    answer()
    await checking
    expect(Number((await now()).balance_check_at)).toBeLessThanOrEqual(Date.now() + 1_000)
  })

  it("is looked at soon also where something else was written of it just then", async () => {
    const { id, now } = await paid()
    const { ledger } = place.shop.context
    const attempt = await now()
    const read = vi.spyOn(ledger, "attempt").mockResolvedValue(attempt)
    await ledger.change(attempt, { queried_at: new Date() })
    await lookAtLeft(place.shop.context, { id })
    read.mockRestore()
    expect(Number((await now()).balance_check_at)).toBeLessThanOrEqual(Date.now() + 1_000)
  })

  it("by a number, for which there is no refund API, is not asked about", async () => {
    const { bank, check, pass } = await paid("captured", { method: "code" })
    await pass(1)
    await check()
    expect(bank.heard).toEqual([])
  })

  it("is asked about the next day where the gateway is silent, and alarms nobody", async () => {
    const { bank, check, pass, alarms, now } = await paid()
    bank.faults.set("balance", ["garbage"])
    await pass(1)
    await check()
    expect(await alarms()).toEqual([])
    expect(Number((await now()).balance_check_at) - Date.now()).toBeGreaterThan(0.9 * DAY_MS)
  })

  it("is looked at ten minutes later where the gateway may not be asked now", async () => {
    const { bank, check, pass, now } = await paid("captured", {}, { perTradeSeconds: 60 })
    await pass(1)
    await place.shop.context.ledger.change(await now(), { queried_at: new Date() })
    await check()
    expect(bank.heard).toEqual([])
    const minutes = (Number((await now()).balance_check_at) - Date.now()) / 60_000
    expect(minutes).toBeGreaterThan(9)
    expect(minutes).toBeLessThan(11)
  })

  it("is left where it is, and said so in the log, while the gateway cannot be asked", async () => {
    const { bank, check, pass, now } = await paid()
    bank.faults.set("balance", ["garbage"])
    await pass(1)
    await check()
    const { trade_no } = await now()
    const line = place.shop.logged.find((each) => each.includes(trade_no))
    expect(line).toMatch(new RegExp(`^Taiwan payments could not look again at ${trade_no}: .*garbage`))
  })

  it("and given back whole meanwhile is not asked about, nor looked at again", async () => {
    const { bank, check, pass, now } = await paid()
    await pass(1)
    await place.shop.context.ledger.change(await now(), { state: "refunded" })
    await check()
    expect(bank.heard).toEqual([])
  })

  it("is looked at for the last time after a month", async () => {
    const { check, pass, now } = await paid()
    await pass(31)
    await check()
    expect((await now()).balance_check_at).toBeNull()
  })
})

describe("an authorisation", () => {
  it.each(["captured", "voided"] as const)("that was %s in the back office is followed", async (state) => {
    const { id, trade, check, pass, now, followed } = await paid("authorized", { capture_mode: "manual" })
    trade.state = state
    await pass(1)
    await check()
    expect(await now()).toMatchObject({ state })
    expect(followed).toEqual([id])
  })
})

describe("an authorisation whose turn comes", () => {
  const inMinutes = ({ balance_check_at: next }: Attempt) => (Number(next) - Date.now()) / 60_000

  it("within seconds of another question is looked at ten minutes later, not next week", async () => {
    const { id, check, pass, now, bank } = await paid("authorized", { capture_mode: "manual" }, { perTradeSeconds: 60 })
    await pass(1)
    await place.shop.context.ledger.change(await now(), { queried_at: new Date() })
    await check()
    expect([bank.heard, id]).toEqual([[], (await now()).id])
    expect(inMinutes(await now())).toBeLessThan(11)
  })

  it("while the gateway is silent is looked at the next day", async () => {
    const { check, pass, now, bank } = await paid("authorized", { capture_mode: "manual" })
    bank.faults.set("query", ["garbage"])
    await pass(1)
    await check()
    expect(inMinutes(await now()) / 1440).toBeCloseTo(1, 1)
  })
})

describe("the next look", () => {
  const since = new Date("2026-11-01T00:00:00Z")
  const after = (days: number) => new Date(since.getTime() + days * DAY_MS)

  it.each([
    [0, 1],
    [1, 7],
    [7, 30],
    [29, 30],
  ])("after %i days is after %i", (days, next) =>
    expect(nextBalanceCheck({ paid_at: since }, after(days))).toEqual(after(next)),
  )

  it("is none after a month, nor for what was never paid", () => {
    expect(nextBalanceCheck({ paid_at: since }, after(30))).toBeNull()
    expect(nextBalanceCheck({ paid_at: null }, since)).toBeNull()
    expect(firstBalanceCheck({ state: "failed", paid_at: null })).toEqual({})
  })
})
