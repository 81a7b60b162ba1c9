import { randomBytes } from "node:crypto"
import { describe, expect, it } from "vitest"
import { CardStorageProvider } from "../../../src/payments/provider/card-provider"
import { providersOf } from "../../../src/payments/provider/services"
import { openBank } from "../../fake-bank"
import { fakeKind } from "../../fake-gateway"
import { newId, useShop } from "../../shop-database"
import { medusaError } from "../session-at-bank"

const used = useShop()
const KEYS = [{ id: "key1", bytes: randomBytes(32) }]

/** Medusa's provider of the card, and its account holder of one customer. */
async function opened(options: object = { cardKeys: KEYS }) {
  const bank = await openBank()
  const Service = providersOf(fakeKind).find(({ identifier }) => identifier === "fake-card")
  if (!Service) throw new Error("There is no card.")
  const { db, context } = used.shop
  const provider = new Service({ __pg_connection__: db, logger: context.logger }, { url: bank.url, ...options })
  if (!(provider instanceof CardStorageProvider)) throw new Error("The card's provider keeps no cards.")
  const holder = async (customerId = newId("cus")) => {
    const customer = { id: customerId, email: "buyer@example.com" }
    const { id, data = {} } = await provider.createAccountHolder({ context: { customer } })
    expect(id).toBe(customerId)
    return { account_holder: { id: "acchld_1", external_id: id, provider_id: "pp_fake-card_main", data } }
  }
  return { bank, provider, holder }
}

describe("Medusa's account holder", () => {
  it("holds the customer and no secret", async () => {
    const { provider, holder } = await opened()
    const context = await holder("cus_1")
    expect(context.account_holder.data).toEqual({ customer_id: "cus_1" })
    expect(
      await provider.updateAccountHolder({ context: { ...context, customer: { id: "cus_1", email: "a@b.c" } } }),
    ).toEqual({
      data: { customer_id: "cus_1" },
    })
    expect(await provider.retrieveAccountHolder({ id: "cus_1" })).toEqual({
      id: "cus_1",
      data: { customer_id: "cus_1" },
    })
  })

  it("saves, lists and deletes the customer's cards", async () => {
    const { bank, provider, holder } = await opened()
    const context = await holder()
    const { id, data } = await provider.savePaymentMethod({ context, data: { token: "t" } })
    expect(data).toEqual({ brand: "visa", last4: "4242", expiry: "2035-12", created_at: expect.any(String) })
    expect(await provider.listPaymentMethods({ context })).toEqual([{ id, data }])
    await provider.deletePaymentMethod({ context, data: { id } })
    expect([await provider.listPaymentMethods({ context }), bank.cards.size]).toEqual([[], 0])
  })

  it("knows no card of another customer", async () => {
    const { bank, provider, holder } = await opened()
    const [mine, other] = [await holder(), await holder()]
    const { id } = await provider.savePaymentMethod({ context: mine, data: { token: "t" } })
    expect(await provider.listPaymentMethods({ context: other })).toEqual([])
    expect(await medusaError(provider.deletePaymentMethod({ context: other, data: { id } }))).toMatchObject({
      type: "not_allowed",
    })
    expect(bank.cards.size).toBe(1)
  })

  it("takes all cards with it", async () => {
    const { bank, provider, holder } = await opened()
    const context = await holder()
    await provider.savePaymentMethod({ context, data: { token: "t" } })
    await provider.savePaymentMethod({ context, data: { token: "u" } })
    await provider.deleteAccountHolder({ context })
    expect(bank.cards.size).toBe(0)
  })

  it("is needed", async () => {
    const { provider } = await opened()
    expect((await medusaError(provider.listPaymentMethods({}))).message).toMatch(/account holder/)
    expect((await medusaError(provider.savePaymentMethod({ data: { token: "t" } }))).message).toMatch(/account holder/)
  })

  it("has no cards where the account has no keys", async () => {
    const { provider, holder } = await opened({})
    const context = await holder()
    expect(await provider.listPaymentMethods({ context })).toEqual([])
    expect((await medusaError(provider.savePaymentMethod({ context, data: { token: "t" } }))).message).toMatch(
      /keeps no cards/,
    )
  })
})

describe("a method that keeps no cards", () => {
  it("leaves Medusa's methods for account holders out", () => {
    const Service = providersOf(fakeKind).find(({ identifier }) => identifier === "fake-wallet")
    expect(Service?.prototype).not.toHaveProperty("createAccountHolder")
    expect(Service?.prototype).not.toHaveProperty("listPaymentMethods")
  })
})
