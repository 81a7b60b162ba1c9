import { readFileSync } from "node:fs"
import { describe, expect, it } from "vitest"
import {
  checkMacValue,
  compareNames,
  type Fields,
  formBody,
  isSigned,
  plainBody,
  readForm,
  signed,
} from "../src/gateways/ecpay/wire/codec.js"

interface Vector {
  id: string
  alg: "sha256" | "md5"
  hashKey: string
  hashIV: string
  params: Record<string, string | number>
  expected: string
}

function vectors(file: string, key: string): Vector[] {
  const path = new URL(`../../../vectors/ecpay/${file}`, import.meta.url)
  return JSON.parse(readFileSync(path, "utf8"))[key]
}

const ALL = [...vectors("published.json", "checkmacvalue"), ...vectors("vendor-sdk.json", "ecpay")]
const KEYS = { hashKey: "pwFHCqoQZGmho4w6", hashIV: "EkRm7iFT261dpevs" }

function texts(params: Vector["params"]): Fields {
  return Object.fromEntries(Object.entries(params).map(([name, value]) => [name, String(value)]))
}

describe("CheckMacValue", () => {
  it("has vectors to satisfy", () => expect(ALL.length).toBeGreaterThan(20))

  it.each(ALL.map((vector) => [vector.id, vector] as const))("agrees with the vendor: %s", (_id, vector) => {
    expect(checkMacValue(texts(vector.params), vector, vector.alg)).toBe(vector.expected)
  })

  it.each(ALL.map((vector) => [vector.id, vector] as const))("refuses an altered value: %s", (_id, vector) => {
    if (vector.alg !== "sha256") return
    const good = { ...texts(vector.params), CheckMacValue: vector.expected }
    expect(isSigned(good, vector)).toBe(true)
    for (const name of Object.keys(vector.params)) {
      expect(isSigned({ ...good, [name]: `${good[name as keyof typeof good]}x` }, vector)).toBe(false)
    }
  })
})

describe("signatures", () => {
  const fields = signed({ b: "2", A: "1", empty: "" }, KEYS)

  it("refuses a missing, empty, short or wrong one", () => {
    const { CheckMacValue, ...bare } = fields
    expect(isSigned(bare, KEYS)).toBe(false)
    expect(isSigned({ ...bare, CheckMacValue: "" }, KEYS)).toBe(false)
    expect(isSigned({ ...bare, CheckMacValue: CheckMacValue?.slice(1) ?? "" }, KEYS)).toBe(false)
    expect(isSigned(fields, { ...KEYS, hashIV: "another" })).toBe(false)
  })

  it("refuses a dropped empty value and an added field", () => {
    const { empty: _empty, ...rest } = fields
    expect(isSigned(rest, KEYS)).toBe(false)
    expect(isSigned({ ...fields, more: "" }, KEYS)).toBe(false)
  })

  it("takes lower-case hex", () => {
    expect(isSigned({ ...fields, CheckMacValue: fields.CheckMacValue?.toLowerCase() ?? "" }, KEYS)).toBe(true)
  })

  it("sends fields in order without regard to case, the signature last", () => {
    expect(Object.keys(fields)).toEqual(["A", "b", "empty", "CheckMacValue"])
  })
})

describe("names and bodies", () => {
  it("orders an underscore after digits and before letters, as strcasecmp does", () => {
    expect(["card_b", "cardA", "card1"].sort(compareNames)).toEqual(["card1", "card_b", "cardA"])
  })

  it("reads back what it writes", () => {
    const fields = { ItemName: "茶 + 珍珠 & 100% ~'", Empty: "" }
    expect(readForm(formBody(fields))).toEqual(fields)
  })

  it("writes plain bodies without any escape", () => {
    expect(plainBody({ ItemName: "茶 大杯", Amount: "1" })).toBe("ItemName=茶 大杯&Amount=1")
  })
})
