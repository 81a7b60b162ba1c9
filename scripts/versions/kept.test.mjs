import { expect, test } from "vitest"
import { withTry } from "./kept.mjs"

/** @param {string} medusa @param {string} node @param {string | null} problem @returns {import("./try.mjs").Tried} */
const tried = (medusa, node, problem = null) => ({ medusa, node, problem, asks: ">=20", refusedNode: false, done: [] })

test("a try takes the place of the earlier one of the same versions, and of no other", () => {
  const earlier = [tried("2.21.0", "20.20.2"), tried("2.21.2", "20.20.2", "it broke")]
  const all = withTry(earlier, tried("2.21.2", "20.20.2"))
  expect(all).toEqual([tried("2.21.0", "20.20.2"), tried("2.21.2", "20.20.2")])
})

test("tries stand in the order of the versions", () => {
  const all = withTry(
    [tried("2.22.0-snapshot-20260911212358", "22.1.0"), tried("2.21.2", "22.1.0")],
    tried("2.9.0", "20.0.0"),
  )
  expect(all.map(({ medusa }) => medusa)).toEqual(["2.9.0", "2.21.2", "2.22.0-snapshot-20260911212358"])
})
