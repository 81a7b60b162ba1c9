import { expect, test } from "vitest"
import { tradeNamedBy } from "../src/store/trade-of.js"

const trade = (order_no: string, more: Record<string, unknown> = {}) => ({
  order_no,
  mid: "999000123",
  amount: 1060,
  ...more,
})
const trades = [trade("A1000"), trade("A1001"), trade("A1002", { metadata: { session: "payses_3" } })]
const named = (id: string, data: Record<string, unknown>) => tradeNamedBy(trades, { id, data })?.order_no

test("a trade that speaks of the session is its own, wherever it does", () => {
  expect(named("payses_3", {})).toBe("A1002")
})

test("a session names its trade by any id of the trade's, whatever the bank calls it", () => {
  expect(named("payses_1", { number: "A1000", mid: "999000123" })).toBe("A1000")
})

test("what all trades have in common names none of them", () => {
  expect(named("payses_1", { mid: "999000123" })).toBeUndefined()
})
