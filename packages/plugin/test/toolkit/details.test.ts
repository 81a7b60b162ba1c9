import { expect, it } from "vitest"
import { type DetailRow, detailsIn } from "../../src/toolkit/details"

const rows: readonly DetailRow[] = [
  ["bank", "AtmBank"],
  ["bank", "WebBank"],
  ["last4", "Card4No", /^\d{4}$/],
  ["fee", "Fee"],
]

it("takes what is told, texts and numbers", () => {
  expect(detailsIn(rows, { AtmBank: "004", Card4No: "1234", Fee: 15 })).toEqual({
    bank: "004",
    last4: "1234",
    fee: "15",
  })
})

it("leaves out what is empty, zero, no text or unlike its pattern", () => {
  expect(detailsIn(rows, { AtmBank: "", WebBank: null, Card4No: "12x4", Fee: "0" })).toEqual({})
  expect(detailsIn(rows, { AtmBank: { toString: 1 } })).toEqual({})
})

it("takes the later of two fields, where it is there", () => {
  expect(detailsIn(rows, { AtmBank: "004", WebBank: "005" })).toEqual({ bank: "005" })
  expect(detailsIn(rows, { AtmBank: "004", WebBank: "" })).toEqual({ bank: "004" })
})
