import { expect, test } from "vitest"
import { noCircles } from "./no-circles.mjs"

const core = "packages/sandbox/src/core/"

/** @param {Record<string, string>} files */
const tree = (files) => new Map(Object.entries(files).map(([name, text]) => [`${core}${name}.ts`, text]))

test("imports that run one way pass", () => {
  const files = { a: 'import { b } from "./b.js"', b: 'import type { C } from "./c.js"', c: "" }
  expect(noCircles.violations(tree(files))).toEqual([])
})

test("a circle of values is found once", () => {
  const files = { a: 'import { b } from "./b.js"', b: 'export { c } from "./c.js"', c: 'import { a } from "./a.js"' }
  expect(noCircles.violations(tree(files))).toEqual([`${core}a.ts → ${core}b.ts → ${core}c.ts → ${core}a.ts`])
})

test("a circle of types is one, too", () => {
  const files = { a: 'import type { B } from "./b.js"', b: 'import type { A } from "./a.js"' }
  expect(noCircles.violations(tree(files))).toHaveLength(1)
})

test("a file may not import itself", () => {
  expect(noCircles.violations(tree({ a: 'import { b } from "./a.js"' }))).toHaveLength(1)
})
