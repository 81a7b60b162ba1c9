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
 * PHP's `urlencode`, lower-cased, with what .NET leaves alone put back (附錄: URLEncode 轉換表). That is
 * `encodeURIComponent`, but for the space, `'` and `~`.
 */
function encodeForMac(text: string): string {
  const encoded = encodeURIComponent(text.toWellFormed()).toLowerCase()
  return encoded.replaceAll("%20", "+").replaceAll("'", "%27").replaceAll("~", "%7e")
}

const [PERCENT, PLUS] = [0x25, 0x2b]
/** A character becomes nine at most: three bytes of UTF-8, three characters each. */
const WIDEST = 9

/** What is left alone; capital letters are lower-cased. */
const LEFT_ALONE = "abcdefghijklmnopqrstuvwxyz0123456789-_.!*()"
const DIGITS = Buffer.from("0123456789abcdef")

/** The byte that a character of ASCII becomes; 0 where it becomes three. */
const SINGLE = Uint8Array.from({ length: 128 }, (_, code) => {
  const lowered = String.fromCharCode(code).toLowerCase()
  if (lowered === " ") return PLUS
  return LEFT_ALONE.includes(lowered) ? lowered.charCodeAt(0) : 0
})

/**
 * The text that CheckMacValue is taken over, as the bytes that the digest reads; a string of them would be copied once more.
 * Used for one message after the other.
 */
class MacText {
  private bytes = Buffer.alloc(4096)
  private length = 0

  /** Begins anew, with what is encoded already. */
  begin(encoded: Uint8Array): void {
    this.length = 0
    this.add(encoded)
  }

  /** Goes on with what is encoded already. Most is short, which a loop copies faster than a call does. */
  add(encoded: Uint8Array): void {
    this.makeRoom(encoded.length)
    const { bytes, length } = this
    for (let index = 0; index < encoded.length; index += 1) bytes[length + index] = encoded[index] as number
    this.length = length + encoded.length
  }

  /** Goes on with a value, encoded. */
  encode(text: string): void {
    this.makeRoom(text.length * WIDEST)
    const end = this.writeAscii(text)
    if (end === null) this.add(Buffer.from(encodeForMac(text)))
    else this.length = end
  }

  /** Where it ends, encoded; null where it has other characters. */
  private writeAscii(text: string): number | null {
    const { bytes } = this
    let end = this.length
    for (let index = 0; index < text.length; index += 1) {
      const code = text.charCodeAt(index)
      const single = SINGLE[code]
      if (single === undefined) return null
      if (single > 0) bytes[end++] = single
      else {
        bytes[end++] = PERCENT
        bytes[end++] = DIGITS[code >> 4] as number
        bytes[end++] = DIGITS[code & 15] as number
      }
    }
    return end
  }

  /** SHA-256, upper-case hexadecimal. */
  digest(): string {
    return hash("sha256", this.bytes.subarray(0, this.length), "hex").toUpperCase()
  }

  private makeRoom(more: number): void {
    const needed = this.length + more
    if (needed > this.bytes.length) this.bytes = Buffer.concat([this.bytes], needed * 2)
  }
}

const macText = new MacText()

/**
 * The value of CheckMacValue over all fields but itself, empty ones included (檢查碼機制說明):
 * SHA-256, upper-case hexadecimal.
 */
export function checkMacValue(fields: Readonly<Record<string, string | number>>, keys: KeyPair): string {
  const { before, after } = frameOf(keys)
  macText.begin(before)
  for (const { name, encoded } of inOrder(Object.keys(fields))) {
    macText.add(encoded)
    macText.encode(String(fields[name]))
  }
  macText.add(after)
  return macText.digest()
}

interface Frame {
  readonly before: Uint8Array
  readonly after: Uint8Array
}

const frames = new WeakMap<KeyPair, Frame>()

/** What stands around the fields. */
function frameOf(keys: KeyPair): Frame {
  const known = frames.get(keys)
  if (known) return known
  const frame = { before: encoded(`HashKey=${keys.hashKey}`), after: encoded(`&HashIV=${keys.hashIv}`) }
  frames.set(keys, frame)
  return frame
}

function encoded(text: string): Uint8Array {
  return Buffer.from(encodeForMac(text))
}

interface SignedName {
  readonly name: string
  /** With what stands around it. */
  readonly encoded: Uint8Array
}

interface NameOrder {
  readonly names: readonly string[]
  readonly sorted: readonly SignedName[]
}

/** Messages of one kind carry the same fields, so the last few orders are kept; sorting is the dearest step. */
const recent: NameOrder[] = []

const ORDERS_KEPT = 8

/** The signed names by their lower-cased bytes; no locale has a say. */
function inOrder(names: readonly string[]): readonly SignedName[] {
  const known = recent.find((order) => isSame(order.names, names))
  if (known) return known.sorted
  const signed = names.filter((name) => name !== "CheckMacValue")
  const keyed = signed.map((name) => ({ name, key: Buffer.from(name.toLowerCase()) }))
  const inTurn = keyed.sort((a, b) => a.key.compare(b.key))
  const sorted = inTurn.map(({ name }) => ({ name, encoded: encoded(`&${name}=`) }))
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
