import { createCipheriv, createDecipheriv, createHash, timingSafeEqual } from "node:crypto"

export type Fields = Record<string, string>

/** A shop's secrets: 32 bytes of HashKey, 16 bytes of HashIV. */
export interface Keys {
  hashKey: string
  hashIV: string
}

export interface Envelope {
  EncryptInfo: string
  HashInfo: string
}

const CIPHER = "aes-256-gcm"
const SEPARATOR = Buffer.from(":::", "latin1")
const TAG_BYTES = 16

/** Base64 of the ciphertext, `:::`, base64 of the tag; the bytes of that text in lower-case hex. The IV never changes. */
export function seal(plain: string, keys: Keys): Envelope {
  const cipher = createCipheriv(CIPHER, Buffer.from(keys.hashKey), Buffer.from(keys.hashIV))
  const secret = Buffer.concat([cipher.update(Buffer.from(plain)), cipher.final()])
  const halves = [secret, cipher.getAuthTag()].map((bytes) => Buffer.from(bytes.toString("base64"), "latin1"))
  const EncryptInfo = Buffer.concat([halves[0] ?? secret, SEPARATOR, halves[1] ?? secret]).toString("hex")
  return { EncryptInfo, HashInfo: hashOf(EncryptInfo, keys) }
}

/** SHA-256 over key, EncryptInfo and IV without anything between them, in capitals. */
export function hashOf(encryptInfo: string, { hashKey, hashIV }: Keys): string {
  const digest = createHash("sha256")
  for (const part of [hashKey, encryptInfo, hashIV]) digest.update(part, "utf8")
  return digest.digest("hex").toUpperCase()
}

export function isHashed({ EncryptInfo, HashInfo }: Envelope, keys: Keys): boolean {
  const [expected, received] = [hashOf(EncryptInfo, keys), HashInfo].map((text) => Buffer.from(text))
  return expected?.length === received?.length && timingSafeEqual(expected ?? SEPARATOR, received ?? SEPARATOR)
}

/** The text inside, or null where it was not sealed with these keys or was altered. */
export function unseal(encryptInfo: string, keys: Keys): string | null {
  const text = Buffer.from(encryptInfo, "hex")
  const at = text.indexOf(SEPARATOR)
  if (at < 0) return null
  const [secret, tag] = [text.subarray(0, at), text.subarray(at + SEPARATOR.length)].map((half) =>
    Buffer.from(half.toString("latin1"), "base64"),
  )
  return secret && tag?.length === TAG_BYTES ? decipher(secret, tag, keys) : null
}

function decipher(secret: Buffer, tag: Buffer, keys: Keys): string | null {
  const options = { authTagLength: TAG_BYTES }
  const machine = createDecipheriv(CIPHER, Buffer.from(keys.hashKey), Buffer.from(keys.hashIV), options)
  machine.setAuthTag(tag)
  try {
    return Buffer.concat([machine.update(secret), machine.final()]).toString("utf8")
  } catch {
    // The tag does not fit: node says only that.
    return null
  }
}

const PLAIN = /[A-Za-z0-9\-_.]/

/** PHP's urlencode, byte by byte: only `- _ .` stay beside letters and digits; a blank is `+`. */
function urlencode(text: string): string {
  let encoded = ""
  for (const byte of Buffer.from(text)) {
    const character = String.fromCharCode(byte)
    if (PLAIN.test(character)) encoded += character
    else encoded += byte === 0x20 ? "+" : `%${byte.toString(16).toUpperCase().padStart(2, "0")}`
  }
  return encoded
}

const SEALED = /\b(EncryptInfo)"?(?:=|:\s*")([\da-f]{32,})/gi

/** What stands sealed in a message, by the field's name, opened with whichever shop's keys fit. For people to read. */
export function openSealed(accounts: Iterable<Keys>, message: string): [name: string, text: string][] {
  const keys = [...accounts]
  return [...message.matchAll(SEALED)].flatMap(([, name = "", sealed = ""]): [string, string][] => {
    const text = keys.map((each) => unseal(sealed, each)).find((each) => each !== null)
    return text ? [[name, text]] : []
  })
}

/** PHP's http_build_query, in the fields' own order. */
export function buildQuery(fields: Fields): string {
  return Object.entries(fields)
    .map(([name, value]) => `${urlencode(name)}=${urlencode(value)}`)
    .join("&")
}

/** `Result[0][TradeNo]` and so on: how PHP writes a list of records. */
export function resultRows(rows: readonly Fields[]): Fields {
  const flat: Fields = {}
  for (const [index, row] of rows.entries()) {
    for (const [name, value] of Object.entries(row)) flat[`Result[${index}][${name}]`] = value
  }
  return flat
}

/** Reads a form or query text. A name sent twice keeps its last value, as in PHP. */
export function readQuery(text: string): Fields {
  return Object.fromEntries(new URLSearchParams(text))
}
