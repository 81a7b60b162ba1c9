import { expect, it } from "vitest"
import { keptFields } from "../../src/toolkit/wire-fields"

const RULE = {
  kept: ["tradeNo", "amount"],
  exchanged: ["status", "transactionId"],
  personal: ["account"],
  secret: ["key"],
}

it("keeps of a form what is named, masked where it tells of a person, and nothing else", () => {
  const form = "tradeNo=T1&account=1234567&key=secret&buyer=%E7%8E%8B&amount=10&status=ok"
  expect(keptFields(form, RULE)).toEqual({ tradeNo: "T1", account: "*****67", amount: "10", status: "ok" })
})

it("keeps of JSON what is named, by its path", () => {
  const json = JSON.stringify({
    status: 0,
    cardholder: { name: "王" },
    rows: [{ amount: 5, key: "secret" }, { amount: 6 }],
  })
  expect(keptFields(json, RULE)).toEqual({ status: "0", "rows[0].amount": "5", "rows[1].amount": "6" })
})

it("keeps numbers of nineteen digits whole", () => {
  expect(keptFields('{"transactionId": 2026112800123456789}', RULE)).toEqual({ transactionId: "2026112800123456789" })
})

it.each(["<html>500</html>", "{broken", "", "null", "[1,2]"])("keeps nothing of %s", (text) => {
  expect(keptFields(text, RULE)).toEqual({})
})

it("keeps no more than eighty fields, however many come", () => {
  const rows = Array.from({ length: 500 }, () => ({ amount: 1 }))
  expect(Object.keys(keptFields(JSON.stringify({ rows }), RULE))).toHaveLength(80)
})
