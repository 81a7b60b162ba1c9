import { afterEach, describe, expect, it, vi } from "vitest"
import type { Attempt, NewAttempt } from "../../../src/modules/ledger/records"
import { queryStatus } from "../../../src/payments/queries/query"
import { openBank } from "../../fake-bank"
import { type BankOptions, CODE, methodAccountAt } from "../../fake-gateway"
import { alarmsOf, eventsOf, newAttempt, useShop } from "../../shop-database"

const place = useShop()
const context = () => place.shop.context

afterEach(() => void vi.useRealTimers())

async function departed(options: Partial<BankOptions> = {}, more: Partial<NewAttempt> = {}) {
  const bank = await openBank()
  const methodAccount = methodAccountAt(bank, options, more.method === "code" ? CODE : undefined)
  const attempt = await context().ledger.open(newAttempt(more))
  const now = async (): Promise<Attempt> => (await context().ledger.attempt(attempt.id)) ?? attempt
  const ask = async (about?: Attempt) => queryStatus(context(), methodAccount, about ?? (await now()))
  return {
    bank,
    methodAccount,
    attempt,
    now,
    ask,
    know: (trade: object) => bank.know({ tradeNo: attempt.trade_no, ...trade }),
  }
}

describe("a gateway that does not answer", () => {
  it.each([
    ["breaks the connection", "cut", "unreachable"],
    ["answers garbage", "garbage", "unreadable"],
    ["shuts us out", "shut out", "refused"],
  ] as const)(
    "because it %s: nothing is known, nothing changes, and staff can read why",
    async (_what, fault, kind) => {
      const trade = await departed()
      trade.know({})
      trade.bank.faults.set("query", [fault])
      expect(await trade.ask()).toMatchObject({ trade: null, problem: { kind } })
      expect(await trade.now()).toMatchObject({ state: "started", apply_at: null })
      expect(await eventsOf(place.shop, trade.attempt)).toEqual([])
      expect(place.shop.logged.at(-1)).toContain(`could not ask about ${trade.attempt.trade_no}`)
    },
  )

  it("because it is not there at all", async () => {
    const trade = await departed()
    const away = methodAccountAt({ url: "http://127.0.0.1:1" })
    expect(await queryStatus(context(), away, trade.attempt)).toMatchObject({
      trade: null,
      problem: { kind: "unreachable" },
    })
  })

  it("but a database that fails is no silence: that throws", async () => {
    const trade = await departed()
    const dead = place.otherProcess()
    await dead.db.destroy()
    await expect(queryStatus(dead, trade.methodAccount, trade.attempt)).rejects.toThrow()
  })
})

describe("the gateway's patience", () => {
  it("is not tried twice about the same trade within its pace", async () => {
    const trade = await departed({ perTradeSeconds: 30 })
    trade.know({ state: "pending" })
    await trade.ask()
    expect(await trade.ask()).toMatchObject({ trade: null, problem: null })
    expect(trade.bank.heard).toEqual(["query"])
  })

  it("lets the same trade be asked about again after it", async () => {
    const trade = await departed({ perTradeSeconds: 30 })
    trade.know({ state: "pending" })
    await trade.ask()
    vi.useFakeTimers({ now: Date.now() + 31_000, toFake: ["Date"] })
    expect(await trade.ask()).toMatchObject({ trade: { state: "pending" } })
  })

  it("is one question when ten ask at once, from two processes", async () => {
    const trade = await departed()
    trade.know({})
    const desks = [context(), place.otherProcess()]
    await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        queryStatus(desks[index % 2] ?? context(), trade.methodAccount, trade.attempt),
      ),
    )
    expect(trade.bank.heard).toEqual(["query"])
    expect(await trade.now()).toMatchObject({ state: "captured" })
  })

  it("is so many questions a minute over all trades of the account", async () => {
    const { bank, methodAccount } = await departed({ perMinute: 3 })
    vi.useFakeTimers({ now: new Date("2032-01-01T00:00:01Z"), toFake: ["Date"] })
    for (let index = 0; index < 5; index += 1)
      await queryStatus(context(), methodAccount, await context().ledger.open(newAttempt()))
    expect(bank.heard).toHaveLength(3)
    vi.setSystemTime(new Date("2032-01-01T00:01:00Z"))
    await queryStatus(context(), methodAccount, await context().ledger.open(newAttempt()))
    expect(bank.heard).toHaveLength(4)
  })

  it("is not tried again until it opens, by any trade of the account", async () => {
    const trade = await departed()
    trade.bank.faults.set("query", ["shut out"])
    await trade.ask()
    const due = new Date(Date.now() - 60_000)
    const other = await context().ledger.open(newAttempt({ query_at: due }))
    await queryStatus(context(), trade.methodAccount, other)
    expect(trade.bank.heard).toEqual(["query"])
    expect(Number((await context().ledger.attempt(other.id))?.query_at)).toBeGreaterThan(Date.now() + 25 * 60_000)
  })
})

