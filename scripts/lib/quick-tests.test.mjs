import { expect, test } from "vitest"
import { readTree } from "../laws/tree.mjs"
import { quickTests } from "./quick-tests.mjs"

const quickOf = (/** @type {Record<string, string>} */ files) => quickTests(new Map(Object.entries(files)))

test("a test of pure code is quick", () => {
  expect(quickOf({ "a/twd.test.ts": 'import { twd } from "./twd"', "a/twd.ts": "" })).toEqual(["a/twd.test.ts"])
})

test.each(["./shop", "./shop.js", "./shop.ts"])("a test that comes to a database by %s is not", (specifier) => {
  const files = {
    "a/shop.test.ts": `import { shop } from "${specifier}"`,
    "a/shop.ts": 'export * from "../scripts/lib/test-database.mjs"',
    "scripts/lib/test-database.mjs": "",
  }
  expect(quickOf(files)).toEqual([])
})

test("a test that opens a browser of its own is not", () => {
  expect(quickOf({ "a/page.test.ts": 'import { chromium } from "playwright-core"' })).toEqual([])
})

test("imports in a circle come to an end", () => {
  const files = { "a/one.test.ts": 'import "./two"', "a/two.ts": 'import "./three"', "a/three.ts": 'import "./two"' }
  expect(quickOf(files)).toEqual(["a/one.test.ts"])
})

test("the laws are quick, and what is played on servers is not", () => {
  const quick = quickTests(readTree())
  expect(quick).toContain("scripts/laws/file-names.test.mjs")
  expect(quick).toContain("packages/plugin/test/toolkit/twd.test.ts")
  expect(quick.filter((file) => file.startsWith("e2e/"))).toEqual([])
  expect(quick).not.toContain("packages/conformance/test/ecpay.test.ts")
  expect(quick).not.toContain("packages/prove/test/fuzz.test.ts")
  expect(quick).not.toContain("examples/taiwan-bank-gateway/test/conformance.test.mjs")
  expect(quick).not.toContain("packages/create-taiwan-payment-provider/test/begun.test.ts")
  expect(quick).toContain("packages/create-taiwan-payment-provider/test/answers.test.ts")
})
