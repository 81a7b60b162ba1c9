import { describe, expect, it } from "vitest"
import { JobLeases } from "../../../src/modules/ledger/job-leases"
import { newId, useShop } from "../../shop-database"

const place = useShop()
const leases = () => new JobLeases(place.shop.db)
const MINUTE = 60_000

const rowOf = (name: string) => place.shop.db("taiwan_payment_job").where({ name })
const ago = (seconds: number) => place.shop.db.raw("now() - make_interval(secs => ?)", [seconds])
const leftOf = async (name: string) => {
  const left = place.shop.db.raw("extract(epoch from leased_until - now())::float as left")
  return (await rowOf(name).first(left)).left
}

describe("the right to run a job", () => {
  it("is one server's at a time", async () => {
    const name = newId("job")
    const taken = await Promise.all(Array.from({ length: 6 }, () => leases().take(name, 0, MINUTE)))
    expect(taken.filter(Boolean)).toHaveLength(1)
    expect(await leases().take(newId("job"), 0, MINUTE), "another job's is another").toBe(true)
  })

  it("ends by itself when its server dies", async () => {
    const name = newId("job")
    await leases().take(name, 0, MINUTE)
    expect(await leftOf(name)).toBeCloseTo(60, -1)
    await rowOf(name).update({ leased_until: ago(1), started_at: ago(61) })
    expect(await leases().take(name, MINUTE, 2 * MINUTE)).toBe(true)
    expect(await leftOf(name)).toBeCloseTo(120, -1)
  })

  it("is not taken again sooner than the job is due", async () => {
    const name = newId("job")
    await leases().take(name, MINUTE, MINUTE)
    await leases().end(name)
    expect(await leases().take(name, MINUTE, MINUTE)).toBe(false)
    await rowOf(name).update({ started_at: ago(61) })
    expect(await leases().take(name, MINUTE, MINUTE)).toBe(true)
    expect(await rowOf(name).first(), "it runs").toMatchObject({ ended_at: null })
  })

  it("is kept while a long run goes on, and no other one's with it", async () => {
    const [name, other] = [newId("job"), newId("job")]
    for (const each of [name, other]) await leases().take(each, 0, MINUTE)
    await leases().extend(name, 10 * MINUTE)
    expect(await leftOf(name)).toBeCloseTo(600, -1)
    expect(await leftOf(other)).toBeCloseTo(60, -1)
  })

  it("is given up at the end, and the row says when that was", async () => {
    const [name, other] = [newId("job"), newId("job")]
    for (const each of [name, other]) await leases().take(each, 0, MINUTE)
    await leases().end(name)
    expect(await rowOf(name).first()).toMatchObject({ ended_at: expect.any(Date) })
    expect(await rowOf(other).first()).toMatchObject({ ended_at: null })
    expect(await leases().take(name, 0, MINUTE)).toBe(true)
    expect(await leases().take(other, 0, MINUTE)).toBe(false)
  })
})