describe("an account that may not ask about too many trades that are not there", () => {
  async function crowd(options: Partial<BankOptions>, merchant: string) {
    const { bank, methodAccount } = await departed({ merchant, ...options })
    const ask = async (more: Partial<NewAttempt> = {}) => {
      const attempt = await context().ledger.open(newAttempt({ merchant, ...more }))
      const { trade } = await queryStatus(context(), methodAccount, attempt)
      return { trade, attempt: (await context().ledger.attempt(attempt.id)) ?? attempt }
    }
    return { bank, methodAccount, ask }
  }

  it("stops before it is locked out, from all processes together, and goes on an hour later", async () => {
    const { bank, methodAccount, ask } = await crowd({ notFoundPerHour: 3 }, "M-flood")
    for (let index = 0; index < 3; index += 1) expect((await ask()).trade).toMatchObject({ state: "absent" })
    const other = place.otherProcess()
    await queryStatus(other, methodAccount, await other.ledger.open(newAttempt({ merchant: "M-flood" })))
    expect(bank.heard).toHaveLength(3)
    await place.shop.db("taiwan_payment_absence").update({ created_at: new Date(Date.now() - 3_601_000) })
    expect((await ask()).trade).toMatchObject({ state: "absent" })
  })

  it("stops, too, where this server's clock is hours ahead of the database's", async () => {
    const { bank, ask } = await crowd({ notFoundPerHour: 1 }, "M-ahead")
    await ask()
    vi.useFakeTimers({ now: Date.now() + 7_200_000, toFake: ["Date"] })
    try {
      await ask()
    } finally {
      vi.useRealTimers()
    }
    expect(bank.heard).toHaveLength(1)
  })

  it("lets no more through when a crowd leaves at the same moment", async () => {
    const { bank, ask } = await crowd({ notFoundPerHour: 3 }, "M-rush")
    await Promise.all(Array.from({ length: 12 }, () => ask()))
    expect(bank.heard).toHaveLength(3)
  })

  it("counts neither those that are there, nor silence", async () => {
    const { bank, methodAccount, ask } = await crowd({ notFoundPerHour: 1 }, "M-there")
    const attempt = await context().ledger.open(newAttempt({ merchant: "M-there" }))
    bank.know({ tradeNo: attempt.trade_no, state: "pending", merchant: "M-there" })
    expect((await queryStatus(context(), methodAccount, attempt)).trade).toMatchObject({ state: "pending" })
    bank.faults.set("query", ["cut"])
    expect((await ask()).trade).toBeNull()
    expect((await ask()).trade).toMatchObject({ state: "absent" })
    expect((await ask()).trade).toBeNull()
    expect(bank.heard).toHaveLength(3)
  })

  it("puts the question off, so that it is not the first in line for ever", async () => {
    const { ask } = await crowd({ notFoundPerHour: 0 }, "M-wait")
    const { attempt } = await ask({ query_at: new Date(Date.now() - 60_000) })
    expect(Number(attempt.query_at)).toBeGreaterThan(Date.now())
    expect(attempt.queried_at).toBeNull()
  })

  it("still asks about trades that the gateway knows", async () => {
    const { bank, methodAccount } = await departed({ notFoundPerHour: 0 })
    const attempt = await context().ledger.open(newAttempt())
    bank.know({ tradeNo: attempt.trade_no, state: "pending" })
    const known = await context().ledger.change(attempt, { reference: "R1" })
    expect(await queryStatus(context(), methodAccount, known ?? attempt)).toMatchObject({ trade: { state: "pending" } })
  })

  it("counts each account by itself", async () => {
    const { ask } = await crowd({ notFoundPerHour: 1, previous: [{ merchant: "M-two" }] }, "M-one")
    await ask()
    expect((await ask()).trade).toBeNull()
    expect((await ask({ merchant: "M-two" })).trade).toMatchObject({ state: "absent" })
  })
})

