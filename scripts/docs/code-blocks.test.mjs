import { expect, test } from "vitest"
import { fillCode } from "./code-blocks.mjs"

const file = "scripts/docs/blocks.mjs"
const page = (/** @type {string} */ what) => `before\n<!-- code:${what} -->\nold\n<!-- /code -->\nafter`

test("a function comes with its comment", () => {
  const text = fillCode(page(`${file}#fillBlock`))
  expect(text).toContain("```js\n/** @param {string} page")
  expect(text).toContain("function fillBlock(page, name, block) {")
  expect(text).not.toContain("old")
  expect(text).not.toContain("fillBlocks")
})

test("a method is told without its class, from the left margin", () => {
  const text = fillCode(page("examples/taiwan-bank/src/provider.ts#getPaymentStatus"))
  expect(text).toMatch(/```ts\nasync getPaymentStatus\(/)
})

test("the head of a file is what stands above its class", () => {
  const text = fillCode(page("examples/taiwan-bank/src/provider.ts#head"))
  expect(text).toContain("import { createHash }")
  expect(text).toContain("const { Types } = MedusaError")
  expect(text).not.toContain("class TaiwanBank")
})

test("what does not exist is not left out", () => {
  expect(() => fillCode(page(`${file}#nobody`))).toThrow("has no nobody")
})

test("filling twice changes nothing", () => {
  const once = fillCode(page(file))
  expect(fillCode(once)).toBe(once)
})
