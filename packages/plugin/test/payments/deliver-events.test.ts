import { describe, expect, it } from "vitest"
import { deliverEvents, openContext } from "../../src/payments/context"
import { useShop } from "../shop-database"

const place = useShop()

describe("an event that its bus does not take", () => {
  it("stays, and keeps none that were taken with it", async () => {
    const { context, db, logged } = place.shop
    const heard: unknown[] = []
    const emit = async ({ data }: { data?: unknown }) => {
      if (JSON.stringify(data).includes("order_bad")) throw new Error("it is too large")
      heard.push(data)
    }
    const deaf = openContext(db, context.logger, { emit } as never)
    for (const id of ["order_bad1", "order_1", "order_bad2", "order_2"])
      await context.ledger.outbox.add("order.placed", { id })
    await deliverEvents(deaf)
    expect(heard).toEqual([{ id: "order_1" }, { id: "order_2" }])
    const left = await db("taiwan_payment_outbox").orderBy("created_at")
    expect(left.map(({ data }) => data.id)).toEqual(["order_bad1", "order_bad2"])
    expect(logged.join()).toContain("could not emit 2 events, and will try again: it is too large")
  })
})
