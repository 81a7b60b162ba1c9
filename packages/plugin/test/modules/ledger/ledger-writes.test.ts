import { setTimeout as sleep } from "node:timers/promises"
import { afterEach, describe, expect, it, vi } from "vitest"
import type { NewNotice } from "../../../src/modules/ledger/inbox"
import { eventsOf, newAttempt, newEvent, newId, useShop } from "../../shop-database"

const place = useShop()
const ledger = () => place.shop.context.ledger
const staff = { id: "user_1", name: "王小明" }

afterEach(() => void vi.useRealTimers())

describe("what is written together", () => {
  it("stands as a whole, by whom it was", async () => {
    const attempt = await ledger().open(newAttempt())
    const work = ledger()
      .by(staff)
      .together(async (inside) => {
        await inside.change(attempt, { state: "failed" })
        await inside.note(newEvent(attempt))
        return "done"
      })
    expect(await work).toBe("done")
    expect(await ledger().attempt(attempt.id)).toMatchObject({ state: "failed" })
    expect(await eventsOf(place.shop, attempt)).toMatchObject([{ actor: staff }])
  })

  it("is gone as a whole when a part of it fails", async () => {
    const attempt = await ledger().open(newAttempt())
    const work = ledger().together(async (inside) => {
      await inside.change(attempt, { state: "failed" })
      throw new Error("failed inside")
    })
    await expect(work).rejects.toThrow("failed inside")
    expect(await ledger().attempt(attempt.id)).toMatchObject({ state: "started", version: 0 })
  })
})

describe("the clock", () => {
  it("is the database's, whatever this process's says", async () => {
    const before = Date.now()
    vi.useFakeTimers({ now: 0, toFake: ["Date"] })
    expect(Math.abs((await ledger().now()).getTime() - before)).toBeLessThan(60_000)
  })
})

describe("a session's attempts", () => {
  const HOUR = 3_600

  it("are opened as long as fewer than allowed were, of many at once no more", async () => {
    const session_id = newId("payses")
    await ledger().open(newAttempt())
    const both = [ledger(), place.otherProcess().ledger]
    const opened = await Promise.all(
      Array.from({ length: 8 }, (_, index) =>
        (both[index % 2] ?? ledger()).openWithin(newAttempt({ session_id }), HOUR, 3),
      ),
    )
    expect(opened.filter((attempt) => attempt !== null)).toHaveLength(3)
    expect(await ledger().countWithin(session_id, HOUR)).toBe(3)
  })

  it("keep no other session waiting while they are counted", async () => {
    const lock = "select pg_advisory_xact_lock(hashtextextended(?, 0))"
    const [busy, other] = [newId("payses"), newId("payses")]
    let counted = false
    await place.shop.db.transaction(async (transaction) => {
      await transaction.raw(lock, [`taiwan-payments:attempts ${busy}`])
      const waiting = ledger().openWithin(newAttempt({ session_id: busy }), HOUR, 1)
      void waiting.then(() => {
        counted = true
      })
      expect(await ledger().openWithin(newAttempt({ session_id: other }), HOUR, 1)).not.toBeNull()
      await sleep(100)
      expect(counted).toBe(false)
    })
    await vi.waitFor(() => expect(counted).toBe(true))
  })

  it("are those opened for it, and those whose money it carries", async () => {
    const [session_id, another] = [newId("payses"), newId("payses")]
    const own = await ledger().open(newAttempt({ session_id }))
    const carried = await ledger().open(newAttempt({ session_id: another }))
    await ledger().change(carried, { applied_session_id: session_id })
    expect((await ledger().attemptsOf(session_id)).map(({ id }) => id)).toEqual([own.id, carried.id])
  })

  it("of collections are found whatever became of their sessions, the oldest first", async () => {
    const [one, other] = [newId("paycol"), newId("paycol")]
    const opened = []
    for (const payment_collection_id of [one, other, one, newId("paycol"), null])
      opened.push(await ledger().open(newAttempt({ payment_collection_id })))
    const [first, second, third] = opened
    await place.shop
      .db("taiwan_payment_attempt")
      .where({ id: third?.id })
      .update({ created_at: new Date(Date.now() - 3_600_000) })
    const found = await ledger().attemptsOfCollections([one, other])
    expect(found.map(({ id }) => id)).toEqual([third?.id, first?.id, second?.id])
    expect(await ledger().attemptsOfCollections([])).toEqual([])
  })
})

describe("who did it", () => {
  it("stands on what staff write, and on nothing else", async () => {
    const attempt = await ledger().open(newAttempt())
    const first = await ledger().record(attempt, {}, newEvent(attempt, { code: "by nobody" }))
    await ledger()
      .by(staff)
      .record(first ?? attempt, {}, newEvent(attempt, { code: "by staff" }))
    await ledger().note(newEvent(attempt, { code: "noted by nobody" }))
    const events = await eventsOf(place.shop, attempt)
    expect(events).toMatchObject([
      { code: "by nobody", actor: null },
      { code: "by staff", actor: staff },
      { code: "noted by nobody", actor: null },
    ])
    expect([attempt, ...events].map((row) => ("id" in row ? row.id : ""))).toEqual([
      expect.stringMatching(/^tpa_/),
      ...events.map(() => expect.stringMatching(/^tpe_/)),
    ])
  })
})

describe("the inbox's row of a message", () => {
  const notice = (merchant: string): NewNotice => ({
    ...{ gateway: "fake", environment: "sandbox", merchant, provider: "pp_fake-card_main" },
    ...{ kind: "notice", verdict: "accepted", why: null, attempt_id: null, trade_no: null },
    ...{ state: null, code: null, message: null, amount: null, payload: {}, trade: null, digest: "d", bytes: 2 },
  })

  it("is written with what the message changes, and not where it changed nothing", async () => {
    const merchant = newId("M")
    const attempt = await ledger().open(newAttempt({ merchant }))
    const shown = () => place.shop.db("taiwan_payment_notice").where({ merchant })
    await ledger().change(attempt, { apply_tries: 1 })
    expect(await ledger().record(attempt, {}, newEvent(attempt), notice(merchant)), "changed meanwhile").toBeNull()
    expect(await shown()).toEqual([])
    const latest = (await ledger().attempt(attempt.id)) ?? attempt
    await ledger().record(latest, { state: "captured" }, newEvent(attempt), notice(merchant))
    expect(await shown()).toHaveLength(1)
  })
})
