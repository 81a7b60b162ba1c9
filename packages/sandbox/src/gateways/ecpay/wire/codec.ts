import { createHash, timingSafeEqual } from "node:crypto"

export type Fields = Record<string, string>

/** An account's signing secrets. */
export interface Keys {
  hashKey: string
  hashIV: string
}

/**
 * What each byte becomes. 附錄 URLEncode 轉換表 (p=2904): PHP urlencode, lower-cased, then `- _ . ! * ( )` put back.
 * `~` and `'` stay encoded and a space is `+`.
 */
const BYTE_TABLE: readonly string[] = buildByteTable()

function buildByteTable(): string[] {
  const table: string[] = []
  for (let byte = 0; byte < 256; byte++) {
    let text = `%${byte < 16 ? "0" : ""}${byte.toString(16)}`
    if (byte >= 0x30 && byte <= 0x39) text = String.fromCharCode(byte)
    if (byte >= 0x61 && byte <= 0x7a) text = String.fromCharCode(byte)
    if (byte >= 0x41 && byte <= 0x5a) text = String.fromCharCode(byte + 0x20)
    if (byte === 0x20) text = "+"
    if ("-_.!*()".includes(String.fromCharCode(byte))) text = String.fromCharCode(byte)
    table.push(text)
  }
  return table
}

function encodeForDigest(plain: string): string {
  let encoded = ""
  for (const byte of Buffer.from(plain, "utf8")) encoded += BYTE_TABLE[byte]
  return encoded
}

/** Orders two names as PHP's strcasecmp does: byte by byte, ASCII letters lower-cased. */
export function compareNames(left: string, right: string): number {
  const a = Buffer.from(left, "utf8")
  const b = Buffer.from(right, "utf8")
  for (let i = 0; i < a.length && i < b.length; i++) {
    const difference = lowered(a[i]) - lowered(b[i])
    if (difference !== 0) return difference
  }
  return a.length - b.length
}

function lowered(byte: number | undefined): number {
  if (byte === undefined) return 0
  return byte >= 0x41 && byte <= 0x5a ? byte + 0x20 : byte
}

/**
 * 檢查碼機制 (p=2902): names sorted without case, wrapped in key and IV, encoded, hashed, upper-case hex.
 * Empty values take part; `CheckMacValue` itself does not.
 */
export function checkMacValue(fields: Fields, keys: Keys, algorithm: "sha256" | "md5" = "sha256"): string {
  const names: string[] = []
  for (const name of Object.keys(fields)) if (name !== "CheckMacValue") names.push(name)
  names.sort(compareNames)
  let plain = `HashKey=${keys.hashKey}`
  for (const name of names) plain += `&${name}=${fields[name] ?? ""}`
  plain += `&HashIV=${keys.hashIV}`
  return createHash(algorithm).update(encodeForDigest(plain)).digest("hex").toUpperCase()
}

/** Whether the fields carry the right `CheckMacValue`, in either case of letters. */
export function isSigned(fields: Fields, keys: Keys): boolean {
  const expected = Buffer.from(checkMacValue(fields, keys))
  const received = Buffer.from((fields.CheckMacValue ?? "").toUpperCase())
  return expected.length === received.length && timingSafeEqual(expected, received)
}

/** The fields A→Z with `CheckMacValue` last, as ECPay sends them. */
export function signed(fields: Fields, keys: Keys): Fields {
  const result: Fields = {}
  for (const name of Object.keys(fields).sort(compareNames)) result[name] = fields[name] ?? ""
  result.CheckMacValue = checkMacValue(fields, keys)
  return result
}

/** `application/x-www-form-urlencoded`, in the fields' own order. */
export function formBody(fields: Fields): string {
  return new URLSearchParams(fields).toString()
}

/** `k=v&k=v` with nothing percent-encoded: how the query APIs answer. */
export function plainBody(fields: Fields): string {
  const pairs: string[] = []
  for (const [name, value] of Object.entries(fields)) pairs.push(`${name}=${value}`)
  return pairs.join("&")
}

/** Reads a form body. A name sent twice keeps its last value. */
export function readForm(body: string): Fields {
  return Object.fromEntries(new URLSearchParams(body))
}
