import { describe, expect, it } from "vitest"
import { isAheadOfUs } from "../../src/payments/newer-database"
import { methodAccountAt } from "../fake-gateway"
import { containerOf } from "../shop-container"
import { useShop } from "../shop-database"

const place = useShop()

const container = () => containerOf(place.shop, "pp_fake-card_main", methodAccountAt({ url: "http://127.0.0.1:1" }))

async function said(): Promise<string | null> {
  const { rows } = await place.shop.db.raw("select obj_description('taiwan_payment_attempt'::regclass) as said")
  return rows[0]?.said
}

describe("a database", () => {
  it("that is served first by this version knows it from then on", async () => {
    expect(await said()).toBeNull()
    expect(await isAheadOfUs(container())).toBe(false)
    expect(await said()).toMatch(/up to Migration\d{14}$/)
    expect(await isAheadOfUs(container())).toBe(false)
    expect(place.shop.logged).toEqual([])
  })

  it("that an older version has served is taken on", async () => {
    await place.shop.db.raw("comment on table taiwan_payment_attempt is 'Served up to Migration20261122000000'")
    expect(await isAheadOfUs(container())).toBe(false)
    expect(await said()).not.toContain("Migration20261122000000")
  })

  it("that a newer version has served is refused, in words that say what to do", async () => {
    await place.shop.db.raw("comment on table taiwan_payment_attempt is 'Served up to Migration20991231000000'")
    expect(await isAheadOfUs(container())).toBe(true)
    expect(place.shop.logged.join()).toMatch(/newer version.*Migration20991231000000.*Install that version again/)
    expect(await said()).toContain("Migration20991231000000")
  })
})
