import { expect, test } from "vitest"
import { table } from "./table.mjs"

test("columns stand below one another, Chinese counted as wide", () => {
  expect(
    table(
      ["a", "b"],
      [
        ["付款", "x"],
        ["okay", "y"],
      ],
    ),
  ).toBe("a     b\n────  ─\n付款  x\nokay  y")
})

test("a short row is no trouble", () => {
  expect(table(["a", "b"], [["1"]])).toBe("a  b\n─  ─\n1")
})
