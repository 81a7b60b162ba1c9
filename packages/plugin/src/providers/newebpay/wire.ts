import { isUtf8 } from "node:buffer"
import { createCipheriv, createDecipheriv } from "node:crypto"
import type { RawMessage } from "../../toolkit/contract/notice"
import { equalInConstantTime, sha256Hex } from "../../toolkit/digest"
import { decodeFields, encodeFieldsAsPhp } from "../../toolkit/form"
import { errorsOf } from "../../toolkit/gateway-errors"
import { decodeObject } from "../../toolkit/json-object"
import type { KeyPair } from "../../toolkit/key-pair"
import { formText } from "../../toolkit/multipart"
import { isRecord } from "../../toolkit/options"
import type { PaymentError } from "../../toolkit/payment-error"
import type { Fields } from "../../toolkit/redact"
import { markVerified, type Verified } from "../../toolkit/verified"

export const errors = errorsOf("newebpay")

const CIPHER = "aes-256-cbc"

const BLOCKS = /^(?:[0-9a-f]{32})+$/i

/** NewebPay itself pads to 32 bytes in places, and to 16 in others. */
const LONGEST_PADDING = 32

/** `TradeInfo`, `PostData_`, `EncryptData_`: lower-case hexadecimal of AES-256-CBC (附件: 加密方法). */
export function encrypt(plain: string, { hashKey, hashIv }: KeyPair): string {
  const cipher = createCipheriv(CIPHER, hashKey, hashIv)
  return Buffer.concat([cipher.update(plain), cipher.final()]).toString("hex")
}

/** Fields as `PostData_` and `TradeInfo` want them, encrypted. */
export function encryptFields(fields: Fields, keys: KeyPair): string {
  return encrypt(encodeFieldsAsPhp(fields), keys)
}

/** `TradeSha`, `HashData_`: upper-case SHA-256 over the ciphertext between key and IV. */
export function tradeSha(encrypted: string, { hashKey, hashIv }: KeyPair): string {
  return sha256Hex(`HashKey=${hashKey}&${encrypted}&HashIV=${hashIv}`).toUpperCase()
}

/** `CheckValue` of a question about a trade, over the three fields that name it. */
export function checkValue(amount: number, merchant: string, tradeNo: string, { hashKey, hashIv }: KeyPair): string {
  const named = encodeFieldsAsPhp({ Amt: String(amount), MerchantID: merchant, MerchantOrderNo: tradeNo })
  return sha256Hex(`IV=${hashIv}&${named}&Key=${hashKey}`).toUpperCase()
}

/** `CheckCode` of an answer, over the four fields that name the trade. It says nothing of the trade's state. */
export function checkCode({ Amt, MerchantID, MerchantOrderNo, TradeNo }: Fields, { hashKey, hashIv }: KeyPair): string {
  const named = { Amt, MerchantID, MerchantOrderNo, TradeNo }
  const known = Object.entries(named).map(([name, value = ""]): [string, string] => [name, value])
  return sha256Hex(`HashIV=${hashIv}&${encodeFieldsAsPhp(Object.fromEntries(known))}&HashKey=${hashKey}`).toUpperCase()
}

/** @throws PaymentError `signature` unless the answer's CheckCode is right under one of the keys. */
export function verifyAnswer(fields: Fields, keys: readonly KeyPair[]): Verified {
  const received = fields.CheckCode?.toUpperCase() ?? ""
  if (keys.filter((pair) => equalInConstantTime(received, checkCode(fields, pair))).length === 0)
    throw forged("The CheckCode does not match.")
  return markVerified(fields)
}

/**
 * What stands inside of a notice, or of a return: nothing is decrypted before the TradeSha was checked, and nothing outside is
 * believed. `Status` and `Version` stand there unsigned, and MerchantID must be the one inside.
 * @throws PaymentError `signature`, or `unreadable` when it is no message of NewebPay's
 */
export function verify(raw: RawMessage, keys: readonly KeyPair[]): Verified {
  const { TradeInfo: encrypted = "", TradeSha: received = "", MerchantID } = form(formText(raw))
  const fields = decodeInside(openWith(encrypted, received, keys))
  if (!MerchantID || fields.MerchantID !== MerchantID) throw forged("The MerchantID outside is not the one inside.")
  return markVerified(fields)
}

/** The text inside of `EncryptData`, or of `TradeInfo`, once its sum was found right. */
export function openWith(encrypted: string, received: string, keys: readonly KeyPair[]): string {
  if (encrypted === "") throw unreadable("it has no encrypted part")
  const [pair] = keys.filter((each) => equalInConstantTime(received.toUpperCase(), tradeSha(encrypted, each)))
  if (!pair) throw forged("The TradeSha does not match.")
  return decrypt(encrypted, pair)
}

/** @throws PaymentError `unreadable` */
export function decrypt(encrypted: string, { hashKey, hashIv }: KeyPair): string {
  if (!BLOCKS.test(encrypted)) throw unreadable("its encrypted part is not whole blocks of hexadecimal")
  const decipher = createDecipheriv(CIPHER, hashKey, hashIv).setAutoPadding(false)
  const padded = Buffer.concat([decipher.update(encrypted, "hex"), decipher.final()])
  const size = padded.readUInt8(padded.length - 1)
  const padding = padded.subarray(padded.length - size)
  const isPadded = size >= 1 && size <= LONGEST_PADDING && size <= padded.length
  const text = padded.subarray(0, padded.length - size)
  if (!isPadded || padding.some((byte) => byte !== size) || !isUtf8(text)) throw unreadable("it does not decrypt")
  return text.toString()
}

/** `RespondType` JSON or String, distinguished by how it begins: one level of fields, `Result` beside `Status` and `Message`. */
export function decodeInside(text: string): Fields {
  if (!text.startsWith("{")) return form(text)
  const { Result, ...outer } = decodeObject(text, "NewebPay's message", "newebpay")
  return { ...textsOf(Result), ...textsOf(outer) }
}

/** Texts and numbers of a JSON object; null is left out, as is an empty list, PHP's word for an empty object. */
export function textsOf(value: unknown): Fields {
  const entries = isRecord(value) ? Object.entries(value) : []
  return Object.fromEntries(
    entries.flatMap(([name, each]): [string, string][] =>
      typeof each === "string" || typeof each === "number" ? [[name, String(each)]] : [],
    ),
  )
}

function form(text: string): Fields {
  return decodeFields(text, "NewebPay's message", "newebpay")
}

function unreadable(why: string): PaymentError {
  return errors.unreadable(`NewebPay's message cannot be read: ${why}.`)
}

function forged(message: string): PaymentError {
  return errors.signature(message)
}
