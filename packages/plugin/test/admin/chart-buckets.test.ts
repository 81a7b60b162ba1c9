import { describe, expect, it } from "vitest"
import { bucketsOf } from "../../src/admin/parts/chart-buckets"
import type { Period } from "../../src/admin/server/payments"

type Day = Period["days"][number]

/** So many days from the first of January, each of these sums. */
function days(count: number, sums: Partial<Day>): Day[] {
  const nothing = {
    attempts: 0,
    gross: 0,
    refunded: 0,
    fee: 0,
    fees_known: 0,
    paid: 0,
    unpaid: 0,
    net: 0,
    success_rate: null,
  }
  return Array.from({ length: count }, (_, index) => {
    const day = new Date(Date.UTC(2026, 0, 1 + index)).toISOString().slice(0, 10)
    return { ...nothing, ...sums, day }
  })
}

function bucketsOfDays(count: number, sums: Partial<Day>, before: Partial<Day>) {
  return bucketsOf({ days: days(count, sums), before: { days: days(count, before) } })
}

describe("what a chart draws", () => {
  it("is a mark for each day, beside the same day of the period before", () => {
    const buckets = bucketsOfDays(30, { gross: 100, paid: 1, unpaid: 3 }, { gross: 70 })
    expect(buckets).toHaveLength(30)
    expect(buckets[1]).toMatchObject({ name: "2026-01-02", gross: 100, before: 70, rate: 25 })
  })

  it("is a mark for each month of a longer time", () => {
    const buckets = bucketsOfDays(365, { gross: 100, refunded: 10, fee: 0.5, net: 89.5, paid: 1 }, { gross: 70 })
    expect(buckets.map(({ name }) => name)).toEqual(expect.arrayContaining(["2026-01", "2026-12"]))
    expect(buckets[1]).toMatchObject({ name: "2026-02", gross: 2800, refunded: 280, fee: 14, before: 1960, rate: 100 })
  })

  it("has no rate where nothing has ended", () => {
    expect(bucketsOfDays(1, {}, {})[0]).toMatchObject({ rate: null, gross: 0 })
  })
})
