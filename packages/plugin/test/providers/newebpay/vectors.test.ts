import { readFileSync } from "node:fs"
import { describe, expect, it } from "vitest"
import { checkCode, checkValue, decrypt, encrypt, tradeSha } from "../../../src/providers/newebpay/gateway"
import { encryptFields, verifyAnswer } from "../../../src/providers/newebpay/wire"
import { sealBytes } from "./speech"

interface Vector {
  readonly id: string
  readonly hashKey: string
  readonly hashIV: string
  readonly plain?: string
  readonly cipher?: string
  readonly sha?: string
  readonly paddings?: readonly number[]
  readonly formula?: string
  readonly fields?: Readonly<Record<string, string | number>>
  readonly expected?: string
  readonly TradeInfo?: string
  readonly TradeSha?: string
}

function read(file: string, list: string): readonly (readonly [id: string, vector: Vector])[] {
  const text = readFileSync(new URL(`../../../../../vectors/newebpay/${file}`, import.meta.url), "utf8")
  const vectors: Vector[] = JSON.parse(text)[list]
  return vectors.map((vector) => [vector.id, vector])
}

const keysOf = ({ hashKey, hashIV }: Vector) => ({ hashKey, hashIv: hashIV })
const textsOf = ({ fields = {} }: Vector) =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, String(value)]))

describe("NewebPay's own words", () => {
  it.each(read("cipher.json", "cbc"))("%s: decrypts, and encrypts again", (_id, vector) => {
    const { cipher = "", plain = "", sha, paddings = [] } = vector
    const keys = keysOf(vector)
    expect(decrypt(cipher, keys)).toBe(plain)
    if (paddings.includes(16)) expect(encrypt(plain, keys)).toBe(cipher)
    if (sha !== undefined) expect(tradeSha(cipher, keys)).toBe(sha)
  })

  it.each(read("cipher.json", "hash"))("%s: the sum over a ciphertext", (_id, vector) => {
    expect(tradeSha(vector.cipher ?? "", keysOf(vector))).toBe(vector.sha)
  })

  it.each(read("digests.json", "digests"))("%s: the sum over fields", (_id, vector) => {
    const texts = textsOf(vector)
    const { Amt, MerchantID = "", MerchantOrderNo = "" } = texts
    if (vector.formula === "CheckCode") isAnswer(texts, vector)
    else if (vector.formula === "CheckValue")
      expect(checkValue(Number(Amt), MerchantID, MerchantOrderNo, keysOf(vector))).toBe(vector.expected)
    else expect(vector.formula).toBe("HashKey-HashIV")
  })

  // It sorts the fields and pads to 32, so that only the encoding of values can be compared, byte for byte.
  it.each(read("vendor-sdk.json", "newebpay"))("%s: the plugin's form", (_id, vector) => {
    const { TradeInfo = "" } = vector
    const keys = keysOf(vector)
    expect(tradeSha(TradeInfo, keys)).toBe(vector.TradeSha)
    const sorted = Object.fromEntries(Object.entries(textsOf(vector)).sort())
    expect(decrypt(encryptFields(sorted, keys), keys)).toBe(decrypt(TradeInfo, keys))
    expect(sealBytes(padded(decrypt(TradeInfo, keys)), keys)).toBe(TradeInfo)
  })

  it.each(read("defective.json", "defective"))("%s: nothing reproduces it, and neither do we", (_id, vector) => {
    if (vector.formula) expect(checkCode(textsOf(vector), keysOf(vector))).not.toBe(vector.expected)
    else expect(() => decrypt(vector.cipher ?? "", keysOf(vector))).toThrow("does not decrypt")
  })
})

function isAnswer(fields: Readonly<Record<string, string>>, vector: Vector) {
  const { expected = "" } = vector
  const keys = keysOf(vector)
  const others = { hashKey: "k".repeat(32), hashIv: "i".repeat(16) }
  expect(checkCode(fields, keys)).toBe(expected)
  for (const CheckCode of [expected, expected.toLowerCase()])
    expect(verifyAnswer({ ...fields, CheckCode }, [others, keys]).fields).toMatchObject(fields)
  expect(() => verifyAnswer({ ...fields, CheckCode: expected }, [others])).toThrow("The CheckCode does not match.")
}

function padded(text: string): Buffer {
  const size = 32 - (Buffer.byteLength(text) % 32)
  return Buffer.concat([Buffer.from(text), Buffer.alloc(size, size)])
}
