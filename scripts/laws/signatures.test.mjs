import { expect, test } from "vitest"
import { verdict } from "./law-testing.mjs"
import { signatures } from "./signatures.mjs"

const file = "packages/plugin/src/providers/acme/wire.ts"

test.each([
  "if (fields.CheckMacValue === sign(fields)) ok()",
  "if (expected !== request.signature) no()",
  'if (body["TradeSha"] == ours) ok()',
  "if (mac === expectedMac) ok()",
  "if (seal !== sealOf(secret, named)) no()",
  "return markVerified(fields)",
])("a comparison that leaks its time: %s", (text) => {
  expect(verdict(signatures, file, text)).toHaveLength(1)
})

test.each([
  "logger.warn(`expected $" + "{expectedMac}`)",
  "throw new PaymentError(`want $" + "{expectedSignature}`)",
  "response.json({ computedHash })",
  "function f() { return expectedCheckMacValue }",
])("the expected signature told: %s", (text) => {
  expect(verdict(signatures, file, text)).toHaveLength(1)
})

test.each([
  "if (fields.CheckMacValue === undefined) no()",
  "return equalInConstantTime(expectedMac, fields.CheckMacValue)",
  "if (amount === expectedAmount) ok()",
])("passes: %s", (text) => {
  expect(verdict(signatures, file, text)).toEqual([])
})
