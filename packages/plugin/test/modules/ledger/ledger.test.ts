import { describe, expect, it } from "vitest"
import { twd } from "../../../src/toolkit/twd"
import { inBoth } from "../../in-both"
import { alarmsOf, eventsOf, newAttempt, newEvent, newId, useShop } from "../../shop-database"

const place = useShop()
const ledger = () => place.shop.context.ledger

describe("a trade number", () => {
  it("is used once for an account, for ever", async () => {
    const first = await ledger().open(newAttempt())
    const again = { ...newAttempt(), trade_no: first.trade_no }
    await expect(ledger().open(again)).rejects.toThrow(/unique/)
    for (const other of [{ merchant: "M2" }, { gateway: "other" }, { environment: "stage" as const }])
      await expect(ledger().open({ ...again, ...other })).resolves.toMatchObject(other)
  })

  it("finds its attempt only under its own account", async () => {
    const { gateway, environment, merchant, trade_no, id } = await ledger().open(newAttempt())
    const key = { gateway, environment, merchant, trade_no }
    expect((await ledger().attemptByTrade(key))?.id).toBe(id)
    for (const other of [
      { merchant: "M2" },
      { gateway: "x" },
      { environment: "stage" as const },
      { trade_no: trade_no.toLowerCase() },
    ])
      expect(await ledger().attemptByTrade({ ...key, ...other })).toBeUndefined()
  })

  it("is looked up with all others of the same turn in one statement", async () => {
    const opened = await Promise.all([newAttempt(), newAttempt({ merchant: "M2" })].map((each) => ledger().open(each)))
    const keys = opened.map(({ gateway, environment, merchant, trade_no }) => ({
      ...{ gateway, environment, merchant, trade_no },
    }))
    const crossed = { ...keys[0], merchant: "M2" } as (typeof keys)[number]
    const asked: string[] = []
    const listen = ({ sql }: { sql: string }) => void asked.push(sql)
    place.shop.db.on("query", listen)
    const found = await Promise.all([...keys, crossed].map((key) => ledger().attemptByTrade(key)))
    place.shop.db.removeListener("query", listen)
    expect(found.map((each) => each?.id)).toEqual([...opened.map(({ id }) => id), undefined])
    expect(asked).toHaveLength(1)
  })

  it("is never opened for nothing", async () => {
    await expect(ledger().open(newAttempt({ amount: twd(0) }))).rejects.toThrow(/check/)
  })
})

describe("two writers", () => {
  it("cannot both change what they read: the second is told to read again", async () => {
    const attempt = await ledger().open(newAttempt())
    const moved = await ledger().record(attempt, { state: "failed" }, newEvent(attempt))
    expect(moved).toMatchObject({ state: "failed", version: attempt.version + 1 })
    expect(await ledger().record(attempt, { state: "captured" }, newEvent(attempt))).toBeNull()
    expect(await ledger().change(attempt, { state: "expired" })).toBeNull()
    expect(await ledger().attempt(attempt.id)).toMatchObject({ state: "failed" })
    expect(await eventsOf(place.shop, attempt)).toHaveLength(1)
  })

  it("of twenty at once, from two processes, exactly one wins", async () => {
    const attempt = await ledger().open(newAttempt())
    const ledgers = [ledger(), place.otherProcess().ledger]
    const results = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        (ledgers[index % 2] ?? ledger()).record(attempt, { code: String(index) }, newEvent(attempt)),
      ),
    )
    expect(results.filter((row) => row !== null)).toHaveLength(1)
    expect(await eventsOf(place.shop, attempt)).toHaveLength(1)
  })
})

