import { expect, test } from "vitest"
import { importArrows } from "./import-arrows.mjs"
import { verdict } from "./law-testing.mjs"

test.each([
  ["packages/plugin/src/toolkit/a.ts", 'import { startSandbox } from "@taiwan-payments/sandbox"'],
  ["packages/plugin/src/toolkit/a.ts", 'import type { Sandbox } from "../../../sandbox/src/index"'],
  ["packages/plugin/src/toolkit/a.ts", 'const axios = require("axios")'],
  ["packages/plugin/src/api/a.ts", 'import { useQuery } from "@tanstack/react-query"'],
  ["packages/sandbox/src/core/a.ts", 'export { Twd } from "@taiwan-payments/medusa/toolkit"'],
  ["packages/sandbox/src/core/a.ts", 'const wire = await import("../../../plugin/src/providers/ecpay/wire")'],
  ["packages/conformance/src/a.ts", 'import { ecpay } from "@taiwan-payments/medusa/gateways/ecpay"'],
  ["packages/conformance/src/a.ts", 'import { Twd } from "@taiwan-payments/medusa/toolkit"'],
  ["packages/prove/src/a.ts", 'import { startSandbox } from "@taiwan-payments/sandbox"'],
  ["packages/prove/src/a.ts", 'import type { Twd } from "@taiwan-payments/medusa/toolkit"'],
  ["packages/prove/src/a.ts", 'import { Twd } from "../../plugin/src/toolkit"'],
  ["packages/prove/src/a.ts", 'import { test } from "vitest"'],
  ["packages/conformance/src/a.ts", 'import { prove } from "@taiwan-payments/prove"'],
  ["packages/create-taiwan-payment-provider/src/a.ts", 'import { select } from "@inquirer/prompts"'],
  ["packages/create-taiwan-payment-provider/src/a.ts", 'import type { Facts } from "@taiwan-payments/prove"'],
  ["packages/storefront/src/start.ts", 'import { useState } from "react"'],
])("%s is refused: %s", (file, text) => {
  expect(verdict(importArrows, file, text)).toHaveLength(1)
})

test.each([
  ["packages/plugin/src/toolkit/a.ts", 'import { createHmac } from "node:crypto"'],
  ["packages/plugin/src/api/a.ts", 'import { MedusaError } from "@medusajs/framework/utils"'],
  ["packages/plugin/src/admin/a.tsx", 'import { Container } from "@medusajs/ui"'],
  ["packages/sandbox/src/core/a.ts", 'import { Hono } from "hono"'],
  ["packages/conformance/src/a.ts", 'import type { Twd } from "@taiwan-payments/medusa/toolkit"'],
  ["packages/conformance/src/a.ts", 'import type { Bank } from "@taiwan-payments/prove"'],
  ["packages/create-taiwan-payment-provider/src/a.ts", 'import { readFileSync } from "node:fs"'],
  ["packages/prove/src/vitest.ts", 'import { test } from "vitest"'],
  ["packages/prove/src/a.ts", 'import { AbstractPaymentProvider } from "@medusajs/framework/utils"'],
  ["packages/storefront/src/react/card.tsx", 'import { useState } from "react"'],
])("%s passes: %s", (file, text) => {
  expect(verdict(importArrows, file, text)).toEqual([])
})
