import { createHash } from "node:crypto"
import { describe, expect, it } from "vitest"
import { checkMacValue, decodeAnswer, decodeForm, encodeBody, sign, verify } from "../../../src/providers/ecpay/wire"
import type { Fields } from "../../../src/toolkit/redact"
import { LIVE_OPTIONS, STAGE_KEYS } from "../../ecpay-account"
import { VECTORS, vector } from "./vectors"

const { hashKey, hashIv } = LIVE_OPTIONS
const LIVE_KEYS = { hashKey, hashIv }
const NOTICE = vector("sdk-notify-credit")
const SIGNED: Fields = { ...NOTICE.fields, CheckMacValue: NOTICE.expected }

const form = (text: string) => decodeForm(Buffer.from(text))
const named = VECTORS.map((each) => [each.id, each] as const)

describe("verify refuses", () => {
  const isRefused = (fields: Fields) =>
    expect(() => verify(fields, [NOTICE.keys])).toThrow(
      expect.objectContaining({ kind: "signature", message: "The CheckMacValue does not match." }),
    )

  it("a missing, empty, cut, lengthened or padded signature", () => {
    const { CheckMacValue = "", ...bare } = SIGNED
    isRefused(bare)
    for (const bad of ["", CheckMacValue.slice(0, 63), `${CheckMacValue}0`, ` ${CheckMacValue}`, "0".repeat(64)])
      isRefused({ ...bare, CheckMacValue: bad })
  })

  it.each(named)("any altered value, dropped field or added field of %s", (_id, { fields, expected, keys }) => {
    const refused = (changed: Fields) =>
      expect(() => verify({ ...changed, CheckMacValue: expected }, [keys])).toThrow("does not match")
    for (const name of Object.keys(fields)) {
      const { [name]: value, ...rest } = fields
      refused({ ...rest, [name]: `${value}1` })
      refused(rest)
    }
    refused({ ...fields, Added: "" })
  })

  it("a signature under other keys, and says nothing about the right one", () => {
    const isKnown = () => verify(SIGNED, [LIVE_KEYS])
    expect(isKnown).toThrow("does not match")
    expect(isKnown).not.toThrow(new RegExp(checkMacValue(NOTICE.fields, LIVE_KEYS), "i"))
  })

  it("everything when there are no keys", () => expect(() => verify(SIGNED, [])).toThrow("does not match"))
})

describe("verify believes", () => {
  it.each(named)("the vendor's own %s", (_id, { fields, expected, keys }) => {
    expect(verify({ ...fields, CheckMacValue: expected }, [keys]).fields).toMatchObject(fields)
  })

  it("lower-case hexadecimal", () => {
    const lower = { ...SIGNED, CheckMacValue: NOTICE.expected.toLowerCase() }
    expect(verify(lower, [NOTICE.keys]).fields.RtnCode).toBe("1")
  })

  // The text is lower-cased before it is hashed (檢查碼機制), and pairs are joined bare: whoever reads a verified message
  // must be safe where a name was re-cased or pairs were merged into one value. trade.test.ts proves that.
  it("names in another case and merged pairs, since ECPay's signature does not tell them apart", () => {
    const { SimulatePaid, RtnMsg, ...rest } = SIGNED
    const recased = { ...rest, RtnMsg: RtnMsg ?? "", simulatepaid: SimulatePaid ?? "" }
    const merged = { ...rest, RtnMsg: `${RtnMsg}&SimulatePaid=${SimulatePaid}` }
    for (const fields of [recased, merged]) expect(verify(fields, [NOTICE.keys]).fields.RtnCode).toBe("1")
  })

  it("the keys before a rotation, after the new ones were tried", () => {
    expect(verify(SIGNED, [LIVE_KEYS, NOTICE.keys]).fields.RtnCode).toBe("1")
  })
})

