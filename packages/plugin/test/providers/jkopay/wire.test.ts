import { readFileSync } from "node:fs"
import { describe, expect, it } from "vitest"
import { decodeAnswer, digest } from "../../../src/providers/jkopay/wire"
import { gatewayAt, message } from "./merchant"

interface Vector {
  readonly id: string
  readonly secretKey: string
  readonly payload: string
  readonly expected: string
}

const file = new URL("../../../../../vectors/jkopay/digest.json", import.meta.url)
const vectors: Vector[] = JSON.parse(readFileSync(file, "utf8")).digest

describe("the digest", () => {
  it.each(vectors)("is $id's", ({ secretKey, payload, expected }) => {
    expect(digest(secretKey, payload)).toBe(expected)
  })

  it("changes with one byte of the body", () => {
    expect(digest("key", `{"a":1}`)).not.toBe(digest("key", `{"a":2}`))
  })
})

describe("an answer", () => {
  it("has its result as a string, or a number where JKOPAY slips", () => {
    expect(decodeAnswer(`{"result":"000","message":null,"result_object":{"a":1}}`)).toEqual({
      result: "000",
      message: "",
      object: { a: 1 },
    })
    expect(decodeAnswer(`{"result":999,"message":"Internal Error","result_object":null}`)).toMatchObject({
      result: "999",
      object: {},
    })
  })

  it("has an empty object where JKOPAY says anything else", () => {
    for (const object of ['"text"', "7", "true", "null"])
      expect(decodeAnswer(`{"result":"000","result_object":${object}}`).object).toEqual({})
  })

  it.each(["", "<html>", "null", "[]", `"000"`, "{}", `{"result":null}`, `{"result":{}}`])("refuses %j", (text) => {
    expect(() => decodeAnswer(text)).toThrow(/cannot be read/)
  })
})

const garbage = [
  "",
  "null",
  "[]",
  "7",
  `"K1"`,
  "{",
  "{}",
  `{"platform_order_id":7}`,
  `{"platform_order_id":""}`,
  `{"platform_order_id":"\\u0000"}`,
  `{"platform_order_id":"A1' or '1'='1"}`,
  `{"platform_order_id":["A1"]}`,
  `{"platform_order_id":"${"A".repeat(61)}"}`,
  `{"transaction":{"status":0}}`,
  `{"transaction":{"platform_order_id":null},"platform_order_id":"A1"}`,
]

describe("an unsigned callback", () => {
  const { notice, preChargeCheck } = gatewayAt("http://localhost:9")
  if (notice?.kind !== "hint" || !preChargeCheck) throw new Error("JKOPAY hints, and asks")

  it("only says which order to ask about", () => {
    const told = { transaction: { platform_order_id: "A1", status: 0, final_price: "1" } }
    expect(notice.tradeNo(message(JSON.stringify(told)))).toBe("A1")
  })

  it.each(garbage)("of garbage says nothing: %j", (body) => {
    expect(notice.tradeNo(message(body))).toBeNull()
    expect(preChargeCheck.tradeNo(message(body))).toBeNull()
  })

  it("is asked for again unless it is acknowledged", () => {
    expect(notice.ack.status).toBe(200)
    expect(notice.refuse.status).toBeGreaterThanOrEqual(400)
  })
})

describe("the question before the charge", () => {
  const { preChargeCheck } = gatewayAt("http://localhost:9")

  it("names its order and takes true or false", () => {
    expect(preChargeCheck?.tradeNo(message(`{"platform_order_id":"A1"}`))).toBe("A1")
    expect(preChargeCheck?.approve).toMatchObject({ status: 200, type: "application/json", body: `{"valid":true}` })
    expect(preChargeCheck?.decline).toMatchObject({ status: 200, type: "application/json", body: `{"valid":false}` })
  })
})
