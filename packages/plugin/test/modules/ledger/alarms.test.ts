import { describe, expect, it } from "vitest"
import type { Alarm, AlarmKind, NewAlarm } from "../../../src/modules/ledger/records"
import { twd } from "../../../src/toolkit/twd"
import { inBoth } from "../../in-both"
import { newAttempt, newId, useShop } from "../../shop-database"

const place = useShop()
const ledger = () => place.shop.context.ledger
const table = () => place.shop.db<Alarm>("taiwan_payment_alarm")

async function anAttempt(): Promise<string> {
  return (await ledger().open(newAttempt())).id
}

const alarm = (kind: AlarmKind, about: Partial<NewAlarm> = {}): NewAlarm => ({
  ...{ kind, subject: newId("subject"), attempt_id: null, order_id: null, amount: null, detail: inBoth("look") },
  ...about,
})

async function raised(kind: AlarmKind, about: Partial<NewAlarm> = {}): Promise<Alarm> {
  const one = await ledger().raise(alarm(kind, about))
  if (!one) throw new Error(`${kind} was not raised`)
  return one
}

async function resolutionOf({ id }: Pick<Alarm, "id">): Promise<string | null | undefined> {
  return (await table().where({ id }).first("resolution"))?.resolution
}

/** What jobs find at each of their rounds, one by one: a table of which a line can be lost unseen. */
const STANDING: readonly AlarmKind[] = [
  "account_gone",
  "authorization_ends",
  "expired_unpaid",
  "not_applied",
  "not_booked",
  "not_refunded",
  "not_released",
  "order_incomplete",
  "payout_missing",
  "refund_undone",
  "refunded_elsewhere",
  "statement_missing",
  "still_queued",
  "voucher_without_order",
]

describe("an alarm", () => {
  it("is raised once while it is open, with its words in both languages and no control characters", async () => {
    const detail = { en: "Trade\u0000 1", "zh-TW": "交易\u0000 1" }
    const wanted = alarm("second_payment", { detail })
    const one = await ledger().raise(wanted)
    expect(one?.id).toMatch(/^tpx_/)
    expect(one?.detail).not.toContain("\u0000")
    expect(one?.detail).toContain("Trade")
    expect(one?.detail_zh).toContain("交易")
    expect(await ledger().raise(wanted)).toBeNull()
    expect(await ledger().raise({ ...wanted, subject: newId("subject") }), "about another").not.toBeNull()
  })

  it.each(STANDING)("%s rests for a day after a person resolved it, and not after it ended by itself", async (kind) => {
    const about = alarm(kind)
    for (const itself of ["applied", "released", "refunded", "captured", "voided", "agrees", "ended"]) {
      const one = await ledger().raise(about)
      expect(one, `after ${itself}`).not.toBeNull()
      await ledger().alarms.resolve(one?.id ?? "", itself)
    }
    const last = await raised(kind, about)
    await ledger().alarms.resolve(last.id, "called the buyer")
    expect(await ledger().raise(about), "a person has seen it").toBeNull()
    expect(await ledger().raise({ ...about, subject: newId("subject") }), "another is none").not.toBeNull()
    await table()
      .where({ id: last.id })
      .update({ resolved_at: new Date(Date.now() - 25 * 3_600_000) })
    expect(await ledger().raise(about), "a day later").not.toBeNull()
  })

  it("that is told at its event alone does not rest", async () => {
    const about = alarm("second_payment")
    await ledger().alarms.resolve((await raised("second_payment", about)).id, "called the buyer")
    expect(await ledger().raise(about)).not.toBeNull()
  })

  it("is resolved once, by one of two, and nobody else's with it", async () => {
    const [one, other] = [await raised("second_payment"), await raised("second_payment")]
    expect(await ledger().alarms.resolve(one.id, "done")).toMatchObject({ id: one.id, resolution: "done" })
    expect(await ledger().alarms.resolve(one.id, "again")).toBeUndefined()
    expect(await resolutionOf(one)).toBe("done")
    expect(await resolutionOf(other)).toBeNull()
  })
})

describe("what an order owes", () => {
  it("is told no more once the order is paid; what else is open about it stays, and so do other orders", async () => {
    const [order_id, another] = [newId("order"), newId("order")]
    const owed = await Promise.all(
      (["expired_unpaid", "shipped_unpaid", "released_unpaid"] as const).map((kind) => raised(kind, { order_id })),
    )
    const stays = [await raised("second_payment", { order_id }), await raised("shipped_unpaid", { order_id: another })]
    await ledger().alarms.resolveOwed(order_id)
    expect(await Promise.all(owed.map(resolutionOf))).toEqual(["applied", "applied", "applied"])
    expect(await Promise.all(stays.map(resolutionOf))).toEqual([null, null])
  })
})

describe("an alarm about one thing", () => {
  it("is resolved by its kind and its subject", async () => {
    const subject = newId("subject")
    const meant = await raised("payout_missing", { subject })
    const stays = [await raised("payout_differs", { subject }), await raised("payout_missing")]
    await ledger().alarms.resolveAbout("payout_missing", subject, "agrees")
    expect(await resolutionOf(meant)).toBe("agrees")
    expect(await Promise.all(stays.map(resolutionOf))).toEqual([null, null])
  })

  it("about an operation goes by that operation; by its sum, the oldest, only where that is wanted and none is its own", async () => {
    const attempt_id = await anAttempt()
    const about = (subject: string, amount: number | null) => raised("not_refunded", { attempt_id, subject, amount })
    const own = await about("tpo_1 300", 300)
    const [older, younger] = [await about("sum a", 300), await about("sum b", 300)]
    const elsewhere = await raised("not_refunded", { attempt_id: await anAttempt(), subject: "sum c", amount: 300 })
    const otherKind = await raised("not_booked", { attempt_id, subject: "tpo_1", amount: 300 })
    const operation = { id: "tpo_1", attempt_id, amount: twd(300) }
    const open = async () =>
      (await Promise.all([own, older, younger, elsewhere, otherKind].map(resolutionOf))).map((each) => each === null)

    await ledger().alarms.resolveOperation("not_refunded", { ...operation, id: "tpo_2" }, "refunded")
    expect(await open(), "nobody's").toEqual([true, true, true, true, true])
    await ledger().alarms.resolveOperation("not_refunded", operation, "refunded", true)
    expect(await open(), "its own").toEqual([false, true, true, true, true])
    await ledger().alarms.resolveOperation("not_refunded", { ...operation, amount: twd(200) }, "refunded", true)
    expect(await open(), "of another sum").toEqual([false, true, true, true, true])
    await ledger().alarms.resolveOperation("not_refunded", operation, "refunded", true)
    expect(await open(), "the oldest of its sum").toEqual([false, false, true, true, true])
  })
})
