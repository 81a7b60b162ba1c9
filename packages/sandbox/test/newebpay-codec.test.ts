import { readFileSync } from "node:fs"
import { describe, expect, it } from "vitest"
import {
  checkCode,
  checkValue,
  isSum,
  multipart,
  openCbc,
  openGcm,
  type Padding,
  phpJson,
  phpQuery,
  plainQuery,
  readBody,
  sealCbc,
  sealGcm,
  tradeSha,
} from "../src/gateways/newebpay/wire/codec.js"

interface Cipher {
  id: string
  hashKey: string
  hashIV: string
  plain: string
  cipher: string
  sha?: string
  paddings: Padding[]
}

interface Digest {
  id: string
  hashKey: string
  hashIV: string
  fields: { Amt: number; MerchantID: string; MerchantOrderNo: string; TradeNo: string }
  formula: string
  expected: string
}

interface Sealed {
  id: string
  hashKey: string
  hashIV: string
  fields: Record<string, string | number>
  TradeInfo: string
  TradeSha: string
}

const load = (file: string) =>
  JSON.parse(readFileSync(new URL(`../../../vectors/newebpay/${file}.json`, import.meta.url), "utf8"))
const { cbc, gcm, hash } = load("cipher")
const DEFECTIVE: [string, Cipher & Digest][] = load("defective").defective.map((each: Cipher) => [each.id, each])
const PLUGIN: [string, Sealed][] = load("vendor-sdk").newebpay.map((each: Sealed) => [each.id, each])
const CBC: [string, Cipher][] = cbc.map((vector: Cipher) => [vector.id, vector])
const CODES: [string, Digest][] = load("digests").digests.map((vector: Digest) => [vector.id, vector])

describe("AES-256-CBC", () => {
  it("has vectors to satisfy", () => expect(CBC.length).toBeGreaterThan(9))

  it.each(CBC)("opens whatever the padding: %s", (_id, vector) => {
    expect(openCbc(vector.cipher, vector)).toBe(vector.plain)
    expect(openCbc(vector.cipher.toUpperCase(), vector)).toBe(vector.plain)
  })

  it.each(CBC)("seals with the paddings that reproduce it, and no other: %s", (_id, vector) => {
    const fits = ([16, 32] as const).filter((block) => sealCbc(vector.plain, vector, block) === vector.cipher)
    expect(fits).toEqual(vector.paddings)
  })

  it.each(CBC.filter(([, { sha }]) => sha))("sums the cipher: %s", (_id, vector) => {
    const expected = vector.sha ?? ""
    expect(tradeSha(vector.cipher, vector)).toBe(expected)
    expect(isSum(expected.toLowerCase(), tradeSha(vector.cipher, vector))).toBe(true)
    expect(isSum(`${expected}0`, tradeSha(vector.cipher, vector))).toBe(false)
    expect(isSum(expected, tradeSha(`${vector.cipher}0`, vector))).toBe(false)
  })

  it.each([
    ["nothing", ""],
    ["no hex", "xyz"],
    ["half a block", "00".repeat(8)],
    ["noise", "00".repeat(32)],
  ])("does not open %s", (_name, hex) => {
    expect(openCbc(hex, { hashKey: "1".repeat(32), hashIV: "1".repeat(16) })).toBeNull()
  })

  it("does not open what ends in uneven padding", () => {
    const keys = { hashKey: "1".repeat(32), hashIV: "1".repeat(16) }
    expect(openCbc(sealCbc(`text${"\u0001\u0005".repeat(6)}`, keys, 16), keys)).toContain("text")
    expect(openCbc(sealCbc("", keys, 32), keys)).toBe("")
  })

  it.each(DEFECTIVE)("agrees with nobody: %s", (_id, vector) => {
    if (vector.cipher) expect(openCbc(vector.cipher, vector)).toBeNull()
    else expect(checkCode(vector.fields, vector)).not.toBe(vector.expected)
  })
})

describe("the vendor's own plugin", () => {
  it.each(PLUGIN)("agrees: %s", (_id, vector) => {
    const sorted = Object.fromEntries(Object.entries(vector.fields).sort())
    const sealed = sealCbc(phpQuery(sorted), vector, 32)
    expect(sealed).toBe(vector.TradeInfo)
    expect(tradeSha(sealed, vector)).toBe(vector.TradeSha)
  })
})

describe("AES-256-GCM", () => {
  const [vector] = gcm
  const nonce = vector.text.slice(0, 24)

  it("seals, opens and sums", () => {
    expect(sealGcm(vector.plain, vector, nonce)).toBe(vector.text)
    expect(openGcm(vector.text, vector)).toBe(vector.plain)
    expect(tradeSha(vector.text, vector)).toBe(vector.sha)
  })

  it("makes a new nonce each time", () => expect(sealGcm("a", vector)).not.toBe(sealGcm("a", vector)))

  it.each([
    ["an altered text", vector.text.replace("ba2e", "ba2f")],
    ["an altered tag", `${vector.text.slice(0, -1)}1`],
    ["an altered nonce", vector.text.replace("0123", "0124")],
    ["no dots", vector.text.replaceAll(".", "")],
  ])("does not open %s", (_name, text) => expect(openGcm(text, vector)).toBeNull())
})

describe("sums", () => {
  it("HashData_ of the batch manual", () => expect(tradeSha(hash[0].cipher, hash[0])).toBe(hash[0].sha))

  it.each(CODES.filter(([, { formula }]) => formula === "CheckCode"))("CheckCode: %s", (_id, vector) =>
    expect(checkCode(vector.fields, vector)).toBe(vector.expected),
  )

  it.each(CODES.filter(([, { formula }]) => formula === "CheckValue"))("CheckValue: %s", (_id, vector) =>
    expect(checkValue(vector.fields, vector)).toBe(vector.expected),
  )
})

describe("texts", () => {
  it("are encoded as PHP does", () => {
    expect(phpQuery({ a: "茶 ~!*'()-_.", b: 1, c: null })).toBe("a=%E8%8C%B6+%7E%21%2A%27%28%29-_.&b=1")
    expect(plainQuery({ a: "茶 ~", b: 1, c: null })).toBe("a=茶 ~&b=1")
    expect(phpJson({ a: "茶/😀", b: null })).toBe('{"a":"\\u8336\\/\\ud83d\\ude00","b":null}')
  })

  it("are read from forms and multipart bodies", () => {
    const fields = { MerchantID: "MS1", ItemDesc: "高山 烏龍&=\r\n二", Empty: "" }
    expect(readBody(phpQuery(fields))).toEqual(fields)
    expect(readBody(multipart(fields, "----B"))).toEqual(fields)
    expect(readBody("")).toEqual({})
  })
})
