import { describe, expect, it } from "vitest"
import { linesOf, planOf } from "./plan.mjs"
import { ways } from "./ways.mjs"

const wish = { orders: 200, days: 30, redis: true }

describe("a month's plan", () => {
  it("is the seed's alone", () => {
    expect(planOf({ ...wish, seed: 7 })).toEqual(planOf({ ...wish, seed: 7 }))
    expect(planOf({ ...wish, seed: 7 })).not.toEqual(planOf({ ...wish, seed: 8 }))
  })

  it("is in the order of its time, and has every method, staff and the world", () => {
    const { steps } = planOf({ ...wish, seed: 7 })
    const times = steps.map(({ at }) => at)
    expect(times).toEqual([...times].sort((one, other) => one - other))
    expect(new Set(steps.map(({ method }) => method).filter(Boolean))).toEqual(new Set(Object.keys(ways)))
    expect(new Set(steps.map(({ who }) => who))).toEqual(new Set(["shopper", "staff", "world"]))
  })

  it.each([1, 2, 3])("of five days has what restarts the whole shop, too (seed %i)", (seed) => {
    const { steps } = planOf({ orders: 10, days: 5, redis: false, seed })
    const done = new Set(steps.map(({ what }) => what))
    for (const what of ["keys are rotated", "a gateway is taken out", "the account is locked out"])
      expect(done).toContain(what)
    expect(done).toContain("a process's clock is off")
  })

  it("is told in one line a step", () => {
    const plan = planOf({ ...wish, seed: 7 })
    expect(linesOf(plan)).toHaveLength(plan.steps.length)
  })
})
