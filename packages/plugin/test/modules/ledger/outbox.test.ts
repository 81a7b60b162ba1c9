import { beforeEach, describe, expect, it } from "vitest"
import { newId, useShop } from "../../shop-database"

const place = useShop()
const outbox = () => place.shop.context.ledger.outbox
const rows = () => place.shop.db("taiwan_payment_outbox")

/** The order that a message tells of; what else it carries is its subscribers' business. */
const tellOf = (id: string) => outbox().add("order.placed", { id })
const ordersIn = (messages: readonly { data: object }[]) => messages.map(({ data }) => ("id" in data ? data.id : null))

beforeEach(async () => void (await rows().delete()))

describe("a message for subscribers", () => {
  it("is written down with its name and what it carries, and taken as that", async () => {
    await tellOf("order_1")
    const [message] = await outbox().take(10)
    expect(message).toMatchObject({
      ...{ id: expect.stringMatching(/^tpm_/), name: "order.placed", data: { id: "order_1" } },
    })
  })

  it("is taken the oldest first, so many at a time", async () => {
    for (const id of ["order_1", "order_2", "order_3"]) await tellOf(id)
    const age = (hours: number) => ({ created_at: new Date(Date.now() - hours * 3_600_000) })
    await rows().whereRaw("data->>'id' = 'order_2'").update(age(2))
    await rows().whereRaw("data->>'id' = 'order_3'").update(age(1))
    expect(ordersIn(await outbox().take(2))).toEqual(["order_2", "order_3"])
    expect(ordersIn(await outbox().take(2))).toEqual(["order_1"])
  })

  it("comes in order of age whatever order the database answers in", async () => {
    for (let hours = 1; hours <= 9; hours += 1) {
      const created_at = new Date(Date.now() - hours * 3_600_000)
      const id = newId("tpm")
      await rows().insert({ id, name: "order.placed", data: JSON.stringify({ id: `order_${hours}` }), created_at })
    }
    const oldestFirst = Array.from({ length: 9 }, (_, index) => `order_${9 - index}`)
    expect(ordersIn(await outbox().take(10))).toEqual(oldestFirst)
  })

  it("is one process's at a time, and taken again once that one must have died", async () => {
    await tellOf("order_1")
    expect(await outbox().take(10)).toHaveLength(1)
    expect(await outbox().take(10)).toEqual([])
    const triedBefore = (seconds: number) => ({ tried_at: new Date(Date.now() - seconds * 1000) })
    await rows().update(triedBefore(50))
    expect(await outbox().take(10)).toEqual([])
    await rows().update(triedBefore(70))
    expect(await outbox().take(10)).toHaveLength(1)
  })

  it("is gone once it was delivered, and no other one with it", async () => {
    await tellOf("order_1")
    await tellOf("order_2")
    const [first] = await outbox().take(1)
    await outbox().delivered(first ?? { id: "" })
    expect(await rows()).toMatchObject([{ data: { id: "order_2" } }])
  })
})
