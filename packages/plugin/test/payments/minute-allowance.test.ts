import { expect, it } from "vitest"
import { MinuteAllowance } from "../../src/payments/minute-allowance"

it("allows so many a minute, for each key", () => {
  const allowance = new MinuteAllowance(2)
  const taken = ["a", "a", "a", "b"].map((key) => allowance.take(key, 60_000))
  expect(taken).toEqual([true, true, false, true])
  expect(allowance.take("a", 119_999)).toBe(false)
  expect(allowance.take("a", 120_000)).toBe(true)
})
