import { describe, expect, it } from "vitest"
import { firstBalanceCheck, nextBalanceCheck } from "../../src/payments/balance-check-at"

const PAID = new Date("2026-11-22T04:00:00Z")
const after = (days: number) => new Date(PAID.getTime() + days * 86_400_000)

describe("a payment is compared with the gateway's books", () => {
  it("a day after it came, reserved or taken", () => {
    for (const state of ["authorized", "captured"] as const)
      expect(firstBalanceCheck({ state, paid_at: PAID })).toEqual({ balance_check_at: after(1) })
  })

  it("not where no money came now", () => {
    expect(firstBalanceCheck({ state: "failed", paid_at: PAID })).toEqual({})
    expect(firstBalanceCheck({ state: "captured" })).toEqual({})
    expect(firstBalanceCheck({ state: "captured", paid_at: null })).toEqual({})
    expect(firstBalanceCheck({})).toEqual({})
  })

  it.each([
    [0, 1],
    [0.99, 1],
    [1, 7],
    [6, 7],
    [7, 30],
    [29, 30],
  ])("after %d days the next time is after %d", (now, next) => {
    expect(nextBalanceCheck({ paid_at: PAID }, after(now))).toEqual(after(next))
  })

  it("and no more after a month, or where nobody knows when it was paid", () => {
    expect(nextBalanceCheck({ paid_at: PAID }, after(30))).toBeNull()
    expect(nextBalanceCheck({ paid_at: null }, PAID)).toBeNull()
  })
})
