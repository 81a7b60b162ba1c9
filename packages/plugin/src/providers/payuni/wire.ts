import { createCipheriv, createDecipheriv } from "node:crypto"
import { equalInConstantTime, sha256Hex } from "../../toolkit/digest"
import { decodeFields, encodeFieldsAsPhp } from "../../toolkit/form"
import { errorsOf } from "../../toolkit/gateway-errors"
import type { KeyPair } from "../../toolkit/key-pair"
import type { PaymentError } from "../../toolkit/payment-error"
import type { Fields } from "../../toolkit/redact"
import { markVerified, type Verified } from "../../toolkit/verified"

export const errors = errorsOf("payuni")

/** The IV is the account's own, 16 bytes and always the same (加密方式). */
const CIPHER = "aes-256-gcm"

const TAG = { authTagLength: 16 } as const

const HEX = /^(?:[0-9a-f]{2})+$/i

/** `EncryptInfo`: the hexadecimal of base64(ciphertext) `:::` base64(tag). */
export function encrypt(plain: string, { hashKey, hashIv }: KeyPair): string {
  const cipher = createCipheriv(CIPHER, hashKey, hashIv, TAG)
  const text = Buffer.concat([cipher.update(plain), cipher.final()]).toString("base64")
  return Buffer.from(`${text}:::${cipher.getAuthTag().toString("base64")}`).toString("hex")
}

/** `HashInfo`: upper-case SHA-256 over key, ciphertext and IV, with nothing in between. */
export function hashInfo(encrypted: string, { hashKey, hashIv }: KeyPair): string {
  return sha256Hex(`${hashKey}${encrypted}${hashIv}`).toUpperCase()
}

/** Fields in an envelope, as every request carries them; `Version` is that of the endpoint. */
export function seal(fields: Fields, version: string, keys: KeyPair): Fields {
  const EncryptInfo = encrypt(encodeFieldsAsPhp(fields), keys)
  return { MerID: fields.MerID ?? "", Version: version, EncryptInfo, HashInfo: hashInfo(EncryptInfo, keys) }
}

/**
 * The fields inside an envelope, after its HashInfo and its GCM tag have been checked, in this order. Nothing outside of it
 * is believed: `Status` and `Version` stand there unsigned. Where no MerID stands inside, the shop's own keys vouch for it.
 * @throws PaymentError `signature`, or `unreadable` when it is no envelope
 */
export function open(outer: Fields, keys: readonly KeyPair[]): Verified {
  const { EncryptInfo: encrypted = "", HashInfo: received = "", MerID: merchant = "" } = outer
  if (!HEX.test(encrypted)) throw unreadable("it has no EncryptInfo")
  const matches = keys.filter((pair) => equalInConstantTime(received.toUpperCase(), hashInfo(encrypted, pair)))
  const [pair] = matches
  if (!pair) throw forged("The HashInfo does not match.")
  const fields = { MerID: merchant, ...decodeForm(decrypt(encrypted, pair)) }
  if (fields.MerID !== merchant) throw forged("The MerID outside is not the one inside.")
  return markVerified(fields)
}

function decrypt(encrypted: string, { hashKey, hashIv }: KeyPair): string {
  const [text = "", tag = ""] = Buffer.from(encrypted, "hex").toString().split(":::")
  try {
    const decipher = createDecipheriv(CIPHER, hashKey, hashIv, TAG).setAuthTag(Buffer.from(tag, "base64"))
    return Buffer.concat([decipher.update(text, "base64"), decipher.final()]).toString()
  } catch (cause) {
    throw forged("The authentication tag does not match.", cause)
  }
}

/** A form body, or the text inside an envelope. @throws PaymentError `unreadable` */
export function decodeForm(text: string): Fields {
  return decodeFields(text, "PAYUNi's message", "payuni")
}

const CELL = /^Result\[(\d{1,4})\]\[(\w+)\]$/

/** The rows of `Result[0][Field]=…`, as PHP flattens them. */
export function rowsOf(fields: Fields): Fields[] {
  const rows = new Map<string | undefined, [string, string][]>()
  for (const [name, value] of Object.entries(fields)) {
    const [, row, field] = name.split(CELL)
    if (field) rows.set(row, [...(rows.get(row) ?? []), [field, value]])
  }
  return [...rows.values()].map((cells) => Object.fromEntries(cells))
}

function unreadable(why: string): PaymentError {
  return errors.unreadable(`PAYUNi's message cannot be read: ${why}.`)
}

function forged(message: string, cause?: unknown): PaymentError {
  return errors.signature(message, { cause })
}
