import { expect, test } from "vitest"
import { fillBlocks } from "./blocks.mjs"
import { markdownTable } from "./table.mjs"

test("a page without the marks is refused, so that no table is lost in silence", () => {
  expect(() => fillBlocks("# Page", { methods: "x" })).toThrow("generated:methods")
  expect(() => fillBlocks("<!-- generated:methods -->", { methods: "x" })).toThrow("/generated:methods")
})

test("only what stands between the marks changes, and a second time changes nothing", () => {
  const page = "before\n<!-- generated:a -->\nold\n<!-- /generated:a -->\nafter"
  const filled = fillBlocks(page, { a: "new" })
  expect(filled).toBe("before\n<!-- generated:a -->\n\nnew\n\n<!-- /generated:a -->\nafter")
  expect(fillBlocks(filled, { a: "new" })).toBe(filled)
})

test("a pipe or a line break in a cell does not break the table", () => {
  expect(markdownTable(["A"], [['"x" | "y"\n  z']])).toBe('| A |\n| --- |\n| "x" \\| "y" z |')
})
