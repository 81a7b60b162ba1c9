import { expect, test } from "vitest"
import { verdict } from "./law-testing.mjs"
import { pureWire } from "./pure-wire.mjs"

const wire = "packages/plugin/src/providers/acme/wire.ts"

test.each(["Date.now()", "new Date()", "Math.random()", "randomBytes(4)", "crypto.randomUUID()", "process.env.KEY"])(
  "refused: %s",
  (text) => {
    expect(verdict(pureWire, wire, text)).toHaveLength(1)
  },
)

test.each(["new Date(millis)", "Date.UTC(2026, 0, 1)", "random"])("passes: %s", (text) => {
  expect(verdict(pureWire, wire, text)).toEqual([])
})

test("the provider has a clock", () => {
  expect(verdict(pureWire, "packages/plugin/src/providers/acme/provider.ts", "Date.now()")).toEqual([])
})
