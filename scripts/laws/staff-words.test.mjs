import { expect, test } from "vitest"
import { verdict } from "./law-testing.mjs"
import { staffWords } from "./staff-words.mjs"

const file = "packages/plugin/src/payments/staff/refund.ts"

test.each([
  'throw new PaymentError("refused", "Nothing is left.")',
  'throw new PaymentError("unsupported", `Only in full.`)',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the code that is judged
  'throw new PaymentError("unsupported", `${left} are left.`)',
])("refused: %s", (text) => {
  expect(verdict(staffWords, file, text)).toHaveLength(1)
})

test.each([
  'throw new PaymentError("refused", { en: "Nothing is left.", "zh-TW": "已無餘額。" })',
  'throw new PaymentError("unreadable", "The answer is no JSON.")',
  'throw new Error("refused")',
])("passes: %s", (text) => {
  expect(verdict(staffWords, file, text)).toEqual([])
})

test("what a buyer's browser or a program reads is not staff's", () => {
  const elsewhere = "packages/plugin/src/payments/checkout/start.ts"
  expect(verdict(staffWords, elsewhere, 'new PaymentError("refused", "No.")')).toEqual([])
})
