import { readFileSync } from "node:fs"
import { describe, expect, it } from "vitest"
import { digestOf, isDigest, readOrderIds, readTime, timeText } from "../src/gateways/jkopay/wire/codec.js"

interface Vector {
  id: string
  secretKey: string
  payload: string
  expected: string
}

const file = JSON.parse(readFileSync(new URL("../../../vectors/jkopay/digest.json", import.meta.url), "utf8"))
const VECTORS: [string, Vector][] = file.digest.map((vector: Vector) => [vector.id, vector])

describe("the digest", () => {
  it("has vectors to satisfy", () => expect(VECTORS.length).toBeGreaterThan(7))

  it.each(VECTORS)("agrees: %s", (_id, { secretKey, payload, expected }) => {
    expect(digestOf(secretKey, payload)).toBe(expected)
    expect(isDigest(expected, secretKey, Buffer.from(payload))).toBe(true)
  })

  it.each(VECTORS)("refuses one altered character: %s", (_id, { secretKey, payload, expected }) => {
    expect(isDigest(expected.toUpperCase(), secretKey, payload)).toBe(false)
    expect(isDigest(expected.slice(1), secretKey, payload)).toBe(false)
    expect(isDigest("", secretKey, payload)).toBe(false)
    expect(isDigest(expected, `${secretKey}x`, payload)).toBe(false)
    expect(isDigest(expected, secretKey, `${payload} `)).toBe(false)
  })
})

describe("times", () => {
  it("are Taipei's wall clock", () => {
    expect(timeText(new Date("2026-11-22T17:00:05Z"))).toBe("2026-11-23 01:00:05")
    expect(readTime("2026-11-23 01:00:05")).toEqual(new Date("2026-11-22T17:00:05Z"))
  })

  it.each(["", "2026-11-23", "2026/11/23 01:00:05", "2026-02-30 00:00:00", "2026-11-23T01:00:05"])(
    "are not read from %s",
    (text) => expect(readTime(text)).toBeNull(),
  )
})

describe("the ids of an inquiry", () => {
  it.each([
    ["platform_order_ids=87,88", ["87", "88"]],
    ["platform_order_ids=87%2C88", ["87", "88"]],
    ["platform_order_ids=", []],
    ["", []],
  ])("%s", (query, ids) => expect(readOrderIds(query)).toEqual(ids))
})