describe("sign", () => {
  it("adds the signature and replaces one that stands there", () => {
    const again = sign({ ...SIGNED, CheckMacValue: "old" }, NOTICE.keys)
    expect(again.CheckMacValue).toBe(NOTICE.expected)
    expect(again).toMatchObject(NOTICE.fields)
  })

  it("puts the names in the order of their lower-cased bytes, in which a hyphen comes first and an underscore before letters", () => {
    const text = `hashkey=${STAGE_KEYS.hashKey}&a-c=1&a_b=2&aab=3&aac=4&hashiv=${STAGE_KEYS.hashIv}`.toLowerCase()
    const expected = createHash("sha256").update(text.replaceAll("=", "%3d").replaceAll("&", "%26")).digest("hex")
    expect(checkMacValue({ AAC: "4", aab: "3", a_b: "2", "a-c": "1" }, STAGE_KEYS)).toBe(expected.toUpperCase())
  })

  it("takes a field named __proto__ into account", () => {
    const odd: Fields = JSON.parse(`{ "__proto__": "x", "a": "1" }`)
    expect(checkMacValue(odd, STAGE_KEYS)).not.toBe(checkMacValue({ a: "1" }, STAGE_KEYS))
  })
})

describe("decodeForm", () => {
  it.each(["", "&", "&&&"])("refuses %j: there is no field in it", (text) => {
    expect(() => form(text)).toThrow(expect.objectContaining({ kind: "unreadable" }))
  })

  it.each(["RtnCode=0&RtnCode=1", "RtnCode=1&TradeAmt=1&RtnCode=1", "a=&a=", "__proto__=1&__proto__=2", "%61=1&a=1"])(
    "refuses %j: two readers could see two values",
    (text) => expect(() => form(text)).toThrow("a field stands twice"),
  )

  it("keeps __proto__ and constructor as plain fields", () => {
    const fields = form("__proto__=x&constructor=y")
    expect(Object.entries(fields)).toEqual([
      ["__proto__", "x"],
      ["constructor", "y"],
    ])
    expect(Object.getPrototypeOf(fields)).toBe(Object.prototype)
  })

  it.each([
    ["%E4%BB%98%E6%AC%BE+ok", "付款 ok"],
    ["%2B%26%3D%25", "+&=%"],
    ["%", "%"],
    ["%zz", "%zz"],
    ["%FF%FE", "\ufffd\ufffd"],
    ["a=b=c", "a=b=c"],
  ])("reads the value %j", (encoded, value) => expect(form(`RtnMsg=${encoded}`)).toEqual({ RtnMsg: value }))

  it("reads back what encodeBody wrote", () => {
    const fields = { ItemName: "茶 + 珍珠 & 100% ~'!*()", Empty: "", "a=b": "c" }
    expect(form(encodeBody(fields))).toEqual(fields)
  })
})

describe("decodeAnswer", () => {
  it.each(["", "   ", "<html></html>", "RtnCode=1&", "RtnCode=1&&RtnMsg=", "TradeStatus", "a=1&nothing"])(
    "refuses %j: it is not name=value pairs",
    (text) => expect(() => decodeAnswer(text)).toThrow(expect.objectContaining({ kind: "unreadable" })),
  )

  it.each(["TradeStatus=0&TradeStatus=1", "__proto__=1&__proto__=2"])("refuses %j: a field twice", (text) => {
    expect(() => decodeAnswer(text)).toThrow("a field stands twice")
  })

  it("leaves every value as it came: plus, percent, equals signs, Chinese, spaces, line breaks", () => {
    const text = "ItemName=Tea + 100% %E8%8C%B6=x #2\n大杯&RtnMsg=&TradeAmt=65\r\n"
    expect(decodeAnswer(text)).toEqual({ ItemName: "Tea + 100% %E8%8C%B6=x #2\n大杯", RtnMsg: "", TradeAmt: "65" })
  })

  it("never takes a value with & in it for the truth", () => {
    const fields = { ItemName: "Tea & TradeStatus=1", MerchantID: "3002607", TradeStatus: "0" }
    const body = Object.entries(sign(fields, STAGE_KEYS))
      .map(([name, value]) => `${name}=${value}`)
      .join("&")
    expect(() => verify(decodeAnswer(body), [STAGE_KEYS])).toThrow(expect.objectContaining({ kind: "signature" }))
  })
})
