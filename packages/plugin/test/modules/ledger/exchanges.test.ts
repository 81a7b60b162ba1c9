import { describe, expect, it } from "vitest"
import type { NewExchange } from "../../../src/modules/ledger/exchanges"
import { newAttempt, newId, useShop } from "../../shop-database"

const place = useShop()
const exchanges = () => place.shop.context.ledger.exchanges
const rows = () => place.shop.db("taiwan_payment_exchange")

const exchange = (change: Partial<NewExchange> = {}): NewExchange => ({
  ...{ gateway: "fake", environment: "sandbox", merchant: "M1", attempt_id: null, call: "query" },
  ...{ address: "bank.example/query", asked: { tradeNo: "T1" }, answered: { state: "captured" } },
  ...{ status: 200, problem: null, ms: 12 },
  ...change,
})

/** Two of a gateway of the test's own, the second the newer one. */
async function two() {
  const gateway = newId("g")
  const { id: attempt_id } = await place.shop.context.ledger.open(newAttempt({ gateway }))
  await exchanges().add(exchange({ gateway, attempt_id, ms: 1 }))
  await exchanges().add(exchange({ gateway, ms: 2 }))
  await rows()
    .where({ gateway, ms: 1 })
    .update({ created_at: new Date(Date.now() - 60_000) })
  return { gateway, attempt_id }
}
const msOf = (listed: readonly { ms: number }[]) => listed.map(({ ms }) => ms)

describe("what was said with gateways", () => {
  it("is kept as it was said", async () => {
    const gateway = newId("g")
    await exchanges().add(exchange({ gateway }))
    const kept = { ...exchange({ gateway }), id: expect.stringMatching(/^tpw_/), created_at: expect.any(Date) }
    expect(await exchanges().list({ gateways: [gateway] }, { limit: 10 })).toMatchObject([kept])
  })

  it("is listed newest first, so many, from one on", async () => {
    const { gateway } = await two()
    const list = (page: { limit: number; after?: string }) => exchanges().list({ gateways: [gateway] }, page)
    expect(msOf(await list({ limit: 10 }))).toEqual([2, 1])
    const [newest] = await list({ limit: 1 })
    expect(newest).toMatchObject({ ms: 2 })
    expect(msOf(await list({ limit: 10, after: newest?.id ?? "" }))).toEqual([1])
  })

  it("of the same instant is listed by its id, so that a page begins where the last one ended", async () => {
    const { gateway } = await two()
    await rows().where({ gateway }).update({ created_at: new Date() })
    const ids = (await exchanges().list({ gateways: [gateway] }, { limit: 10 })).map(({ id }) => id)
    expect(ids).toEqual(ids.toSorted().reverse())
  })

  it("is narrowed to a payment, or to gateways", async () => {
    const { gateway, attempt_id } = await two()
    expect(msOf(await exchanges().list({ attemptId: attempt_id }, { limit: 10 }))).toEqual([1])
    expect(msOf(await exchanges().list({ gateways: [gateway] }, { limit: 10 }))).toEqual([2, 1])
    expect(await exchanges().list({ gateways: [] }, { limit: 10 })).toEqual([])
    expect((await exchanges().list({}, { limit: 500 })).length).toBeGreaterThan(2)
  })

  it("is forgotten after thirty days, the oldest first", async () => {
    const { gateway } = await two()
    await exchanges().add(exchange({ gateway, ms: 3 }))
    const age = (ms: number, days: number) =>
      rows()
        .where({ gateway, ms })
        .update({ created_at: new Date(Date.now() - days * 86_400_000) })
    await age(2, 31)
    await age(1, 32)
    await age(3, 29)
    const left = async () => msOf(await exchanges().list({ gateways: [gateway] }, { limit: 10 }))
    await exchanges().forget(1)
    expect(await left()).toEqual([3, 2])
    await exchanges().forget(10)
    expect(await left()).toEqual([3])
  })
})
