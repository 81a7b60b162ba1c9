import { expect, test } from "vitest"
import { releaseIn } from "../src/release.js"

test.each([
  ["bank@1.2.3", "bank@1.2.3", "bank"],
  ["@shop/bank@^2.0.0", "@shop/bank@^2.0.0", "@shop/bank"],
  ["@shop/bank@latest/providers/card", "@shop/bank@latest", "@shop/bank/providers/card"],
])("%s is a release", (target, wanted, entry) => {
  expect(releaseIn(target)).toEqual({ wanted, entry })
})

test.each([
  "./dist/index.js",
  "bank/providers/card",
  "@shop/bank",
  "@shop/bank/providers/x",
  "bank@1.2.3 --evil",
  "--x@1",
])("%s is none", (target) => {
  expect(releaseIn(target)).toBeNull()
})
