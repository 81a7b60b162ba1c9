import { hash } from "node:crypto"
import { equalInConstantTime } from "../../toolkit/digest"
import { decodeFields } from "../../toolkit/form"
import { errorsOf } from "../../toolkit/gateway-errors"
import type { KeyPair } from "../../toolkit/key-pair"
import type { PaymentError } from "../../toolkit/payment-error"
import type { Fields } from "../../toolkit/redact"
import { markVerified, type Verified } from "../../toolkit/verified"

export const errors = errorsOf("ecpay")

/**
 * The value of CheckMacValue over all fields but itself, empty ones included (檢查碼機制說明):
 * SHA-256, upper-case hexadecimal.
 */
export function checkMacValue(fields: Readonly<Record<string, string | number>>, keys: KeyPair): string {
  let text = `HashKey=${keys.hashKey}`
  for (const name of inOrder(Object.keys(fields))) text += `&${name}=${fields[name]}`
  return hash("sha256", encodeForMac(`${text}&HashIV=${keys.hashIv}`), "hex").toUpperCase()
}

/**
 * PHP's `urlencode`, lower-cased, with what .NET leaves alone put back (附錄: URLEncode 轉換表). That is
 * `encodeURIComponent`, but for the space, `'` and `~`.
 */
function encodeForMac(text: string): string {
  const encoded = encodeURIComponent(text.toWellFormed()).toLowerCase()
  return encoded.replaceAll("%20", "+").replaceAll("'", "%27").replaceAll("~", "%7e")
}

interface NameOrder {
  readonly names: readonly string[]
  readonly sorted: readonly string[]
}

/** Messages of one kind carry the same fields, so the last few orders are kept; sorting is the dearest step. */
const recent: NameOrder[] = []

const ORDERS_KEPT = 8

/** The signed names by their lower-cased bytes; no locale has a say. */
function inOrder(names: readonly string[]): readonly string[] {
  const known = recent.find((order) => isSame(order.names, names))
  if (known) return known.sorted
  const signed = names.filter((name) => name !== "CheckMacValue")
  const keyed = signed.map((name) => ({ name, key: Buffer.from(name.toLowerCase()) }))
  const sorted = keyed.sort((a, b) => a.key.compare(b.key)).map(({ name }) => name)
  recent.unshift({ names, sorted })
  recent.length = Math.min(recent.length, ORDERS_KEPT)
  return sorted
}

function isSame(some: readonly string[], others: readonly string[]): boolean {
  return some.length === others.length && some.every((name, index) => name === others[index])
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
  if (matches.length === 0) throw errors.signature("The CheckMacValue does not match.")
  return markVerified(fields)
}

/** A signed request body, `application/x-www-form-urlencoded`. */
export function encodeBody(fields: Fields): string {
  return new URLSearchParams({ ...fields }).toString()
}

/** A notice's form body. @throws PaymentError `unreadable` */
export function decodeForm(body: Buffer): Fields {
  return decodeFields(body.toString("utf8"), "ECPay's message", "ecpay")
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
  const fields: Fields = Object.fromEntries(pairs)
  if (Object.keys(fields).length !== pairs.length) throw unreadable("a field stands twice")
  return fields
}

function unreadable(why: string): PaymentError {
  return errors.unreadable(`ECPay's message cannot be read: ${why}.`)
}
