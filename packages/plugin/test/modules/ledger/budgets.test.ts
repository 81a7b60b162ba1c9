import { describe, expect, it } from "vitest"
import { Budgets } from "../../../src/modules/ledger/budgets"
import { newId, useShop } from "../../shop-database"

const place = useShop()
const budgets = () => new Budgets(place.shop.db, 10)
const end = (key: string) =>
  place.shop
    .db("taiwan_payment_budget")
    .where({ key })
    .update({ ends_at: place.shop.db.raw("now() - interval '1 second'") })

describe("what may be done so often", () => {
  it("is done no more often, of many at once as well", async () => {
    const key = newId("key")
    const taken = await Promise.all(Array.from({ length: 8 }, () => budgets().take(key, 3)))
    expect(taken.filter(Boolean)).toHaveLength(3)
    expect([await budgets().used(key), await budgets().used(newId("key"))]).toEqual([3, 0])
    expect(await budgets().take(newId("key"), 3), "another key's is another").toBe(true)
  })

  it("may be done again in the next window", async () => {
    const key = newId("key")
    for (let time = 0; time < 3; time += 1) await budgets().take(key, 2)
    await end(key)
    expect(await budgets().used(key)).toBe(0)
    expect(await budgets().take(key, 2)).toBe(true)
    expect(await budgets().used(key)).toBe(1)
  })

  it("is only counted where nothing is said of how often", async () => {
    const key = newId("key")
    for (let time = 0; time < 20; time += 1) expect(await budgets().take(key)).toBe(true)
    expect(await budgets().used(key)).toBe(20)
  })

  it("lasts as long as it says", async () => {
    const key = newId("key")
    await budgets().take(key)
    const left = place.shop.db.raw("extract(epoch from ends_at - now())::float as left")
    expect((await place.shop.db("taiwan_payment_budget").where({ key }).first(left)).left).toBeCloseTo(600, -2)
  })

  it("is forgotten once it has ended, and not before", async () => {
    const [ended, open] = [newId("key"), newId("key")]
    for (const key of [ended, open]) await budgets().take(key)
    await end(ended)
    await budgets().forgetEnded()
    const left = await place.shop.db("taiwan_payment_budget").whereIn("key", [ended, open])
    expect(left).toMatchObject([{ key: open }])
  })
})
