import { createHmac, timingSafeEqual } from "node:crypto"

/** What JSON can say, with whole numbers of any size. */
export type Json = string | number | bigint | boolean | Json[] | { [name: string]: Json | undefined }

/** Base64 of HMAC-SHA256 over parts in a row. */
export function hmac(key: string, parts: readonly (string | Buffer)[]): string {
  const mac = createHmac("sha256", key)
  for (const part of parts) mac.update(part)
  return mac.digest("base64")
}

/** Keyed with the channel secret, over secret, path, payload and nonce (v4 common, "API authentication"). */
export function macOf(secret: string, path: string, payload: string | Buffer, nonce: string): string {
  return hmac(secret, [secret, path, payload, nonce])
}

/** Whether a signature fits any of the payloads that may have been signed. */
export function isMac(
  given: string,
  secret: string,
  path: string,
  payloads: readonly (string | Buffer)[],
  nonce: string,
): boolean {
  const received = Buffer.from(given)
  let fits = false
  for (const payload of payloads) {
    const wanted = Buffer.from(macOf(secret, path, payload, nonce))
    if (wanted.length === received.length && timingSafeEqual(wanted, received)) fits = true
  }
  return fits
}

/** JSON with 19-digit numbers unquoted and exact, as LINE Pay writes them. Fields that are undefined are left out. */
export function writeJson(value: Json): string {
  if (typeof value === "bigint") return value.toString()
  if (typeof value !== "object") return JSON.stringify(value)
  const parts: string[] = []
  if (Array.isArray(value)) {
    for (const item of value) parts.push(writeJson(item))
    return `[${parts.join(",")}]`
  }
  for (const [name, field] of Object.entries(value)) {
    if (field !== undefined) parts.push(`${JSON.stringify(name)}:${writeJson(field)}`)
  }
  return `{${parts.join(",")}}`
}

/**
 * The values of one name in a raw query string. The field writes lists in three ways, all of them read here:
 * repeated names, names with `[]`, and values joined by commas.
 */
export function queryValues(query: string, name: string): string[] {
  const found: string[] = []
  for (const pair of query.split("&")) {
    const sign = pair.indexOf("=")
    if (sign < 0) continue
    const key = plain(pair.slice(0, sign))
    if (key !== name && key !== `${name}[]`) continue
    for (const value of plain(pair.slice(sign + 1)).split(",")) if (value !== "") found.push(value)
  }
  return found
}

function plain(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll("+", " "))
  } catch {
    return text
  }
}