describe("an event", () => {
  it("is on disk with what it changes, or neither is", async () => {
    const attempt = await ledger().open(newAttempt())
    const broken = { ...newEvent(attempt), payload: { text: "\u0000" } }
    await expect(ledger().record(attempt, { state: "captured" }, broken)).rejects.toThrow()
    expect(await ledger().attempt(attempt.id)).toMatchObject({ state: "started", version: 0 })
    expect(await eventsOf(place.shop, attempt)).toEqual([])
  })

  it("is one row however often the same message comes, and another verdict is another row", async () => {
    const attempt = await ledger().open(newAttempt())
    const event = newEvent(attempt)
    const first = await ledger().record(attempt, { code: "1" }, event)
    expect(first && (await ledger().record(first, { code: "2" }, event))).toMatchObject({ code: "2" })
    await ledger().note(event)
    expect(await eventsOf(place.shop, attempt)).toHaveLength(1)
    await ledger().note({ ...event, verdict: "mismatch" })
    expect(await eventsOf(place.shop, attempt)).toHaveLength(2)
  })

  it("can neither be changed nor deleted", async () => {
    const attempt = await ledger().open(newAttempt())
    await ledger().note(newEvent(attempt))
    const rows = () => place.shop.db("taiwan_payment_event").where({ attempt_id: attempt.id })
    await expect(rows().update({ amount: 1 })).rejects.toThrow("append-only")
    await expect(rows().delete()).rejects.toThrow("append-only")
    expect(await rows()).toHaveLength(1)
  })

  it("can lose its payload and its words, once, and nothing else", async () => {
    const attempt = await ledger().open(newAttempt())
    await ledger().note(newEvent(attempt))
    const rows = () => place.shop.db("taiwan_payment_event").where({ attempt_id: attempt.id })
    const erased = { payload: "{}", message: null, erased_at: new Date() }
    const [before] = await rows()
    for (const more of [
      { payload: JSON.stringify({ RtnCode: "2" }) },
      { message: "other words" },
      { erased_at: null },
      ...[{ amount: 1 }, { digest: "x" }, { verdict: "forged" }, { attempt_id: null }, { created_at: new Date(0) }],
      ...[{ code: "2" }, { state: "failed" }, { kind: "hook" }, { gateway: "x" }, { id: "x" }],
    ])
      await expect(rows().update({ ...erased, ...more })).rejects.toThrow("append-only")
    expect(await rows()).toEqual([before])
    await rows().update(erased)
    expect(await rows()).toEqual([{ ...before, payload: {}, message: null, erased_at: erased.erased_at }])
    await expect(rows().update(erased)).rejects.toThrow("append-only")
    await expect(rows().delete()).rejects.toThrow("append-only")
  })

  it("keeps its code as it was, blanks included", async () => {
    const attempt = await ledger().open(newAttempt())
    for (const code of ["1 ", "", "status 1"]) await ledger().record(attempt, {}, newEvent(attempt, { code }))
    await ledger().note(newEvent(attempt, { code: "1 " }))
    expect((await eventsOf(place.shop, attempt)).map(({ code }) => code)).toContain("1 ")
  })

  it("keeps its payload as it was", async () => {
    const attempt = await ledger().open(newAttempt())
    const payload = { 品名: "珍珠奶茶 🧋", "a.b": [1, null], empty: "" }
    await ledger().record(attempt, {}, newEvent(attempt, { payload }))
    expect((await eventsOf(place.shop, attempt))[0]?.payload).toEqual(payload)
  })
})

