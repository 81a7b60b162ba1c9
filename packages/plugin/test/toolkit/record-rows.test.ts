import { describe, expect, it } from "vitest"
import { figureIn, rowsIn, sumOf } from "../../src/toolkit/record-rows"

const sumIn = (value: unknown) => sumOf(rowsIn(value).map((row) => figureIn(row, "amount")))

describe("a list in a record", () => {
  it.each([undefined, null, "", []])("that is not there has no rows: %j", (value) => {
    expect(rowsIn(value)).toEqual([])
    expect(sumIn(value)).toBe(0)
  })

  it.each(["none", 0, {}, { amount: 1 }, [null], [{ amount: 1 }, "row"], [[]]])(
    "that is none tells of no sum: %j",
    (value) => {
      expect(sumIn(value)).toBeNull()
    },
  )
})

describe("the figures of rows", () => {
  it.each([
    [[{ amount: 300 }, { amount: "200" }], 500],
    [[{ amount: -300 }, { amount: "100" }], -200],
  ])("of %j add up to %j", (rows, sum) => {
    expect(sumIn(rows)).toBe(sum)
  })

  it.each([undefined, null, "", " 1", "1e3", "1.0", 1.5, "1,000", "１", "--1", "+1", true, [], {}, 1_000_000_000])(
    "have no sum where one is %j",
    (amount) => {
      expect(sumIn([{ amount: 1 }, { amount }, { amount: 1 }])).toBeNull()
    },
  )
})
