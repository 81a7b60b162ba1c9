import { setTimeout as sleep } from "node:timers/promises"
import { describe, expect, it, vi } from "vitest"
import type { AccountKey } from "../../../src/modules/ledger/records"
import { newId, useShop } from "../../shop-database"

const place = useShop()
const absences = () => place.shop.context.ledger.absences
const account = (): AccountKey => ({ gateway: "fake", environment: "sandbox", merchant: newId("M") })
const HOUR = 3_600
const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000)
const rowsOf = (of: AccountKey) => place.shop.db("taiwan_payment_absence").where(of)

describe("questions that may find no trade", () => {
  it("are counted up to so many, of many at once as well", async () => {
    const mine = account()
    const counted = await Promise.all(Array.from({ length: 6 }, () => absences().count(mine, 1 * HOUR, 2)))
    expect(counted.filter((at) => at !== null)).toHaveLength(2)
    const others = [{ merchant: newId("M") }, { gateway: "other" }, { environment: "stage" as const }]
    for (const other of others)
      expect(await absences().count({ ...mine, ...other }, 1 * HOUR, 1), "another account").not.toBeNull()
  })

  it("of before then do not count, and those of more than a day ago are forgotten", async () => {
    const [mine, another] = [account(), account()]
    for (const of of [mine, another])
      for (const hours of [2, 23, 25])
        await place.shop.db("taiwan_payment_absence").insert({ ...of, created_at: hoursAgo(hours) })
    expect(await absences().count(mine, 1 * HOUR, 1)).not.toBeNull()
    expect(await rowsOf(mine)).toHaveLength(3)
    expect(await rowsOf(another)).toHaveLength(3)
    expect(await absences().count(mine, 3 * HOUR, 2)).toBeNull()
    expect(await absences().count(mine, 3 * HOUR, 3)).not.toBeNull()
  })

  it("are taken back one by one, each by its own instant", async () => {
    const [mine, another] = [account(), account()]
    const first = await absences().count(mine, 1 * HOUR, 5)
    const second = await absences().count(mine, 1 * HOUR, 5)
    expect(first).not.toBe(second)
    await absences().uncount(another, first ?? "")
    expect(await rowsOf(mine)).toHaveLength(2)
    await absences().uncount(mine, first ?? "")
    expect(await rowsOf(mine)).toHaveLength(1)
    await absences().uncount(mine, second ?? "")
    expect(await rowsOf(mine)).toEqual([])
  })

  it("wait while others of their account are counted, and keep no other account waiting", async () => {
    const [busy, other] = [account(), account()]
    let counted = false
    await place.shop.db.transaction(async (transaction) => {
      const key = `taiwan-payments:absences ${busy.gateway} ${busy.environment} ${busy.merchant}`
      await transaction.raw("select pg_advisory_xact_lock(hashtextextended(?, 0))", [key])
      const waiting = absences().count(busy, 1 * HOUR, 1)
      void waiting.then(() => {
        counted = true
      })
      expect(await absences().count(other, 1 * HOUR, 1)).not.toBeNull()
      await sleep(100)
      expect(counted).toBe(false)
    })
    await vi.waitFor(() => expect(counted).toBe(true))
  })
})
