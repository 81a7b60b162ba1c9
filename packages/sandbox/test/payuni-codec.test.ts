import { readFileSync } from "node:fs"
import { describe, expect, it } from "vitest"
import {
  buildQuery,
  type Fields,
  hashOf,
  isHashed,
  readQuery,
  resultRows,
  seal,
  unseal,
} from "../src/gateways/payuni/wire/codec.js"
import { payWithPayuni } from "../src/shopper/index.js"
import { openMerchant, SHOP } from "./payuni-merchant.js"

interface Vector {
  id: string
  hashKey: string
  hashIV: string
  plain?: string
  fields?: Record<string, string | number>
  EncryptInfo: string
  HashInfo: string
}

function read(file: string) {
  return JSON.parse(readFileSync(new URL(`../../../vectors/payuni/${file}`, import.meta.url), "utf8"))
}

const ALL: Vector[] = [...read("published.json").envelopes, ...read("vendor-sdk.json").envelopes]
const NAMED = ALL.map((vector) => [vector.id, vector] as const)

function plainOf({ plain, fields = {} }: Vector): string {
  const texts = Object.entries(fields).map(([name, value]) => [name, String(value)])
  return plain ?? buildQuery(Object.fromEntries(texts))
}

describe("the envelope", () => {
  it("has vectors to satisfy", () => expect(ALL.length).toBeGreaterThan(6))

  it.each(NAMED)("does not open when a byte of it was altered: %s", (_id, vector) => {
    const { EncryptInfo, HashInfo } = vector
    for (const at of [0, 40, EncryptInfo.length - 9]) {
      const altered = `${EncryptInfo.slice(0, at)}${EncryptInfo[at] === "4" ? "5" : "4"}${EncryptInfo.slice(at + 1)}`
      expect(isHashed({ EncryptInfo: altered, HashInfo }, vector)).toBe(false)
      expect(unseal(altered, vector)).toBeNull()
    }
  })

  it.each(NAMED)("does not open with another key: %s", (_id, vector) => {
    const other = { ...vector, hashKey: vector.hashKey.replace("1", "2") }
    expect(unseal(vector.EncryptInfo, other)).toBeNull()
    expect(isHashed(vector, other)).toBe(false)
  })

  it.each(NAMED)("agrees with the vendor: %s", (_id, vector) => {
    const { EncryptInfo, HashInfo } = vector
    expect(seal(plainOf(vector), vector)).toEqual({ EncryptInfo, HashInfo })
    expect(unseal(EncryptInfo, vector)).toBe(plainOf(vector))
    expect(isHashed(vector, vector)).toBe(true)
  })

  it("refuses what is no envelope", () => {
    for (const text of ["", "zz", "00", Buffer.from("no separator").toString("hex")]) {
      expect(unseal(text, SHOP)).toBeNull()
    }
    const short = Buffer.from(`${Buffer.from("x").toString("base64")}:::AAAA`).toString("hex")
    expect(unseal(short, SHOP)).toBeNull()
    expect(isHashed({ EncryptInfo: "00", HashInfo: hashOf("00", SHOP).slice(1) }, SHOP)).toBe(false)
    expect(isHashed({ EncryptInfo: "00", HashInfo: "" }, SHOP)).toBe(false)
  })
})

describe("texts", () => {
  it("are encoded as PHP does", () => {
    expect(buildQuery({ "Result[0][A]": "!*'()~ -_.", B: "茶" })).toBe(
      "Result%5B0%5D%5BA%5D=%21%2A%27%28%29%7E+-_.&B=%E8%8C%B6",
    )
  })

  it("come back as they were", () => {
    const fields = { A: "a&b=c+d %", 品名: "烏龍 ☕", empty: "" }
    expect(readQuery(buildQuery(fields))).toEqual(fields)
    expect(readQuery("A=1&A=2")).toEqual({ A: "2" })
  })

  it("number their rows", () => {
    expect(resultRows([{ A: "1" }, { A: "2" }])).toEqual({ "Result[0][A]": "1", "Result[1][A]": "2" })
  })
})

describe("a query's row", () => {
  it("has the fields of the recorded one, in its order", async () => {
    const recorded: Fields = read("captured.json").rows[0].fields
    const merchant = await openMerchant()
    const fields = merchant.order({ TradeAmt: "30" })
    await payWithPayuni(merchant.startUrl(fields), { expiry: "06/30" })
    const [row = {}] = await merchant.query(fields.MerTradeNo ?? "")
    await merchant.close()
    expect(Object.keys(row)).toEqual(Object.keys(recorded))
    const own = ["MerTradeNo", "TradeNo", "CreateDay", "PaymentDay", "Gateway"]
    for (const [name, value] of Object.entries(recorded)) if (!own.includes(name)) expect(row[name]).toBe(value)
    for (const name of own) expect(row[name]).toMatch(/\S/)
    expect(row.TradeNo).toMatch(/^\d{19}$/)
    expect(BigInt(Number(row.TradeNo))).not.toBe(BigInt(row.TradeNo ?? "0"))
  })
})
