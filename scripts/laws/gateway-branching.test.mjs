import { expect, test } from "vitest"
import { gatewayBranching } from "./gateway-branching.mjs"
import { verdict } from "./law-testing.mjs"

const shared = "packages/plugin/src/workflows/settle.ts"

test.each([
  'if (gateway.id === "ecpay") go()',
  'const wait = "ecpay" !== attempt.gateway ? 1 : 2',
  "switch (gateway.id) { default: go() }",
  'if (session?.gateway == "payuni") go()',
])("refused: %s", (text) => {
  expect(verdict(gatewayBranching, shared, text)).toHaveLength(1)
})

test.each([
  "if (gateway.refund === undefined) go()",
  'if (typeof body.gateway === "string") go()',
  'if (fault.gateway === "*") go()',
])("passes: %s", (text) => {
  expect(verdict(gatewayBranching, shared, text)).toEqual([])
})

test("a provider may name itself", () => {
  expect(
    verdict(gatewayBranching, "packages/plugin/src/providers/ecpay/provider.ts", 'gateway.id === "ecpay"'),
  ).toEqual([])
})
