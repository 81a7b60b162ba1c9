import { describe, expect, it } from "vitest"
import { accountLines, reportAccounts } from "../../src/payments/boot-report"
import { missingMigrations } from "../../src/payments/missing-migrations"
import { methodAccountAt, WALLET } from "../fake-gateway"
import { containerOf } from "../shop-container"
import { useShop } from "../shop-database"

const test = useShop()
const card = methodAccountAt({ url: "http://127.0.0.1:1" })

describe("a server that starts", () => {
  it("says in one line for each account what it stands for", async () => {
    const { shop } = test
    await reportAccounts(containerOf(shop, "pp_fake-card_main", card))
    const lines = shop.logged.filter((line) => line.includes("merchant M1"))
    expect(lines).toEqual([
      expect.stringContaining(
        `Fake Bank, merchant M1, sandbox; methods card; notices to ${card.shop.backendUrl}/pay/fake-card_main/notify`,
      ),
    ])
  })

  it("names the methods of an account together, and other accounts apart", () => {
    const other = methodAccountAt({ url: "http://127.0.0.1:1" }, { merchant: "M2" })
    const lines = accountLines(
      new Map([
        ["pp_fake-card_main", card],
        ["pp_fake-wallet_main", { ...card, method: WALLET }],
        ["pp_fake-card_b", other],
      ]),
    )
    expect(lines).toHaveLength(2)
    expect(lines[0]).toContain("methods card, wallet;")
    expect(lines[1]).toContain("merchant M2")
  })

  it("says that no provider is configured, and how one is", async () => {
    const { shop } = test
    const strangers = containerOf(shop, "pp_stripe_stripe", card)
    const payment = {
      listPaymentProviders: async () => [{ id: "pp_stripe_stripe" }],
      paymentProviderService_: { retrieveProvider: () => ({}) },
    }
    const container = Object.assign(Object.create(strangers), {
      resolve: (name: string) => (name === "payment" ? payment : strangers.resolve(name)),
    })
    await reportAccounts(container)
    expect(shop.logged.join()).toMatch(/no payment provider of it is configured.*providers\/ecpay/)
  })
})

describe("the database", () => {
  it("that is migrated lacks nothing", async () => {
    expect(await missingMigrations(test.shop.db)).toEqual([])
  })

  it("that lacks a migration is known by its name", async () => {
    const { db } = test.shop
    const row = await db("mikro_orm_migrations").where({ name: "Migration20261128050000" }).first()
    await db("mikro_orm_migrations").where({ name: "Migration20261128050000" }).delete()
    expect(await missingMigrations(db)).toEqual(["Migration20261128050000"])
    await db("mikro_orm_migrations").insert(row)
  })
})
