import { expect, test } from "vitest"
import { verdict } from "./law-testing.mjs"
import { pluginLayers } from "./plugin-layers.mjs"

const src = "packages/plugin/src"

test.each([
  ["toolkit/form.ts", "../modules/ledger/records"],
  ["modules/ledger/service.ts", "../../payments/orders/apply-worker"],
  ["payments/context.ts", "./orders/apply"],
  ["payments/record-message.ts", "./notices/verify"],
  ["payments/queries/payment-sync.ts", "../orders/apply-worker"],
  ["payments/orders/apply.ts", "../checkout/status"],
  ["payments/operations/refund.ts", "../queries/query"],
  ["payments/staff/situation.ts", "../provider/payment-provider"],
  ["payments/staff/situation.ts", "../../api/admin/taiwan-payments/views"],
  ["payments/provider/services.ts", "../../providers/acme/gateway"],
  ["modules/background/service.ts", "../../api/reading"],
  ["api/reading.ts", "../admin/server/payments"],
])("%s must not import %s", (file, specifier) => {
  expect(verdict(pluginLayers, `${src}/${file}`, `import type { a } from "${specifier}"`)).toHaveLength(1)
})

test.each([
  ["modules/ledger/advance.ts", "../../toolkit/contract/trade"],
  ["payments/context.ts", "../modules/ledger/ledger"],
  ["payments/context.ts", "./session-rules"],
  ["payments/session-rules.ts", "./medusa/facts"],
  ["payments/medusa/facts.ts", "../context"],
  ["payments/orders/expire.ts", "../queries/query"],
  ["payments/checkout/return.ts", "../orders/apply-worker"],
  ["modules/apply-worker/service.ts", "../../payments/orders/apply-worker"],
  ["providers/acme/provider.ts", "../../payments/provider/services"],
  ["modules/background/schedule.ts", "../../payments/orders/apply-worker"],
  ["admin/server/payments.ts", "../../api/admin/taiwan-payments/views"],
])("%s may import %s", (file, specifier) => {
  expect(verdict(pluginLayers, `${src}/${file}`, `import type { a } from "${specifier}"`)).toEqual([])
})