describe("an attempt", () => {
  it("never holds more refunded than was charged", async () => {
    const attempt = await ledger().open(newAttempt())
    await expect(ledger().change(attempt, { refunded_amount: twd(1001) })).rejects.toThrow(/check/)
  })

  it("comes back with numbers, dates and its voucher", async () => {
    const attempt = await ledger().open(newAttempt())
    const expires_at = new Date("2026-11-25T15:59:59Z")
    const voucher = {
      kind: "cvs",
      code: "LLL1",
      chain: "any",
      amount: twd(1000),
      expires_at: expires_at.toISOString(),
    } as const
    await ledger().change(attempt, { voucher, expires_at, details: { fee: "10" }, captured_amount: twd(1000) })
    expect(await ledger().attempt(attempt.id)).toMatchObject({
      voucher,
      expires_at,
      details: { fee: "10" },
      amount: 1000,
      captured_amount: 1000,
    })
  })

  it("of a session come oldest first, and are counted within a window", async () => {
    const session_id = newId("payses")
    for (const trade_no of ["A", "B", "C"])
      await ledger().open(newAttempt({ session_id, trade_no: `${trade_no}${session_id}` }))
    expect((await ledger().attemptsOf(session_id)).map(({ trade_no }) => trade_no[0])).toEqual(["A", "B", "C"])
    expect(await ledger().countWithin(session_id, 60)).toBe(3)
    const past = place.shop.db.raw("clock_timestamp() - interval '70 seconds'")
    await place.shop.db("taiwan_payment_attempt").where({ session_id }).update({ created_at: past })
    expect(await ledger().countWithin(session_id, 60)).toBe(0)
    expect(await ledger().countWithin(session_id, 80)).toBe(3)
  })

  it("is due when its time has come, and not before, and not without one", async () => {
    const late = await ledger().open(newAttempt())
    const soon = await ledger().open(newAttempt())
    await ledger().change(late, { apply_at: new Date("2020-01-01"), query_at: new Date("2020-01-02") })
    await ledger().change(soon, { apply_at: new Date("2020-01-03"), query_at: new Date("2020-01-01") })
    const ids = (rows: { id: string }[]) => rows.map(({ id }) => id).filter((id) => [late.id, soon.id].includes(id))
    expect(ids(await ledger().due.forApply(new Date("2020-01-02"), 10))).toEqual([late.id])
    expect(ids(await ledger().due.forApply(new Date("2020-01-04"), 10))).toEqual([late.id, soon.id])
    expect(ids(await ledger().due.forApply(new Date("2020-01-04"), 1))).toEqual([late.id])
    expect(ids(await ledger().due.forQuery(new Date("2020-01-04"), 10))).toEqual([soon.id, late.id])
  })
})

describe("an alarm", () => {
  it("is raised once, and resolved with its attempt", async () => {
    const { id } = await ledger().open(newAttempt())
    const alarm = {
      kind: "second_payment",
      attempt_id: id,
      subject: id,
      amount: 1000,
      detail: inBoth("x"),
      order_id: null,
    } as const
    const raised = await Promise.all([ledger().raise(alarm), ledger().raise(alarm), ledger().raise(alarm)])
    expect(raised.filter((row) => row !== null)).toHaveLength(1)
    const open = async () => (await alarmsOf(place.shop, id)).filter(({ resolved_at }) => resolved_at === null).length
    expect(await open()).toBe(1)
    await ledger().resolveAlarms(id, "refunded", "wrong_amount")
    expect(await open()).toBe(1)
    await ledger().resolveAlarms(id, "refunded")
    expect(await open()).toBe(0)
  })

  const alarmOf = (kind: "wrong_amount" | "not_booked" | "not_refunded", id: string) =>
    ({ kind, attempt_id: id, subject: id, amount: 1000, detail: inBoth("x"), order_id: null }) as const
  const resolved = async (kind: "wrong_amount" | "not_booked" | "not_refunded") => {
    const { id } = await ledger().open(newAttempt())
    const raised = await ledger().raise(alarmOf(kind, id))
    const staff = { id: "user_1", name: "王小明" }
    await ledger()
      .by(staff)
      .alarms.resolve(raised?.id ?? "", "called the buyer")
    return id
  }

  it("is raised again when it happens again after a person resolved it", async () => {
    const id = await resolved("wrong_amount")
    expect(await ledger().raise(alarmOf("wrong_amount", id))).not.toBeNull()
    expect(await ledger().raise(alarmOf("wrong_amount", id))).toBeNull()
  })

  it("rests for a day after a person resolved it, where a job finds it at each round", async () => {
    const id = await resolved("not_booked")
    expect(await ledger().raise(alarmOf("not_booked", id))).toBeNull()
    const yesterday = place.shop.context.db.raw("now() - interval '25 hours'")
    await place.shop.context.db("taiwan_payment_alarm").where({ attempt_id: id }).update({ resolved_at: yesterday })
    expect(await ledger().raise(alarmOf("not_booked", id))).not.toBeNull()
  })

  it("does not rest where it had ceased to be true by itself", async () => {
    const { id } = await ledger().open(newAttempt())
    await ledger().raise(alarmOf("not_refunded", id))
    await ledger().resolveAlarms(id, "refunded", "not_refunded")
    expect(await ledger().raise(alarmOf("not_refunded", id))).not.toBeNull()
  })
})
