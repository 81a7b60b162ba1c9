import { expect, test } from "vitest"
import { outcomeOf } from "./report.mjs"

const tried = { medusa: "2.22.0", node: "22.1.0", asks: ">=20", refusedNode: false, done: ["migrated", "started"] }

test("a try says how far it came, and why no further", () => {
  expect(outcomeOf({ ...tried, problem: null })).toBe("migrated, started")
  const problem =
    "npm install failed (code 1), see /tmp/some.log:\nnpm error code ETARGET\nnpm error notarget No matching version found for x@1."
  expect(outcomeOf({ ...tried, done: [], problem })).toBe(
    "nothing; then: npm install failed (code 1): No matching version found for x@1.",
  )
  expect(outcomeOf({ ...tried, problem: "the shop says failed" })).toBe("migrated, started; then: the shop says failed")
})
