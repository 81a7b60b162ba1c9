import { createCipheriv, createDecipheriv, createHash } from "node:crypto"
import type { Form, RawMessage, WireRequest, WireResponse } from "@taiwan-payments/medusa/toolkit"
import type { Facts, Pair, WireFixtures } from "../../src/index.js"

export interface NewebpayShop {
  readonly merchantId: string
  readonly hashKey: string
  readonly hashIV: string
}

type Keys = Omit<NewebpayShop, "merchantId">
type Told = Readonly<Record<string, string | number | null>>

/** The keys of NewebPay's manual (NDNF-1.1.9 §4.1). */
export const PUBLISHED: NewebpayShop = {
  merchantId: "MS127874575",
  hashKey: "Fs5cX1TGqYM2PpdbE14a9H83YQSQF5jn",
  hashIV: "C6AcmfqJILwgnhIP",
}

/** The n-th shop of the kit's own; those that capture by hand are others, for that is a setting of the shop at NewebPay. */
export function shopAt(index: number, capture: "automatic" | "manual" = "automatic"): NewebpayShop {
  const digits = String(index).padStart(4, "0")
  const merchantId = `${capture === "manual" ? "MS38" : "MS39"}${digits}`
  return { merchantId, hashKey: `K1tHashKey00of32Characters00${digits}`, hashIV: `K1tHashIv000${digits}` }
}

function keysOf(merchant: string): Keys {
  return shopAt(Number(merchant.slice(4)))
}

const STRANGER: Keys = { hashKey: "AnotherShopsKeyOf32Characters000", hashIV: "AnotherShopsIv00" }
const PAYER_IP = "203.0.113.77"

function seal(text: string, { hashKey, hashIV }: Keys): string {
  const bytes = Buffer.from(text)
  const size = 32 - (bytes.length % 32)
  const cipher = createCipheriv("aes-256-cbc", hashKey, hashIV).setAutoPadding(false)
  return cipher.update(Buffer.concat([bytes, Buffer.alloc(size, size)]), undefined, "hex") + cipher.final("hex")
}

function unseal(sealed: string, { hashKey, hashIV }: Keys): string {
  const decipher = createDecipheriv("aes-256-cbc", hashKey, hashIV).setAutoPadding(false)
  const bytes = Buffer.concat([decipher.update(sealed, "hex"), decipher.final()])
  return bytes.subarray(0, bytes.length - (bytes.at(-1) ?? 0)).toString("utf8")
}

function sum(text: string): string {
  return createHash("sha256").update(text).digest("hex").toUpperCase()
}

function shaOf(sealed: string, { hashKey, hashIV }: Keys): string {
  return sum(`HashKey=${hashKey}&${sealed}&HashIV=${hashIV}`)
}

function codeOf({ Amt, MerchantID, MerchantOrderNo, TradeNo }: Told, { hashKey, hashIV }: Keys): string {
  const named = `Amt=${Amt}&MerchantID=${MerchantID}&MerchantOrderNo=${MerchantOrderNo}&TradeNo=${TradeNo}`
  return sum(`HashIV=${hashIV}&${named}&HashKey=${hashKey}`)
}

/** On the wall in Taipei, by the platform's own calendar. */
function taipei(instant: Date): string {
  const style = { timeZone: "Asia/Taipei", dateStyle: "short", timeStyle: "medium" } as const
  return new Intl.DateTimeFormat("sv-SE", style).format(instant)
}

const CODES: Readonly<Record<string, string>> = {
  paid: "SUCCESS",
  declined: "MPG03009",
  undecided: "MPG99999",
  issued: "SUCCESS",
}
const TRADE_STATUS: Readonly<Record<string, string>> = { paid: "1", declined: "2", undecided: "0", issued: "0" }

function codeIn({ meaning }: Facts, table: Readonly<Record<string, string>>): string {
  return typeof meaning === "string" ? (table[meaning] ?? "") : meaning.code
}

function about({ merchant, tradeNo, amount }: Facts): Told {
  return { MerchantID: merchant, Amt: amount, TradeNo: "28022910345600017", MerchantOrderNo: tradeNo }
}

const CARD: Told = { Auth: "115468", Card6No: "400022", Card4No: "1111", PaymentMethod: "CREDIT", AuthBank: "KGI" }

/** A card's result (交易完成回傳). */
function payment(facts: Facts): Told {
  const isPaid = codeIn(facts, CODES) === "SUCCESS"
  const more = { RespondType: "JSON", IP: PAYER_IP, EscrowBank: "HNCB", PaymentType: "CREDIT", ...CARD, Exp: "3512" }
  return { ...about(facts), ...more, RespondCode: isPaid ? "00" : "05", PayTime: taipei(facts.at), Inst: 0, ECI: "" }
}

function lastDay({ at }: Facts): string {
  return taipei(new Date(at.getTime() + 7 * 86_400_000)).slice(0, 10)
}

/** An ATM account (取號完成回傳). */
function number(facts: Facts): Told {
  const account = { PaymentType: "VACC", BankCode: "004", CodeNo: "9103522850123456", CardBank: null }
  return { ...about(facts), ...account, RespondType: "JSON", ExpireDate: lastDay(facts), ExpireTime: "23:59:59" }
}

