import { createHash } from "node:crypto"
import { equalInConstantTime } from "../../toolkit/digest"
import { PaymentError } from "../../toolkit/payment-error"
import type { Fields } from "../../toolkit/redact"
import { markVerified, type Verified } from "../../toolkit/verified"

/** A pair of keys from ECPay's back office, 系統開發管理 → 系統介接設定. */
export interface KeyPair {
  readonly hashKey: string
  readonly hashIv: string
}

/** What .NET's `HttpUtility.UrlEncode` leaves as it is while PHP's `urlencode` does not (附錄: URLEncode 轉換表). */
const LEFT_ALONE = /%(2d|5f|2e|21|2a|28|29)/g

/**
 * The value of CheckMacValue over all fields but itself, empty ones included (檢查碼機制說明):
 * SHA-256, upper-case hexadecimal.
 */
export function checkMacValue(fields: Fields, keys: KeyPair): string {
  const pairs = Object.entries(fields)
    .filter(([name]) => name !== "CheckMacValue")
    .map(([name, value]) => ({ order: name.toLowerCase(), pair: `&${name}=${value}` }))
    .sort((a, b) => (a.order < b.order ? -1 : a.order > b.order ? 1 : 0))
  const text = `HashKey=${keys.hashKey}${pairs.map(({ pair }) => pair).join("")}&HashIV=${keys.hashIv}`
  return createHash("sha256").update(encodeForMac(text)).digest("hex").toUpperCase()
}

function encodeForMac(text: string): string {
  return encodeURIComponent(text.toWellFormed())
    .replaceAll("%20", "+")
    .replaceAll("'", "%27")
    .replaceAll("~", "%7e")
    .toLowerCase()
    .replace(LEFT_ALONE, (code) => String.fromCharCode(Number.parseInt(code.slice(1), 16)))
}

export function sign(fields: Fields, keys: KeyPair): Fields {
  return { ...fields, CheckMacValue: checkMacValue(fields, keys) }
}

/**
 * Checks CheckMacValue with each of the keys (the current pair first, then those kept through a rotation).
 * @throws PaymentError `signature`
 */
export function verify(fields: Fields, keys: readonly KeyPair[]): Verified {
  const received = fields.CheckMacValue?.toUpperCase() ?? ""
  const matches = keys.filter((pair) => equalInConstantTime(received, checkMacValue(fields, pair)))
  if (matches.length === 0)
    throw new PaymentError("signature", "The CheckMacValue does not match.", { gateway: "ecpay" })
  return markVerified(fields)
}

/** A signed request body, `application/x-www-form-urlencoded`. */
export function encodeBody(fields: Fields): string {
  return new URLSearchParams({ ...fields }).toString()
}

/**
 * A notice's form body. A field given twice is refused: two readers could see two amounts.
 * @throws PaymentError `unreadable`
 */
export function decodeForm(body: Buffer): Fields {
  const pairs = [...new URLSearchParams(body.toString("utf8"))]
  if (pairs.length === 0) throw unreadable("it has no form fields")
  if (new Set(pairs.map(([name]) => name)).size !== pairs.length) throw unreadable("a field stands twice")
  return Object.fromEntries(pairs)
}

/**
 * An answer's body: `name=value&…` whose values are not percent-encoded (查詢訂單), so that no URL decoder may touch it.
 * @throws PaymentError `unreadable`
 */
export function decodeAnswer(text: string): Fields {
  const pairs = text
    .trim()
    .split("&")
    .map((pair) => pair.split(/=(.*)/s))
  if (!pairs.every((pair) => pair.length > 1)) throw unreadable("it is not name=value pairs")
  const fields = Object.fromEntries(pairs.map(([name = "", value = ""]) => [name, value]))
  if (Object.keys(fields).length !== pairs.length) throw unreadable("a field stands twice")
  return fields
}

function unreadable(why: string): PaymentError {
  return new PaymentError("unreadable", `ECPay's message cannot be read: ${why}.`, { gateway: "ecpay" })
}
