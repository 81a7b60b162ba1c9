import { setTimeout as sleep } from "node:timers/promises"
import { describe, expect, it } from "vitest"
import type { Operation, OperationState } from "../../../src/modules/ledger/records"
import { leftOf } from "../../../src/payments/operations/left"
import { twd } from "../../../src/toolkit/twd"
import { newId, useShop } from "../../shop-database"
import { paidTrade } from "../paid-trade"

const place = useShop()
const context = () => place.shop.context

async function left(...moved: [Operation["kind"], OperationState, number][]): Promise<number> {
  const { attempt } = await paidTrade(place.shop)
  for (const [kind, state, amount] of moved) {
    const facts = { attempt_id: attempt.id, kind, idempotency_key: newId("ref"), requested: String(amount) }
    const { operation } = await context().ledger.begin({ ...facts, amount: twd(amount) })
    if (state !== "started") await context().ledger.finish(operation, { state })
  }
  return leftOf(context(), attempt)
}

describe("what is left of a payment", () => {
  it("is all of it where nothing went back", async () => {
    expect(await left()).toBe(1000)
    expect(await left(["capture", "done", 1000])).toBe(1000)
  })

  it.each(["started", "unknown", "queued", "recorded", "done"] as const)(
    "is without what went back, or may be on its way back: %s",
    async (state) => {
      expect(await left(["refund", "done", 100], ["refund", state, 200])).toBe(700)
    },
  )

  it("is without what was released", async () => {
    expect(await left(["void", "unknown", 1000])).toBe(0)
  })

  it.each(["refused", "failed"] as const)("is with what did not go back: %s", async (state) => {
    expect(await left(["refund", state, 200])).toBe(1000)
  })

  it("of a number that nobody has paid is its amount", async () => {
    const { attempt } = await paidTrade(place.shop, {}, { state: "issued" })
    expect(await leftOf(context(), attempt)).toBe(1000)
  })

  it("waits for what is moving it just now, and for nothing where nobody has paid", async () => {
    const [unpaid, paid] = [await paidTrade(place.shop, {}, { state: "issued" }), await paidTrade(place.shop)]
    const during = (trade: typeof paid) =>
      context().ledger.exclusively(`attempt ${trade.attempt.id}`, () =>
        Promise.race([leftOf(context(), trade.attempt), sleep(500, "waits")]),
      )
    expect(await during(unpaid)).toBe(1000)
    expect(await during(paid)).toBe("waits")
  })
})
