import { createHash, createHmac } from "node:crypto"
import { expect, test } from "vitest"
import * as aes from "../templates/signatures/aes-cbc-sha256.js"
import { authorization } from "../templates/signatures/bearer.js"
import * as hmac from "../templates/signatures/hmac-sha256.js"
import * as sorted from "../templates/signatures/sorted-sha256.js"

const keys = { apiKey: "api", secretKey: "secret", hashKey: "k".repeat(32), hashIv: "v".repeat(16) }
const upperHash = (text: string) => createHash("sha256").update(text).digest("hex").toUpperCase()

test("a bearer key", () => {
  expect(authorization(keys)).toBe("Bearer api")
})

test("HMAC-SHA256 over the body", () => {
  const signature = createHmac("sha256", "secret").update('{"a":1}').digest("hex")
  expect(hmac.isSigned('{"a":1}', signature, keys)).toBe(true)
  expect(hmac.isSigned('{"a":2}', signature, keys)).toBe(false)
  expect(hmac.isSigned('{"a":1}', "", keys)).toBe(false)
})

test("sorted fields and SHA-256", () => {
  const signature = upperHash(`HashKey=${keys.hashKey}&a=1&b=2&HashIV=${keys.hashIv}`)
  expect(sorted.isSigned({ b: "2", a: "1" }, signature, keys)).toBe(true)
  expect(sorted.isSigned({ b: "2", a: "10" }, signature, keys)).toBe(false)
})

test("a signed text cut into other fields is not what was signed", () => {
  const declined = { note: "to the shop&status=paid&zz=1", status: "failed" }
  const signature = sorted.sign(declined, keys)
  const recut = { note: "to the shop", status: "paid", zz: "1&status=failed" }
  expect(sorted.sign(recut, keys)).toBe(signature)
  expect(sorted.isSigned(recut, signature, keys)).toBe(false)
  expect(sorted.isSigned({ "note=to the shop&status": "paid", zz: "1&status=failed" }, signature, keys)).toBe(false)
  expect(
    sorted.isSigned(
      { note: "一二 a=b", status: "paid" },
      sorted.sign({ note: "一二 a=b", status: "paid" }, keys),
      keys,
    ),
  ).toBe(true)
})

test("what is sealed is opened again, and signed as it is sealed", () => {
  const sealed = aes.seal("金額=1060", keys)
  expect(aes.unseal(sealed, keys)).toBe("金額=1060")
  expect(aes.isSigned(sealed, upperHash(`HashKey=${keys.hashKey}&${sealed}&HashIV=${keys.hashIv}`), keys)).toBe(true)
  expect(aes.isSigned(`${sealed}00`, aes.sign(sealed, keys), keys)).toBe(false)
})
