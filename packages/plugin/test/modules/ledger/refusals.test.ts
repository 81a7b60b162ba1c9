import { describe, expect, it } from "vitest"
import type { Refusals } from "../../../src/modules/ledger/refusals"
import { newAttempt, newEvent, newId, useShop } from "../../shop-database"

const place = useShop()
const ledger = () => place.shop.context.ledger

const refused = (merchant: string, change: Partial<Refusals> = {}): Refusals => ({
  ...{ gateway: "fake", environment: "sandbox", merchant, provider: "pp_fake-card_main" },
  ...{ kind: "notice", verdict: "forged", count: 1, last_digest: "first", last_bytes: 10 },
  ...change,
})

describe("messages that prove nothing", () => {
  const rowsOf = (merchant: string) => place.shop.db("taiwan_payment_refusal").where({ merchant })

  it("are one row an hour, which tells how many and the last one", async () => {
    const merchant = newId("M")
    await ledger().refusals.add(refused(merchant, { count: 2 }))
    await rowsOf(merchant).update({ last_at: new Date(0) })
    await ledger().refusals.add(refused(merchant, { count: 3, last_digest: "last", last_bytes: 20 }))
    const [row, ...more] = await rowsOf(merchant)
    expect([Number(row.count), row.last_digest, row.last_bytes, more]).toEqual([5, "last", 20, []])
    expect(Date.now() - row.last_at.getTime()).toBeLessThan(60_000)
    expect(row.hour.getTime() % 3_600_000).toBe(0)
  })

  it("are another row of another hour, provider, kind or verdict", async () => {
    const merchant = newId("M")
    const others = [{ provider: "another" }, { kind: "return" }, { verdict: "unreadable" }] as const
    for (const other of [{}, ...others]) await ledger().refusals.add(refused(merchant, other))
    expect(await rowsOf(merchant)).toHaveLength(4)
    await rowsOf(merchant).update({ hour: new Date("2026-11-01T00:00:00Z") })
    await ledger().refusals.add(refused(merchant))
    expect(await rowsOf(merchant)).toHaveLength(5)
  })
})

describe("a message that was written down before", () => {
  it("is known by its text, its verdict and whose it is", async () => {
    const attempt = await ledger().open(newAttempt())
    const event = newEvent(attempt)
    const strange = newEvent(null, { gateway: "other" })
    for (const each of [event, strange]) await ledger().note(each)
    const known = [event, strange, { ...event, gateway: "whatever its attempt has" }]
    for (const each of known) expect(await ledger().refusals.hasNoted(each)).toBe(true)
    const unknown = [
      ...[
        { ...event, digest: "d" },
        { ...event, verdict: "forged" as const },
        { ...event, attempt_id: "tpa_x" },
      ],
      ...[
        { ...strange, gateway: "fake" },
        { ...strange, attempt_id: attempt.id },
      ],
    ]
    for (const each of unknown) expect(await ledger().refusals.hasNoted(each)).toBe(false)
  })
})
