import { createCipheriv, createDecipheriv, createHash, randomBytes, timingSafeEqual } from "node:crypto"

export type Fields = Record<string, string>
/** A value in an answer. JSON keeps its type; the String form leaves null out. */
export type Value = string | number | null
export type Result = Record<string, Value>

/** HashKey (32 bytes) and HashIV (16 bytes), both ASCII. */
export interface Keys {
  hashKey: string
  hashIV: string
}

/** The block to which a plain text is filled up before it is encrypted. */
export type Padding = 16 | 32

const MOST_PADDING = 32

function fillUp(plain: Buffer, block: Padding): Buffer {
  const missing = block - (plain.length % block)
  return Buffer.concat([plain, Buffer.alloc(missing, missing)])
}

/** The text without its padding of 1 to 32 equal bytes, or null where it has none. */
function strip(filled: Buffer): Buffer | null {
  const missing = filled[filled.length - 1] ?? 0
  if (missing < 1 || missing > MOST_PADDING || missing > filled.length) return null
  const end = filled.length - missing
  return filled.subarray(end).every((byte) => byte === missing) ? filled.subarray(0, end) : null
}

/** AES-256-CBC in lower-case hex (§4.1.1). */
export function sealCbc(text: string, keys: Keys, block: Padding): string {
  const cipher = createCipheriv("aes-256-cbc", keys.hashKey, keys.hashIV).setAutoPadding(false)
  return cipher.update(fillUp(Buffer.from(text, "utf8"), block), undefined, "hex") + cipher.final("hex")
}

/** What `sealCbc` hid, whatever its padding; null where it is no such thing. */
export function openCbc(hex: string, keys: Keys): string | null {
  if (!/^(?:[0-9a-f]{32})+$/i.test(hex)) return null
  const decipher = createDecipheriv("aes-256-cbc", keys.hashKey, keys.hashIV).setAutoPadding(false)
  const bytes = strip(Buffer.concat([decipher.update(Buffer.from(hex, "hex")), decipher.final()]))
  return bytes === null ? null : bytes.toString("utf8")
}

/**
 * AES-256-GCM as NewebPay's sample programs write it: nonce, cipher and tag in hex, joined by dots. The nonce is the
 * text of 24 characters itself, not the 12 bytes that it spells.
 */
export function sealGcm(text: string, keys: Keys, nonce = randomBytes(12).toString("hex")): string {
  const cipher = createCipheriv("aes-256-gcm", keys.hashKey, Buffer.from(nonce, "latin1"))
  const body = cipher.update(text, "utf8", "hex") + cipher.final("hex")
  return [nonce, body, cipher.getAuthTag().toString("hex")].join(".")
}

/** What `sealGcm` hid, or null where it is no such thing or was altered. */
export function openGcm(sealed: string, keys: Keys): string | null {
  const [, nonce, body = "", tag = ""] = /^([0-9a-f]{24})\.((?:[0-9a-f]{2})*)\.([0-9a-f]{32})$/i.exec(sealed) ?? []
  if (nonce === undefined) return null
  const decipher = createDecipheriv("aes-256-gcm", keys.hashKey, Buffer.from(nonce, "latin1"))
  decipher.setAuthTag(Buffer.from(tag, "hex"))
  try {
    return decipher.update(body, "hex", "utf8") + decipher.final("utf8")
  } catch {
    return null
  }
}

function digest(text: string): string {
  return createHash("sha256").update(text, "utf8").digest("hex").toUpperCase()
}

/** TradeSha and HashData_ (§4.1.2): over the cipher text. */
export function tradeSha(sealed: string, { hashKey, hashIV }: Keys): string {
  return digest(`HashKey=${hashKey}&${sealed}&HashIV=${hashIV}`)
}

const CODED = ["Amt", "MerchantID", "MerchantOrderNo", "TradeNo"] as const

/** CheckCode, in the answers to queries and cancellations: the IV leads, the key ends. */
export function checkCode(of: Record<(typeof CODED)[number], string | number>, { hashKey, hashIV }: Keys): string {
  const query = phpQuery(Object.fromEntries(CODED.map((name) => [name, String(of[name])])))
  return digest(`HashIV=${hashIV}&${query}&HashKey=${hashKey}`)
}

const VALUED = ["Amt", "MerchantID", "MerchantOrderNo"] as const

/** CheckValue, in a query. */
export function checkValue(of: Record<(typeof VALUED)[number], string | number>, { hashKey, hashIV }: Keys): string {
  const query = phpQuery(Object.fromEntries(VALUED.map((name) => [name, String(of[name])])))
  return digest(`IV=${hashIV}&${query}&Key=${hashKey}`)
}

/** Whether a sum is the expected one, in constant time. Sums are upper-case; clients' may not be. */
export function isSum(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given.toUpperCase()), Buffer.from(expected)]
  return a.length === b.length && timingSafeEqual(a, b)
}

const PLAIN_BYTES = /[A-Za-z0-9\-_.]/

function phpUrlencode(text: string): string {
  let encoded = ""
  for (const byte of Buffer.from(text, "utf8")) {
    const character = String.fromCharCode(byte)
    if (PLAIN_BYTES.test(character)) encoded += character
    else encoded += byte === 0x20 ? "+" : `%${byte.toString(16).toUpperCase().padStart(2, "0")}`
  }
  return encoded
}

/** PHP's http_build_query: null is left out, a space is `+`, only `-_.` stay beside letters and digits. */
export function phpQuery(fields: Result): string {
  return pairs(fields)
    .map(([name, value]) => `${phpUrlencode(name)}=${phpUrlencode(value)}`)
    .join("&")
}

/** `k=v&k=v` with nothing encoded: how the background APIs answer RespondType=String. */
export function plainQuery(fields: Result): string {
  return pairs(fields)
    .map(([name, value]) => `${name}=${value}`)
    .join("&")
}

function pairs(fields: Result): [string, string][] {
  return Object.entries(fields).flatMap(([name, value]) => (value === null ? [] : [[name, String(value)]]))
}

/** PHP's json_encode: `/` and everything beyond ASCII escaped. */
export function phpJson(value: unknown): string {
  return JSON.stringify(value)
    .replaceAll("/", "\\/")
    .replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`)
}

/** The fields of a posted body, form or multipart. A name sent twice keeps its last value. */
export function readBody(body: string): Fields {
  return body.startsWith("--") ? readMultipart(body) : Object.fromEntries(new URLSearchParams(body))
}

function readMultipart(body: string): Fields {
  const boundary = body.slice(0, body.indexOf("\r\n"))
  const fields: Fields = {}
  for (const part of body.split(boundary)) {
    const at = part.indexOf("\r\n\r\n")
    const name = /name="([^"]*)"/.exec(part.slice(0, Math.max(0, at)))?.[1]
    if (name !== undefined && part.endsWith("\r\n")) fields[name] = part.slice(at + 4, -2)
  }
  return fields
}

/** The fields as a multipart body. */
export function multipart(fields: Fields, boundary: string): string {
  const parts = Object.entries(fields).map(
    ([name, value]) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  )
  return `${parts.join("")}--${boundary}--\r\n`
}
