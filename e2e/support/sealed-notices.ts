import { createCipheriv, createHash } from "node:crypto"
import { testAccount } from "../../scripts/lib/medusa.mjs"
import type { Fields } from "./notices"

/** A shop's id and keys at NewebPay or PAYUNi. */
export interface FormAccount {
  readonly merchant: string
  readonly hashKey: string
  readonly hashIv: string
}

/** What a notice says of a payment. */
export interface Saying {
  readonly tradeNo: string
  readonly amount: number
  readonly outcome?: "paid" | "declined"
  /** Default: the account's own. */
  readonly merchant?: string
}

export const newebpayAccount: FormAccount = {
  merchant: testAccount.NEWEBPAY_MERCHANT_ID,
  hashKey: testAccount.NEWEBPAY_HASH_KEY,
  hashIv: testAccount.NEWEBPAY_HASH_IV,
}

export const payuniAccount: FormAccount = {
  merchant: testAccount.PAYUNI_MER_ID,
  hashKey: testAccount.PAYUNI_HASH_KEY,
  hashIv: testAccount.PAYUNI_HASH_IV,
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex").toUpperCase()
}

/** NDNF-1.1.9 §4.1: AES-256-CBC in hex, and a digest over it. The tests' own, so that no bug of the plugin's can hide. */
export function sealAsNewebpay(plain: string, { hashKey, hashIv }: FormAccount): Fields {
  const cipher = createCipheriv("aes-256-cbc", hashKey, hashIv)
  const TradeInfo = cipher.update(plain, "utf8", "hex") + cipher.final("hex")
  return { TradeInfo, TradeSha: sha256(`HashKey=${hashKey}&${TradeInfo}&HashIV=${hashIv}`) }
}

/** docs.payuni.com.tw #29: AES-256-GCM, its text and tag joined by colons, that in hex, and a digest over it. */
export function sealAsPayuni(plain: string, { hashKey, hashIv }: FormAccount): Fields {
  const cipher = createCipheriv("aes-256-gcm", hashKey, hashIv)
  const text = Buffer.concat([cipher.update(plain, "utf8"), cipher.final()]).toString("base64")
  const tag = cipher.getAuthTag().toString("base64")
  const EncryptInfo = Buffer.from(`${text}:::${tag}`).toString("hex")
  return { EncryptInfo, HashInfo: sha256(`${hashKey}${EncryptInfo}${hashIv}`) }
}

/** A card payment as NotifyURL hears of it (NDNF-1.1.9 §4.2). */
export function newebpayNotice(saying: Saying, account = newebpayAccount): Fields {
  const { outcome = "paid", merchant = account.merchant } = saying
  const paid = outcome === "paid"
  const Status = paid ? "SUCCESS" : "MPG03009"
  const Result = {
    MerchantID: merchant,
    Amt: saying.amount,
    TradeNo: "26112309310200001",
    MerchantOrderNo: saying.tradeNo,
    RespondType: "JSON",
    IP: "127.0.0.1",
    EscrowBank: "HNCB",
    PaymentType: "CREDIT",
    PayTime: "2026-11-23 09:31:02",
    RespondCode: paid ? "00" : "05",
    Auth: paid ? "930637" : "",
    Card6No: "400022",
    Card4No: "1111",
    PaymentMethod: "CREDIT",
  }
  const plain = JSON.stringify({ Status, Message: paid ? "授權成功" : "授權失敗", Result })
  return { Status, MerchantID: merchant, ...sealAsNewebpay(plain, account), Version: "2.3" }
}

/** A card payment as NotifyURL hears of it (docs.payuni.com.tw #34). */
export function payuniNotice(saying: Saying, account = payuniAccount): Fields {
  const { outcome = "paid", merchant = account.merchant } = saying
  const paid = outcome === "paid"
  const Status = paid ? "SUCCESS" : "CREDIT03001"
  const inner = new URLSearchParams({
    Status,
    Message: paid ? "授權成功" : "授權失敗",
    MerID: merchant,
    MerTradeNo: saying.tradeNo,
    Gateway: "2",
    TradeNo: "1700000000000000001",
    TradeAmt: String(saying.amount),
    TradeStatus: paid ? "1" : "2",
    PaymentType: "1",
    Card6No: "414763",
    Card4No: "0001",
    CardInst: "1",
    ResCode: paid ? "00" : "05",
    AuthCode: paid ? "930637" : "",
    AuthType: "1",
    AuthDay: "20261123",
    AuthTime: "093102",
  })
  return { Status, MerID: merchant, Version: "2.0", ...sealAsPayuni(inner.toString(), account) }
}
