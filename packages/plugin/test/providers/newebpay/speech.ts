import { createCipheriv, createDecipheriv, createHash } from "node:crypto"
import { type NewebpayOptions, newebpay } from "../../../src/providers/newebpay/gateway"
import type { WireRequest, WireResponse } from "../../../src/toolkit/contract/conversation"
import type {
  MerchantAccount,
  Moment,
  OperationRequest,
  RawMessage,
  Trade,
} from "../../../src/toolkit/contract/gateway"
import { twd } from "../../../src/toolkit/twd"
import { methodOf } from "../../ecpay-account"
import { answer } from "../../scripted-gateway"

/** NewebPay's side, written with Node's crypto alone: nothing of the adapter's codec is used to speak to it. */
export interface Keys {
  readonly hashKey: string
  readonly hashIv: string
}

export const KEYS: Keys = { hashKey: "aB3dE6gH9jK2mN5pqR8sT1uV4wX7yZ0a", hashIv: "Q1w2E3r4T5y6U7i8" }
export const OTHER_KEYS: Keys = { hashKey: "zZ3dE6gH9jK2mN5pqR8sT1uV4wX7yZ0z", hashIv: "Z1w2E3r4T5y6U7i8" }

export const OPTIONS: NewebpayOptions = {
  environment: "production",
  backendUrl: "https://api.shop.example.tw",
  storefrontUrl: "https://shop.example.tw",
  merchantId: "MS9990001",
  ...KEYS,
}

export const TRADE_NO = "T20261122A0001000001"
export const TRADE_ID = "26112212000012345"

/** Noon in Taipei. */
export const NOON = new Date("2026-11-22T04:00:00Z")
export const at = (now = NOON): Moment => ({ now, nonce: () => "nonce" })

export function gatewayOf(options: Partial<NewebpayOptions> = {}): MerchantAccount {
  return newebpay.openAccount({ ...OPTIONS, ...options }).account
}

export function seal(plain: string | Buffer, { hashKey, hashIv }: Keys = KEYS, block = 32): string {
  const text = Buffer.from(plain)
  const size = block - (text.length % block)
  return sealBytes(Buffer.concat([text, Buffer.alloc(size, size)]), { hashKey, hashIv })
}

/** Of whole blocks, with whatever padding they end in. */
export function sealBytes(bytes: Buffer, { hashKey, hashIv }: Keys = KEYS): string {
  const cipher = createCipheriv("aes-256-cbc", hashKey, hashIv).setAutoPadding(false)
  return cipher.update(bytes, undefined, "hex") + cipher.final("hex")
}

const sum = (text: string) => createHash("sha256").update(text).digest("hex").toUpperCase()

export function shaOf(sealed: string, { hashKey, hashIv }: Keys = KEYS): string {
  return sum(`HashKey=${hashKey}&${sealed}&HashIV=${hashIv}`)
}

export function codeOf(trade: Record<string, unknown>, { hashKey, hashIv }: Keys = KEYS): string {
  const { Amt, MerchantID, MerchantOrderNo, TradeNo } = trade
  const named = `Amt=${Amt}&MerchantID=${MerchantID}&MerchantOrderNo=${MerchantOrderNo}&TradeNo=${TradeNo}`
  return sum(`HashIV=${hashIv}&${named}&HashKey=${hashKey}`)
}

export function post(fields: Record<string, string>): RawMessage {
  const body = Buffer.from(new URLSearchParams(fields).toString())
  return { body, headers: { "content-type": "application/x-www-form-urlencoded" }, query: "" }
}

export function envelope(sealed: string, keys: Keys = KEYS): Record<string, string> {
  const sha = shaOf(sealed, keys)
  return { Status: "SUCCESS", MerchantID: OPTIONS.merchantId, Version: "2.3", TradeInfo: sealed, TradeSha: sha }
}

type Told = Readonly<Record<string, string | number | null>>

export const CARD: Told = {
  MerchantID: OPTIONS.merchantId,
  Amt: 1000,
  TradeNo: TRADE_ID,
  MerchantOrderNo: TRADE_NO,
  RespondType: "JSON",
  IP: "203.0.113.5",
  EscrowBank: "HNCB",
  PaymentType: "CREDIT",
  PayTime: "2026-11-22 12:00:00",
  RespondCode: "00",
  Auth: "115468",
  Card6No: "400022",
  Card4No: "1111",
  Exp: "2912",
  Inst: 0,
  ECI: "",
  PaymentMethod: "CREDIT",
  AuthBank: "KGI",
}

export interface Words {
  readonly Status?: string
  readonly Message?: string
}

/** A notice with `RespondType=JSON`. */
export function notice(result: Told = CARD, words: Words = {}, keys: Keys = KEYS): RawMessage {
  const told = { Status: "SUCCESS", Message: "授權成功", ...words, Result: result }
  return post(envelope(seal(JSON.stringify(told), keys), keys))
}

export function heard(raw: RawMessage, options: Partial<NewebpayOptions> = {}): Trade {
  const { notice: signed } = gatewayOf(options)
  if (signed?.kind !== "signed") throw new Error("NewebPay signs its notices.")
  return signed.read(signed.verify(raw))
}

/** The books of a card, closed. */
export const BOOKS: Told = {
  MerchantID: OPTIONS.merchantId,
  Amt: 1000,
  TradeNo: TRADE_ID,
  MerchantOrderNo: TRADE_NO,
  TradeStatus: "1",
  PaymentType: "CREDIT",
  CreateTime: "2026-11-22 11:59:00",
  PayTime: "2026-11-22 12:00:00",
  FundTime: "0000-00-00",
  RespondCode: "00",
  Auth: "115468",
  ECI: null,
  CloseAmt: "1000",
  CloseStatus: "3",
  BackBalance: "1000",
  BackStatus: "0",
  RespondMsg: "授權成功",
  Inst: "0",
  PaymentMethod: "CREDIT",
  Card6No: "400022",
  Card4No: "1111",
}

export function answered(result: Told | readonly [], words: Words = {}, keys: Keys = KEYS): WireResponse {
  const signed = Array.isArray(result) ? result : { ...result, CheckCode: codeOf({ ...result }, keys) }
  return answer(JSON.stringify({ Status: "SUCCESS", Message: "查詢成功", ...words, Result: signed }))
}

export const books = (changes: Told = {}) => answered({ ...BOOKS, ...changes })

/** What is encrypted in a request, as fields. */
export function inside(request: WireRequest): Record<string, string> {
  const { PostData_ = "", EncryptData_ = PostData_ } = Object.fromEntries(new URLSearchParams(request.body))
  const text = newebpayText(EncryptData_)
  return text.startsWith("{") ? JSON.parse(text) : Object.fromEntries(new URLSearchParams(text))
}

export function newebpayText(sealed: string, { hashKey, hashIv }: Keys = KEYS): string {
  const decipher = createDecipheriv("aes-256-cbc", hashKey, hashIv)
  return decipher.update(sealed, "hex", "utf8") + decipher.final("utf8")
}

export const REQUEST: OperationRequest = {
  trade: {
    tradeNo: TRADE_NO,
    method: methodOf("credit", newebpay),
    reference: TRADE_ID,
    voucherKnown: false,
    amount: twd(1000),
    details: { payment_type: "CREDIT" },
    startedAt: NOON,
  },
  amount: twd(1000),
  captured: twd(1000),
  refunded: twd(0),
  key: "ref_1",
  since: NOON,
  resumed: false,
}
