import { readFileSync } from "node:fs"
import { describe, expect, it } from "vitest"
import { hmac, isMac, macOf, queryValues, writeJson } from "../src/gateways/linepay/wire/codec.js"

interface Vector {
  id: string
  secret: string
  path: string
  payload: string
  nonce: string
  expected: string
}

const file = JSON.parse(readFileSync(new URL("../../../vectors/linepay/signature.json", import.meta.url), "utf8"))
const VECTORS: [string, Vector][] = file.signature.map((vector: Vector) => [vector.id, vector])

describe("the signature", () => {
  it("has vectors to satisfy", () => expect(VECTORS.length).toBeGreaterThan(10))

  it.each(VECTORS)("agrees: %s", (_id, { secret, path, payload, nonce, expected }) => {
    expect(macOf(secret, path, payload, nonce)).toBe(expected)
    expect(macOf(secret, path, Buffer.from(payload), nonce)).toBe(expected)
  })

  it("is plain HMAC-SHA256 over the parts in a row", () => {
    const [{ key, message, expected }] = file.hmac
    expect(hmac(key, [message])).toBe(expected)
    expect(hmac(key, [...message])).toBe(expected)
  })

  it.each(VECTORS)("refuses one altered character: %s", (_id, { secret, path, payload, nonce, expected }) => {
    const fits = (given: string, secretUsed = secret, pathUsed = path, sent = payload, nonceUsed = nonce) =>
      isMac(given, secretUsed, pathUsed, [sent], nonceUsed)
    expect(fits(expected)).toBe(true)
    expect(fits(`${expected}=`)).toBe(false)
    expect(fits("")).toBe(false)
    expect(fits(expected.toLowerCase())).toBe(false)
    expect(fits(expected, `${secret}x`)).toBe(false)
    expect(fits(expected, secret, `${path}/`)).toBe(false)
    expect(fits(expected, secret, path, `${payload} `)).toBe(false)
    expect(fits(expected, secret, path, payload, `${nonce}0`)).toBe(false)
  })
})

describe("JSON", () => {
  it("writes large numbers bare and exact, and leaves undefined out", () => {
    const value = { id: 2023042201206549311n, gone: undefined, list: [1n, '茶"', true, { a: 1.5 }], empty: {} }
    expect(writeJson(value)).toBe('{"id":2023042201206549311,"list":[1,"茶\\"",true,{"a":1.5}],"empty":{}}')
  })
})

describe("queries", () => {
  it.each([
    ["repeated", "orderId=A1&orderId=B2&transactionId=1"],
    ["with brackets", "orderId[]=A1&orderId%5B%5D=B2"],
    ["joined by commas", "orderId=A1%2CB2"],
    ["with the sample's stray ampersand", "orderId=A1&orderId=B2&"],
  ])("%s", (_name, query) => expect(queryValues(query, "orderId")).toEqual(["A1", "B2"]))

  it("has nothing where there is nothing", () => {
    expect(queryValues("", "orderId")).toEqual([])
    expect(queryValues("orderId=&orderIds=1&x", "orderId")).toEqual([])
    expect(queryValues("orderId=%zz", "orderId")).toEqual(["%zz"])
  })
})