describe("an answer", () => {
  it("that says paid is committed as a notice would be", async () => {
    const trade = await departed()
    trade.know({})
    expect(await trade.ask()).toMatchObject({ attempt: { state: "captured", captured_amount: 1000 }, problem: null })
    expect(await eventsOf(place.shop, trade.attempt)).toMatchObject([
      { kind: "answer", verdict: "accepted", state: "captured" },
    ])
  })

  it("that brings a voucher brings it to the attempt", async () => {
    const trade = await departed({}, { method: "code" })
    trade.know({ state: "issued" })
    expect(await trade.ask()).toMatchObject({ attempt: { state: "issued", voucher: { kind: "cvs", amount: 1000 } } })
  })

  it("about another trade is no answer", async () => {
    const trade = await departed()
    trade.bank.trades.set(trade.attempt.trade_no, trade.bank.know({ tradeNo: "OTHER" }))
    expect(await trade.ask()).toMatchObject({ trade: null, problem: { kind: "unreadable" } })
    expect(await trade.now()).toMatchObject({ state: "started" })
  })

  it("with another amount is an alarm, not a payment", async () => {
    const trade = await departed()
    trade.know({ amount: 10 })
    await trade.ask()
    expect(await trade.now()).toMatchObject({ state: "started" })
    expect(await alarmsOf(place.shop, trade.attempt.id)).toMatchObject([{ kind: "wrong_amount", amount: 10 }])
  })

  it("of another merchant is foreign", async () => {
    const trade = await departed()
    trade.know({ merchant: "M2" })
    await trade.ask()
    expect(await trade.now()).toMatchObject({ state: "started" })
  })

  it("that it has no such trade changes nothing: the buyer may still be typing", async () => {
    const trade = await departed()
    expect(await trade.ask()).toMatchObject({ trade: { state: "absent" }, attempt: { state: "started" } })
  })
})

describe("the next question", () => {
  const minutes = (attempt: Attempt) => Math.round((Number(attempt.query_at) - Number(attempt.queried_at)) / 60_000)

  it("waits as long as all before it together, and at least the method's quiet time", async () => {
    const trade = await departed()
    trade.know({ state: "pending" })
    await trade.ask()
    expect(minutes(await trade.now())).toBe(10)
    vi.useFakeTimers({ now: Date.now() + 120 * 60_000, toFake: ["Date"] })
    await trade.ask()
    expect(minutes(await trade.now())).toBe(120)
  })

  it("comes soon where the gateway tells nothing, as long as its buyer is likely to decide", async () => {
    const trade = await departed({ silent: true, perTradeSeconds: 2 })
    trade.know({ state: "pending" })
    const { created_at } = await trade.now()
    vi.useFakeTimers({ toFake: ["Date"] })
    const pauseAt = async (seconds: number) => {
      vi.setSystemTime(created_at.getTime() + seconds * 1000)
      await trade.ask()
      const { query_at, queried_at } = await trade.now()
      return Math.round((Number(query_at) - Number(queried_at)) / 1000)
    }
    expect(await pauseAt(10)).toBe(10)
    expect(await pauseAt(120)).toBe(30)
    expect(await pauseAt(19 * 60)).toBe(285)
    expect(await pauseAt(30 * 60)).toBe(1800)
  })

  it("waits for a voucher's buyer as ever, who takes days", async () => {
    const trade = await departed({ silent: true }, { method: "code" })
    trade.know({ state: "pending" })
    await trade.ask()
    expect(minutes(await trade.now())).toBe(10)
  })

  it("is not planned after a week, nor once it is paid", async () => {
    const trade = await departed()
    trade.know({ state: "pending" })
    vi.useFakeTimers({ now: Date.now() + 8 * 86_400_000, toFake: ["Date"] })
    await trade.ask()
    expect(await trade.now()).toMatchObject({ query_at: null, queried_at: expect.any(Date) })
    const other = await departed()
    other.know({})
    await other.ask()
    expect(await other.now()).toMatchObject({ query_at: null })
  })
})
