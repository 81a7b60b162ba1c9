import { expect, test } from "vitest"
import { verdict } from "./law-testing.mjs"
import { noLoopholes } from "./no-loopholes.mjs"

const gateway = "packages/plugin/src/providers/acme/wire.ts"
const elsewhere = "packages/plugin/src/api/pay/route.ts"

test.each([
  "const a: any = 1",
  "const a = b as unknown as C",
  "// @ts-expect-error",
  "// biome-ignore lint/a: x",
  "/* eslint-disable */",
])("refused everywhere: %s", (text) => {
  expect(verdict(noLoopholes, gateway, text)).toHaveLength(1)
  expect(verdict(noLoopholes, elsewhere, text)).toHaveLength(1)
})

test("a reason on the line excuses it, but never in a gateway", () => {
  const text = "const a: any = row // Medusa types its rows so"
  expect(verdict(noLoopholes, elsewhere, text)).toEqual([])
  expect(verdict(noLoopholes, gateway, text)).toHaveLength(1)
})

test("an address is no reason", () => {
  expect(verdict(noLoopholes, elsewhere, 'const a: any = load("https://a.b")')).toHaveLength(1)
})

test("plain casts and words pass", () => {
  expect(verdict(noLoopholes, gateway, 'const a = b as C // any of them\nconst any = "any"')).toEqual([])
})