function words(facts: Facts): Told {
  if (facts.message === "number") return { Message: "取號成功" }
  return { Message: facts.simulated ? "模擬付款成功" : codeIn(facts, CODES) === "SUCCESS" ? "授權成功" : "授權失敗" }
}

function raw(pairs: readonly Pair[]): RawMessage {
  const body = new URLSearchParams(pairs.map(([name, value]): [string, string] => [name, value])).toString()
  return { body: Buffer.from(body), headers: { "content-type": "application/x-www-form-urlencoded" }, query: "" }
}

function notice(facts: Facts, keys: Keys): RawMessage {
  const status = codeIn(facts, CODES)
  const result = facts.message === "number" ? number(facts) : payment(facts)
  const sealed = seal(JSON.stringify({ Status: status, ...words(facts), Result: result }), keys)
  return raw([
    ["Status", status],
    ["MerchantID", facts.merchant],
    ["Version", "2.3"],
    ["TradeInfo", sealed],
    ["TradeSha", shaOf(sealed, keys)],
  ])
}

/** 單筆交易查詢: of a card that is closed, or of an account to be paid. */
function books(facts: Facts): Told {
  const status = codeIn(facts, TRADE_STATUS)
  const times = { CreateTime: taipei(facts.at), PayTime: taipei(facts.at), FundTime: "0000-00-00" }
  const closing = {
    CloseAmt: String(facts.amount),
    CloseStatus: "3",
    BackBalance: String(facts.amount),
    BackStatus: "0",
  }
  const card = { PaymentType: "CREDIT", RespondCode: "00", ECI: null, RespondMsg: "授權成功", Inst: "0", ...CARD }
  if (facts.message === "payment") return { ...about(facts), TradeStatus: status, ...times, ...card, ...closing }
  const account = { PaymentType: "VACC", PayInfo: "(004)9103522850123456", ExpireDate: `${lastDay(facts)} 23:59:59` }
  return { ...about(facts), TradeStatus: status, ...times, PayTime: "0000-00-00 00:00:00", ...account, OrderStatus: 0 }
}

function told(result: Told): WireResponse {
  return { status: 200, headers: {}, text: JSON.stringify({ Status: "SUCCESS", Message: "查詢成功", Result: result }) }
}

function answer({ url }: WireRequest, facts: Facts): WireResponse {
  const result = url.endsWith("/QueryTradeInfo") ? books(facts) : about(facts)
  return told({ ...result, CheckCode: codeOf(result, keysOf(facts.merchant)) })
}

/** A question about a trade that nobody has opened. */
export function unknownQuestion(merchant: string, at: Date): URLSearchParams {
  const named = `Amt=1&MerchantID=${merchant}&MerchantOrderNo=NEVEROPENED`
  const { hashKey, hashIV } = keysOf(merchant)
  const CheckValue = sum(`IV=${hashIV}&${named}&Key=${hashKey}`)
  const TimeStamp = String(Math.floor(at.getTime() / 1000))
  return new URLSearchParams({ ...Object.fromEntries(new URLSearchParams(named)), CheckValue, TimeStamp, ...VERSION })
}

const VERSION = { Version: "1.3", RespondType: "JSON" }

/** What stands inside of `TradeInfo`, flat. Whoever has other keys sees nothing. */
function opened(outer: readonly Pair[]): Pair[] {
  const { TradeInfo: sealed = "", MerchantID: merchant = "" } = Object.fromEntries(outer)
  const text = unseal(sealed, keysOf(merchant))
  if (!text.startsWith("{")) return [...new URLSearchParams(text)]
  const { Result, ...words } = JSON.parse(text)
  return Object.entries({ ...words, ...Result }).map(([name, value]): Pair => [name, String(value)])
}

export function orderIn({ fields }: Pick<Form, "fields">): Readonly<Record<string, string>> {
  return Object.fromEntries(opened(Object.entries(fields)))
}

/** NewebPay's side, in Node's own ciphers: neither the plugin's codec nor the sandbox's is used here. */
export const newebpayFixtures: WireFixtures = {
  notice: (facts, signer) => notice(facts, signer === "gateway" ? keysOf(facts.merchant) : STRANGER),
  fieldsOf: ({ body }) => [...new URLSearchParams(body.toString("utf8"))],
  compose: raw,
  opened,
  outside: ["Status", "Version"],
  signature: "TradeSha",
  foldsCase: false,
  answer,
  strangeAnswer: (_request, facts) => ({
    status: 200,
    headers: {},
    text: JSON.stringify({ Status: "SYS00001", Message: "系統忙碌中", Result: about(facts) }),
  }),
  alteredAnswer: (_request, facts) => {
    const result = books(facts)
    return told({ ...result, Amt: 9999, CheckCode: codeOf(result, keysOf(facts.merchant)) })
  },
  orderedAt: (form) => new Date(Number(orderIn(form).TimeStamp) * 1000),
  amountOf: (form) => Number(orderIn(form).Amt),
  tradeNoOf: (form) => orderIn(form).MerchantOrderNo ?? null,
  codes: ["0", "1", "2", "3", "SUCCESS"],
  secrets: ["K1tHashKey00", "K1tHashIv000"],
  personal: [PAYER_IP],
}
