import { expect, test } from "vitest"
import { pureGateways } from "./pure-gateways.mjs"

const gateway = "packages/plugin/src/providers/acme/gateway.ts"
const toolkit = "packages/plugin/src/toolkit/money.ts"

/** @param {string} money */
const tree = (money) =>
  new Map([
    [gateway, 'import { money } from "../../toolkit/money"'],
    [toolkit, money],
  ])

test("Medusa loaded by what a gateway loads is found", () => {
  expect(pureGateways.violations(tree('import { MedusaError } from "@medusajs/framework/utils"'))).toHaveLength(1)
})

test("types cost nothing", () => {
  expect(pureGateways.violations(tree('import type { Logger } from "@medusajs/framework/types"'))).toEqual([])
})
