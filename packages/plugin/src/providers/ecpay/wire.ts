import { hash } from "node:crypto"
import { disguiseIn, type FieldPatterns } from "../../toolkit/canonical-fields"
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
  const signed = names.filter((name) => name !== "CheckMacValue").map((name) => ({ name, key: name.toLowerCase() }))
  const sorted = signed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)).map(({ name }) => name)
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

const DATE = /^[\d/: -]*$/
const DIGITS = /^\d*$/
const CODE = /^[0-9A-Z]*$/
const TEXT = /^/

/**
 * What stands in ECPay's messages (付款結果通知, 取號結果通知, 查詢訂單, 額外回傳參數). CheckMacValue is taken over lower-cased
 * text and over pairs that are joined, so that it covers neither the case of a letter nor where a value ends.
 */
const FIELDS: FieldPatterns = {
  MerchantID: DIGITS,
  MerchantTradeNo: /^[0-9A-Za-z]*$/,
  StoreID: TEXT,
  PlatformID: TEXT,
  RtnCode: DIGITS,
  RtnMsg: TEXT,
  TradeStatus: DIGITS,
  TradeNo: DIGITS,
  TradeAmt: TEXT,
  TradeDate: DATE,
  PaymentDate: DATE,
  PaymentType: /^([A-Z][A-Za-z]*(_\w+)?)?$/,
  PaymentTypeChargeFee: /^[\d.]*$/,
  HandlingCharge: /^[\d.]*$/,
  SimulatePaid: DIGITS,
  ItemName: TEXT,
  CustomField1: TEXT,
  CustomField2: TEXT,
  CustomField3: TEXT,
  CustomField4: TEXT,
  BankCode: DIGITS,
  vAccount: DIGITS,
  ExpireDate: DATE,
  PaymentNo: CODE,
  Barcode1: CODE,
  Barcode2: CODE,
  Barcode3: CODE,
  BNPLTradeNo: TEXT,
  BNPLInstallment: DIGITS,
  gwsr: DIGITS,
  auth_code: /^\w*$/,
  process_date: DATE,
  amount: DIGITS,
  card6no: /^[\d*]*$/,
  card4no: /^[\d*]*$/,
  eci: DIGITS,
  stage: DIGITS,
  stast: DIGITS,
  staed: DIGITS,
  red_dan: DIGITS,
  red_de_amt: DIGITS,
  red_ok_amt: DIGITS,
  red_yet: DIGITS,
  ATMAccBank: TEXT,
  ATMAccNo: TEXT,
  WebATMAccBank: TEXT,
  WebATMAccNo: TEXT,
  WebATMBankName: TEXT,
  PayFrom: TEXT,
  TWQRTradeNo: /^\w*$/,
  CheckMacValue: TEXT,
}

/**
 * Checks CheckMacValue with each of the keys (the current pair first, then those kept through a rotation).
 * @throws PaymentError `signature`
 */
export function verify(fields: Fields, keys: readonly KeyPair[]): Verified {
  const received = fields.CheckMacValue?.toUpperCase() ?? ""
  const matches = keys.filter((pair) => equalInConstantTime(received, checkMacValue(fields, pair)))
  if (matches.length === 0) throw errors.signature("The CheckMacValue does not match.")
  const disguise = disguiseIn(fields, FIELDS)
  if (disguise !== null) throw errors.signature(`ECPay did not write the message like this: ${disguise}.`)
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
  const fields = Object.fromEntries(pairs.map(([name = "", value = ""]) => [name, value]))
  if (Object.keys(fields).length !== pairs.length) throw unreadable("a field stands twice")
  return fields
}

function unreadable(why: string): PaymentError {
  return errors.unreadable(`ECPay's message cannot be read: ${why}.`)
}
