import { describe, expect, it } from "vitest"
import type { AttemptChange } from "../../../src/modules/ledger/records"
import { overviewOf } from "../../../src/payments/staff/overview"
import { twd } from "../../../src/toolkit/twd"
import { methodAccountAt } from "../../fake-gateway"
import { containerOf } from "../../shop-container"
import { newAttempt, newId, useShop } from "../../shop-database"

const place = useShop()
const container = () => containerOf(place.shop, "pp_fake-card_main", methodAccountAt({ url: "http://127.0.0.1:9" }))

async function add(merchant: string, change: AttemptChange): Promise<Date> {
  const { ledger } = place.shop.context
  const opened = await ledger.open(newAttempt({ merchant }))
  await ledger.change(opened, change)
  return opened.created_at
}

const captured = { state: "captured", captured_amount: twd(1000), paid_at: new Date() } as const

describe("the overview", () => {
  it("sums up what came in, what went back and what is awaited, of what the list is narrowed to", async () => {
    const merchant = newId("M")
    await add(newId("M"), captured)
    await add(merchant, captured)
    await add(merchant, { ...captured, refunded_amount: twd(300) })
    await add(merchant, { state: "failed" })
    await add(merchant, { state: "issued" })
    expect(await overviewOf(container(), { merchant }, new Date())).toMatchObject({
      ...{ gross: 2000, refunded: 300, net: 1700, paid: 2, unpaid: 1, awaiting: 1, awaited_amount: 1000 },
      ...{ success_rate: 2 / 3, days: 30 },
    })
  })

  it("is of the last thirty days, unless somebody says since when", async () => {
    const merchant = newId("M")
    const begun = await add(merchant, captured)
    const later = new Date(begun.getTime() + 31 * 86_400_000)
    expect(await overviewOf(container(), { merchant }, later)).toMatchObject({ gross: 0, success_rate: null })
    expect(await overviewOf(container(), { merchant, from: begun }, later)).toMatchObject({ gross: 1000, days: null })
  })
})
