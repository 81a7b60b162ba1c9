import { expect, test } from "vitest"
import { privateWordsIn } from "./words.mjs"

/** @param {string} line */
const found = (line, file = "packages/plugin/src/payments/a.ts") => privateWordsIn(new Map([[file, line]]))

test.each([
  "import { terminalOf } from './terminals'",
  "const settle_at = null",
  "the cashier takes the money",
  'capture: "at once"',
  "await settlerOf(container).sweep()",
  "type Answer = Fate",
])("refused: %s", (line) => {
  expect(found(line)).toHaveLength(1)
})

test.each([
  "it starts at once, and staff may refund by hand",
  "the buyer departs when the train does",
  "TapPay knows it as terminal_id",
  "const fate = 'sealed'",
])("passes: %s", (line) => {
  expect(found(line)).toEqual([])
})

test("migrations and decisions may name what was there before", () => {
  expect(found("settle_at", "packages/plugin/src/modules/ledger/migrations/Migration1.ts")).toEqual([])
  expect(found("The cashier is gone.", "docs/adr/0008-words.md")).toEqual([])
})
