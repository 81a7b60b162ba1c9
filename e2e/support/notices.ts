import { createHash } from "node:crypto"
import { request } from "node:http"
import { testAccount } from "../../scripts/lib/medusa.mjs"

export type Fields = Readonly<Record<string, string>>

export interface Keys {
  readonly hashKey: string
  readonly hashIv: string
}

export const testKeys: Keys = { hashKey: testAccount.ECPAY_HASH_KEY, hashIv: testAccount.ECPAY_HASH_IV }

/** .NET's URL encoding, lower case: the alphabet, the digits and `-_.!*()` stay, a space is a plus (檢查碼機制說明). */
function encode(text: string): string {
  const encoded = [...Buffer.from(text, "utf8")].map((byte) => {
    const character = String.fromCharCode(byte)
    if (/[A-Za-z0-9\-_.!*()]/.test(character)) return character
    return character === " " ? "+" : `%${byte.toString(16).padStart(2, "0")}`
  })
  return encoded.join("").toLowerCase()
}

/** The tests' own signer, so that no bug of the plugin's can hide behind it. */
export function macOf(
  fields: Readonly<Record<string, string | undefined>>,
  { hashKey, hashIv }: Keys = testKeys,
): string {
  const names = Object.keys(fields).filter((name) => name !== "CheckMacValue")
  names.sort((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1))
  const text = ["HashKey", ...names, "HashIV"].map((name) => {
    const value = { ...fields, HashKey: hashKey, HashIV: hashIv }[name]
    return `${name}=${value}`
  })
  return createHash("sha256")
    .update(encode(text.join("&")))
    .digest("hex")
    .toUpperCase()
}

export function signed(fields: Fields, keys?: Keys): Fields {
  return { ...fields, CheckMacValue: macOf(fields, keys) }
}

export function formBody(fields: Fields): string {
  return new URLSearchParams({ ...fields }).toString()
}

/** What every message about an order carries, empty fields too. */
function aboutOrder(order: Fields): Fields {
  return {
    MerchantID: order.MerchantID ?? "",
    MerchantTradeNo: order.MerchantTradeNo ?? "",
    StoreID: "",
    TradeNo: "2611230930000001",
    TradeAmt: order.TotalAmount ?? "",
    TradeDate: "2026/11/23 09:30:00",
    CustomField1: order.CustomField1 ?? "",
    CustomField2: "",
    CustomField3: "",
    CustomField4: "",
  }
}

/** 付款結果通知 for an order as it started, unsigned. */
export function paid(order: Fields, changes: Fields = {}): Fields {
  return {
    ...aboutOrder(order),
    RtnCode: "1",
    RtnMsg: "交易成功",
    PaymentDate: "2026/11/23 09:31:02",
    PaymentType: "Credit_CreditCard",
    PaymentTypeChargeFee: "25",
    SimulatePaid: "0",
    ...changes,
  }
}

/** A declined payment, with the year-1 date of recorded messages. */
export function declined(order: Fields, changes: Fields = {}): Fields {
  const failure = { RtnCode: "10100058", RtnMsg: "付款失敗", PaymentDate: "0001/01/01 00:00:00" }
  return paid(order, { ...failure, ...changes })
}

/** 取號結果通知 of an ATM account, unsigned. */
export function numberIssued(order: Fields, changes: Fields = {}): Fields {
  return {
    ...aboutOrder(order),
    RtnCode: "2",
    RtnMsg: "Get VirtualAccount Succeeded",
    PaymentType: "ATM_LAND",
    BankCode: "005",
    vAccount: "5219111234567890",
    ExpireDate: "2099/12/31",
    ...changes,
  }
}

export interface Answer {
  readonly status: number
  readonly body: string
}

const FORM = "application/x-www-form-urlencoded"

/** Posts a notice. @throws when no answer comes */
export async function post(url: string, body: string | Uint8Array, contentType = FORM): Promise<Answer> {
  const response = await fetch(url, { method: "POST", body, headers: { "content-type": contentType } })
  return { status: response.status, body: await response.text() }
}

/** Signs a notice and posts it. */
export function tell(url: string, fields: Fields, keys?: Keys): Promise<Answer> {
  return post(url, formBody(signed(fields, keys)))
}

/** Posts without saying how much, and goes on until it is answered. Answers the status. */
export function postEndlessly(url: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const call = request(url, { method: "POST", headers: { "content-type": FORM }, agent: false })
    const timer = setInterval(() => call.write("x".repeat(16_384)), 5)
    const end = (settle: () => void) => {
      clearInterval(timer)
      settle()
      call.destroy()
    }
    call.on("response", ({ statusCode = 0 }) => end(() => resolve(statusCode)))
    call.on("error", (error) => end(() => reject(error)))
  })
}
