import { describe, expect, it } from "vitest"
import { checkCode, decodeInside, decrypt, encrypt, verify } from "../../../src/providers/newebpay/wire"
import type { RawMessage } from "../../../src/toolkit/contract/gateway"
import { CARD, envelope, KEYS, notice, OPTIONS, OTHER_KEYS, post, seal, sealBytes, shaOf } from "./speech"

const GOOD = envelope(seal(JSON.stringify({ Status: "SUCCESS", Message: "", Result: CARD })))
const isRefused = (raw: RawMessage, kind: string, keys = [KEYS]) =>
  expect(() => verify(raw, keys)).toThrow(expect.objectContaining({ kind }))

describe("a notice is refused", () => {
  it("whose TradeSha is wrong, before anything is decrypted", () => {
    // This would not decrypt; that it is told as a wrong signature shows that nobody tried.
    isRefused(post({ ...GOOD, TradeInfo: "not even hexadecimal", TradeSha: "0".repeat(64) }), "signature")
    isRefused(post({ ...GOOD, TradeInfo: "ab".repeat(16), TradeSha: "" }), "signature")
  })

  it("whose TradeSha is missing, empty, cut, lengthened, or of other keys", () => {
    const { TradeSha = "", ...bare } = GOOD
    isRefused(post(bare), "signature")
    for (const bad of ["", TradeSha.slice(1), `${TradeSha}0`, shaOf(GOOD.TradeInfo ?? "", OTHER_KEYS)])
      isRefused(post({ ...bare, TradeSha: bad }), "signature")
    isRefused(notice(CARD, {}, OTHER_KEYS), "signature")
    isRefused(post(GOOD), "signature", [])
  })

  it("whose merchant outside is missing or another than inside", () => {
    const { MerchantID: _, ...nobody } = GOOD
    isRefused(post(nobody), "signature")
    isRefused(post({ ...GOOD, MerchantID: "MS9990002" }), "signature")
    isRefused(notice({ ...CARD, MerchantID: "MS9990002" }), "signature")
    const { MerchantID: _inside, ...rest } = CARD
    isRefused(notice(rest), "signature")
    isRefused(notice({ ...CARD, MerchantID: "" }), "signature")
  })

  it("that says a field twice, outside or inside", () => {
    const twice = (body: string): RawMessage => ({ ...post({}), body: Buffer.from(body) })
    isRefused(twice(`${new URLSearchParams(GOOD)}&TradeInfo=00`), "unreadable")
    isRefused(twice(`MerchantID=x&${new URLSearchParams(GOOD)}`), "unreadable")
    const flat = new URLSearchParams({ Status: "MPG03009", MerchantID: OPTIONS.merchantId })
    isRefused(post(envelope(seal(`${flat}&Status=SUCCESS`))), "unreadable")
  })

  it.each([
    ["a padding of nought", Buffer.alloc(32)],
    ["a padding longer than 32", Buffer.alloc(48, 33)],
    ["a padding longer than the text", Buffer.alloc(16, 17)],
    ["padding bytes that differ", Buffer.from(`${"a".repeat(29)}\x02\x03\x03`)],
    ["no UTF-8", Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.alloc(14, 14)])],
  ])("with a right sum over %s", (_what, bytes) => {
    isRefused(post(envelope(sealBytes(bytes))), "unreadable")
  })

  it("with a right sum over what is no ciphertext, no JSON, or AES-GCM", () => {
    for (const bad of ["zz", "abc", "ab".repeat(15), `${"ab".repeat(12)}.${"ab".repeat(16)}.${"cd".repeat(16)}`])
      isRefused(post(envelope(bad)), "unreadable")
    for (const text of ["{", "{]", "{}x", ""]) isRefused(post(envelope(seal(text))), "unreadable")
  })

  it("that is no form at all", () => {
    for (const body of ["", "[]", "{}", "\u0000"]) isRefused({ ...post({}), body: Buffer.from(body) }, "unreadable")
  })

  it("without telling a key or the right sum", () => {
    const refusal = () => verify(post({ ...GOOD, TradeSha: "0" }), [KEYS])
    for (const hidden of [KEYS.hashKey, KEYS.hashIv, shaOf(GOOD.TradeInfo ?? "")])
      expect(refusal).not.toThrow(new RegExp(hidden, "i"))
  })
})

