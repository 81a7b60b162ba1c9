import { expect, test } from "vitest"
import { fileNames } from "./file-names.mjs"
import { verdict } from "./law-testing.mjs"

test.each([
  ["packages/plugin/src/toolkit/utils.ts", ""],
  ["packages/sandbox/src/core/types.ts", ""],
  ["packages/plugin/src/toolkit/a.ts", "export interface IProvider {}"],
  ["packages/plugin/src/toolkit/a.ts", "abstract class BaseProvider {}"],
  ["packages/plugin/src/test/a.ts", ""],
  ["packages/plugin/src/toolkit/twd.test.ts", ""],
])("%s %s is refused", (file, text) => {
  expect(verdict(fileNames, file, text)).toHaveLength(1)
})

test("a folder must not begin with another's name", () => {
  const tree = new Map([
    ["packages/plugin/package.json", ""],
    ["packages/plugin-kit/package.json", ""],
  ])
  expect(fileNames.violations(tree)).toEqual(["packages/plugin: is a prefix of packages/plugin-kit"])
})

test("plain names pass", () => {
  expect(verdict(fileNames, "packages/plugin/src/toolkit/twd.ts", "interface Invoice {} type Item = 1")).toEqual([])
})
