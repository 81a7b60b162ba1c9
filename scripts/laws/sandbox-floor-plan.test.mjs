import { expect, test } from "vitest"
import { sandboxFloorPlan } from "./sandbox-floor-plan.mjs"

const acme = "packages/sandbox/src/gateways/acme/"
const names = ["index", "fidelity", "payments", "wire/codec", "model/trade", "messages/notices", "api/query"]
const complete = new Map([...names, "pages/buyer", "office/actions"].map((name) => [`${acme}${name}.ts`, ""]))

/** What the law says when one file of a complete gateway has this text. @param {string} name @param {string} text */
const withFile = (name, text) => sandboxFloorPlan.violations(new Map([...complete, [`${acme}${name}.ts`, text]]))

test("a complete gateway passes", () => {
  expect(sandboxFloorPlan.violations(complete)).toEqual([])
})

test.each([...complete.keys()])("without %s it does not", (file) => {
  const tree = new Map([...complete].filter(([other]) => other !== file))
  expect(sandboxFloorPlan.violations(tree)).toHaveLength(1)
})

test.each(["buyer", "helpers/text", "fidelity/page"])("%s has no place in it", (name) => {
  expect(withFile(name, "")).toHaveLength(1)
})

test.each(["payments-card", "fidelity-page", "api/unused-by-plugin/refunds", "pages/browser/field"])(
  "%s has one",
  (name) => {
    expect(withFile(name, "")).toEqual([])
  },
)

test.each([
  ["wire/codec", "../model/trade.js"],
  ["model/trade", "../messages/notices.js"],
  ["messages/notices", "../payments.js"],
  ["payments", "./api/query.js"],
  ["pages/buyer", "../api/query.js"],
  ["office/actions", "../api/query.js"],
  ["api/query", "../office/actions.js"],
  ["api/query", "../index.js"],
  ["fidelity", "./wire/codec.js"],
  ["model/trade", "../fidelity.js"],
  ["wire/codec", "../../other/wire/codec.js"],
])("%s must not import %s", (name, specifier) => {
  expect(withFile(name, `import type { X } from "${specifier}"`)).toHaveLength(1)
})

test.each([
  ["index", "./office/actions.js"],
  ["index", "./fidelity.js"],
  ["api/query", "../pages/buyer.js"],
  ["office/actions", "../payments.js"],
  ["payments", "./messages/notices.js"],
  ["model/trade", "../wire/codec.js"],
  ["wire/codec", "../../../core/taipei.js"],
])("%s may import %s", (name, specifier) => {
  expect(withFile(name, `import { X } from "${specifier}"`)).toEqual([])
})

test("core must not import a gateway", () => {
  const tree = new Map([...complete, ["packages/sandbox/src/core/clock.ts", 'import "../gateways/acme/index.js"']])
  expect(sandboxFloorPlan.violations(tree)).toHaveLength(1)
})
