import { describe, expect, it } from "vitest"
import { lacksMigrations, missingMigrations } from "../../src/payments/missing-migrations"
import { methodAccountAt } from "../fake-gateway"
import { containerOf } from "../shop-container"
import { useShop } from "../shop-database"

const test = useShop()

describe("the database", () => {
  it("that is migrated lacks nothing", async () => {
    expect(await missingMigrations(test.shop.db)).toEqual([])
  })

  it("that lacks a migration is known by its name", async () => {
    const { db } = test.shop
    const row = await db("mikro_orm_migrations").where({ name: "Migration20261128050000" }).first()
    await db("mikro_orm_migrations").where({ name: "Migration20261128050000" }).delete()
    expect(await missingMigrations(db)).toEqual(["Migration20261128050000"])
    const container = containerOf(test.shop, "pp_fake-card_main", methodAccountAt({ url: "http://127.0.0.1:1" }))
    expect(await lacksMigrations(container)).toBe(true)
    expect(test.shop.logged.join()).toMatch(/lacks 1 migrations.*npx medusa db:migrate/)
    await db("mikro_orm_migrations").insert(row)
  })
})
