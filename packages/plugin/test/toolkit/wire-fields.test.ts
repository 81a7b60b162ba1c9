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
  expect(keptFields(form, RULE)).toStrictEqual({ tradeNo: "T1", account: "*****67", amount: "10", status: "ok" })
})

it("keeps of JSON what is named, by its path", () => {
  const json = JSON.stringify({
    status: 0,
    cardholder: { name: "王" },
    rows: [{ amount: 5, key: "secret" }, { amount: 6 }],
    info: { rows: [[{ amount: 7 }]] },
  })
  expect(keptFields(json, RULE)).toStrictEqual({
    ...{ status: "0", "rows[0].amount": "5", "rows[1].amount": "6" },
    "info.rows[0][0].amount": "7",
  })
})

it("keeps numbers of nineteen digits whole", () => {
  expect(keptFields('{"transactionId": 2026112800123456789}', RULE)).toStrictEqual({
    transactionId: "2026112800123456789",
  })
})

it("leaves out what is null", () => {
  expect(keptFields('{"status":null,"amount":0}', RULE)).toStrictEqual({ amount: "0" })
})

it("keeps what a rule names that has nothing more for exchanges", () => {
  const { exchanged: _, ...rule } = RULE
  expect(keptFields("tradeNo=T1&status=ok", rule)).toStrictEqual({ tradeNo: "T1" })
})

it.each(["<html>500</html>", "{broken", "", "null", "[1,2]"])("keeps nothing of %s", (text) => {
  expect(keptFields(text, RULE)).toStrictEqual({})
})

it("keeps no more than eighty fields, however many come", () => {
  const rows = Array.from({ length: 500 }, () => ({ amount: 1 }))
  expect(Object.keys(keptFields(JSON.stringify({ rows }), RULE))).toHaveLength(80)
})
