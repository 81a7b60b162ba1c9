import { afterEach, beforeEach, describe, expect, it, vi } from "vitest"
import type { Alarm } from "../../../src/modules/ledger/records"
import { tendPayouts } from "../../../src/payments/payouts/tend-payouts"
import { ask, type Conversation } from "../../../src/toolkit/contract/conversation"
import { PaymentError } from "../../../src/toolkit/payment-error"
import { methodAccountAt } from "../../fake-gateway"
import { serve } from "../../local-server"
import { containerOf } from "../../shop-container"
import { useShop } from "../../shop-database"
import { newAccount, PLAIN_TITLES, statementsOf } from "./brought-statements"

const place = useShop()

/** An account whose gateway tells each day's payouts, and which days it was asked about. */
async function opened(answer: (day: string) => string, { isOfThePast = false } = {}) {
  const account = newAccount()
  const url = await serve((_request, response) => response.setHeader("date", new Date().toUTCString()).end())
  const plain = methodAccountAt({ url }, { merchant: account.merchant })
  const asked: string[] = []
  function* ofDay(day: string): Conversation<string> {
    const request = { call: "payouts", method: "GET", url: `${url}/${day}`, headers: {}, timeoutMs: 5_000 } as const
    asked.push(day)
    return yield* ask(request, () => answer(day))
  }
  const methodAccount = { ...plain, account: { ...plain.account, statement: { layouts: [], ofDay } } }
  const today = methodAccountAt({ url }, { merchant: newAccount().merchant })
  const inUse = isOfThePast ? { ...today, previous: [methodAccount] } : methodAccount
  const container = containerOf(place.shop, "pp_fake-card_main", inUse)
  return {
    ...statementsOf(place.shop, container, account),
    asked,
    client: plain.client,
    run: () => tendPayouts(container),
  }
}

describe("the job of payouts", () => {
  it("fetches the days that are over, one at a time and each once, the earliest first", async () => {
    const { asked, run, lines } = await opened((day) => `${PLAIN_TITLES}\n,fee,0,1,-1,${day}\n`)
    for (let each = 0; each < 16; each += 1) await run()
    expect(asked).toHaveLength(14)
    expect(asked).toEqual([...asked].sort())
    expect(asked.at(-1)).toMatch(/^\d{4}-\d{2}-\d{2}$/)
    expect(Date.parse(`${asked.at(-1)}T16:00:00Z`)).toBeLessThan(Date.now())
    expect(await lines()).toHaveLength(14)
  })

  it("goes on after a day on which nothing was paid out", async () => {
    const { asked, run, lines } = await opened(() => `${PLAIN_TITLES}\n`)
    await run()
    await run()
    expect([asked.length, (await lines()).length]).toEqual([2, 0])
  })

  describe("of a gateway that gives no statement", () => {
    const day = Date.parse("2026-10-01T12:00:00Z")
    let refuses = true
    const answer = () => {
      if (refuses) throw new PaymentError("refused", "This address may not ask.")
      return `${PLAIN_TITLES}\n`
    }
    beforeEach(() => {
      refuses = true
      vi.useFakeTimers({ now: day, toFake: ["Date"] })
    })
    afterEach(() => void vi.useRealTimers())
    const later = (days: number) => void vi.setSystemTime(Date.now() + days * 86_400_000)
    const often = async (run: () => Promise<void>) => {
      for (let each = 0; each < 40; each += 1) {
        await run()
        vi.setSystemTime(Date.now() + 60_000)
      }
    }
    const told = async (alarms: Promise<Alarm[]>) =>
      (await alarms).map(({ kind, detail, resolution }) => [
        kind,
        /for the payouts of (\S+):/.exec(detail)?.[1],
        resolution,
      ])

    it("tells staff of a day that is a week late, once, and of its end", async () => {
      refuses = false
      const { alarms, run } = await opened(answer)
      await often(run)
      refuses = true
      later(7)
      await often(run)
      expect(await told(alarms()), "it may come").toEqual([])
      later(1)
      await often(run)
      later(1)
      await often(run)
      expect(await told(alarms())).toEqual([["statement_missing", "2026-10-01", null]])
      expect((await alarms())[0]).toMatchObject({ detail: expect.stringContaining("This address may not ask.") })
      refuses = false
      later(1)
      await often(run)
      expect(await told(alarms())).toEqual([["statement_missing", "2026-10-01", "ended"]])
    })

    it.each([
      [false, 2],
      [true, 1],
    ])("is told of again after a person resolved it, unless it is of the past: %s", async (isOfThePast, times) => {
      const { alarms, run } = await opened(answer, { isOfThePast })
      await often(run)
      const [alarm] = await alarms()
      await place.shop.context.ledger.alarms.resolve(alarm?.id ?? "", "its contract has ended")
      const longAgo = place.shop.db.raw("now() - interval '2 days'")
      await place.shop.db("taiwan_payment_alarm").where({ id: alarm?.id }).update({ resolved_at: longAgo })
      later(2)
      await often(run)
      expect(await alarms()).toHaveLength(times)
    })

    it("asks for each day since the first that it fetched, also weeks later", async () => {
      refuses = false
      const { asked, run } = await opened(answer)
      await often(run)
      refuses = true
      later(30)
      await often(run)
      refuses = false
      asked.length = 0
      later(1)
      await often(run)
      expect(new Set(asked).size).toBe(31)
      expect(asked[0]).toBe("2026-10-01")
    })

    it("is content with the file that somebody brings of the days", async () => {
      const { alarms, bring, run } = await opened(answer)
      await often(run)
      expect(await told(alarms())).toEqual([["statement_missing", "2026-09-17", null]])
      await bring(`${PLAIN_TITLES}\n`, { first_on: "2026-09-17", last_on: "2026-09-30", paidOutOn: "2026-09-30" })
      await often(run)
      expect(await told(alarms())).toEqual([["statement_missing", "2026-09-17", "ended"]])
    })
  })

  it("asks for no other day while the gateway shuts the account out, and leaves its other questions alone", async () => {
    vi.useFakeTimers({ now: Date.parse("2026-10-01T12:00:00Z"), toFake: ["Date"] })
    try {
      const { asked, client, run } = await opened(() => {
        throw new PaymentError("refused", "Asked too often.", { retryAt: new Date(Date.now() + 30 * 60_000) })
      })
      for (let minute = 0; minute < 25; minute += 1) {
        await run()
        vi.setSystemTime(Date.now() + 60_000)
      }
      expect([asked.length, client.tryAcquire()]).toEqual([1, true])
      vi.setSystemTime(Date.now() + 10 * 60_000)
      await run()
      expect(new Set(asked).size).toBe(2)
    } finally {
      vi.useRealTimers()
    }
  })

  it("lets a day that failed wait, says so, and takes the next one", async () => {
    const { asked, run } = await opened(() => {
      throw new PaymentError("refused", "You may not ask.")
    })
    await run()
    await run()
    expect(new Set(asked).size).toBe(2)
    expect(place.shop.logged.join("\n")).toContain("could not fetch the payouts of Fake Bank: You may not ask.")
  })
})