describe("a notice is believed", () => {
  it.each([16, 32])("padded to %i bytes, of every length", (block) => {
    for (let size = 0; size < 33; size += 1) {
      const told = { Status: "SUCCESS", Message: "x".repeat(size), Result: CARD }
      const { fields } = verify(post(envelope(seal(JSON.stringify(told), KEYS, block))), [KEYS])
      expect(fields).toMatchObject({ Message: "x".repeat(size), Amt: "1000" })
    }
  })

  it("as JSON with escaped Chinese, numbers and nulls, and as String", () => {
    const json = String.raw`{"Status":"SUCCESS","Message":"\u6388\u6b0a","Result":{"MerchantID":"MS9990001","Amt":30,"CardBank":null}}`
    expect(verify(post(envelope(seal(json))), [KEYS]).fields).toEqual({
      Status: "SUCCESS",
      Message: "授權",
      MerchantID: "MS9990001",
      Amt: "30",
    })
    const flat = "Status=SUCCESS&Message=%E6%8E%88%E6%AC%8A&MerchantID=MS9990001&Amt=30&PayTime=2026-11-22+12%3A00%3A00"
    expect(verify(post(envelope(seal(flat))), [KEYS]).fields).toMatchObject({
      Message: "授權",
      PayTime: "2026-11-22 12:00:00",
    })
  })

  it("whatever stands unsigned beside it: only the inside is told", () => {
    const { fields } = verify(post({ ...GOOD, Status: "MPG03009", Version: "9.9", More: "1", Amt: "1" }), [KEYS])
    expect(fields).toMatchObject({ Status: "SUCCESS", Amt: "1000" })
    expect(fields).not.toHaveProperty("More")
  })

  it("sent again by hand, as multipart/form-data", () => {
    const parts = Object.entries(GOOD).map(
      ([name, value]) => `--X-1\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
    )
    const body = Buffer.from(`${parts.join("")}--X-1--\r\n`)
    const raw = { body, headers: { "content-type": "multipart/form-data; boundary=X-1" }, query: "" }
    expect(verify(raw, [KEYS]).fields.Amt).toBe("1000")
    isRefused({ ...raw, body: Buffer.from(body.toString().replace("TradeSha", "tradesha")) }, "signature")
  })

  it("under the keys before a rotation", () => {
    expect(verify(notice(CARD, {}, OTHER_KEYS), [KEYS, OTHER_KEYS]).fields.Amt).toBe("1000")
  })
})

describe("what stands inside", () => {
  it("cannot be given a Status by its Result, nor a prototype", () => {
    const text = '{"Status":"MPG03009","Result":{"Status":"SUCCESS","__proto__":{"Amt":1},"Amt":"2"}}'
    const fields = decodeInside(text)
    expect(fields).toEqual({ Status: "MPG03009", Amt: "2" })
    expect(Object.getPrototypeOf(fields)).toBe(Object.prototype)
  })

  it("is nothing where PHP says an empty list", () => {
    expect(decodeInside('{"Status":"TRA10021","Message":"","Result":[]}')).toEqual({ Status: "TRA10021", Message: "" })
  })
})

it("takes a field that is missing as an empty one in CheckCode", () => {
  const named = { Amt: "", MerchantID: "", MerchantOrderNo: "", TradeNo: "" }
  expect(checkCode({}, KEYS)).toBe(checkCode(named, KEYS))
})

it("encrypts so that it can be decrypted, whatever the text", () => {
  for (const text of ["", "a", "茶".repeat(100), "x".repeat(15), "x".repeat(16)])
    expect(decrypt(encrypt(text, KEYS), KEYS)).toBe(text)
})
