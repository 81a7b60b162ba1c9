import { describe, expect, it } from "vitest"
import { told } from "../../../src/modules/ledger/told"

describe("a gateway's code", () => {
  it.each(["1", "1 ", " 1", "", "10100058", "status 1"])("is kept as it came: %j", (code) => {
    expect(told({ code })).toEqual({ code })
  })

  it("is cut where it is longer than any code", () => {
    expect(told({ code: "9".repeat(39) })).toEqual({ code: "9".repeat(39) })
    expect(told({ code: "no such trade ".repeat(10) }).code).toBe("no such trade ".repeat(10).slice(0, 60))
  })

  it("is kept about nobody, where it is a sentence", () => {
    expect(told({ code: "sent to wang@example.com" })).toEqual({ code: "sent to ***" })
  })
})

describe("a gateway's message", () => {
  it("is kept in one line, about nobody", () => {
    expect(told({ message: " 付款人\n0912-345-678 " })).toEqual({ message: "付款人 ***" })
  })
})

it("what a row has beside them stays, and nothing is made of what was not told", () => {
  const row = { id: "tpa_1", amount: 1000, code: null, message: null }
  expect(told(row)).toEqual(row)
  expect(told({ id: "tpa_1" })).toEqual({ id: "tpa_1" })
})
