import { bankName } from "../../toolkit/banks"
import { bareTrade } from "../../toolkit/bare-trade"
import type { Details, Trade, TradeState } from "../../toolkit/contract/gateway"
import type { Voucher } from "../../toolkit/contract/voucher"
import { lookUp } from "../../toolkit/look-up"
import type { Fields } from "../../toolkit/redact"
import { parseTaipei } from "../../toolkit/taipei-time"
import { readTwd, type Twd } from "../../toolkit/twd"

/** `Status` of a notice and of a return that ended without money (錯誤代碼). `SUCCESS` is decided by what comes with it. */
const NOTICE: Readonly<Record<string, TradeState>> = {
  MPG02004: "failed",
  MPG03009: "failed",
  MPG03010: "failed",
  MPG03011: "failed",
  MPG05001: "failed",
  MPG05002: "failed",
  MPG05003: "failed",
  MPG05004: "failed",
  MPG05005: "failed",
}

/** `TradeStatus` of QueryTradeInfo (單筆交易查詢). */
const QUERY: Readonly<Record<string, TradeState | "paid">> = {
  "0": "pending",
  "1": "paid",
  "2": "failed",
  "3": "voided",
  "6": "refunded",
}

/** 模擬付款成功, 模擬銷帳成功 …: nothing else tells a test payment from a real one. */
const SIMULATED = /模擬/

export type CaptureMode = "automatic" | "manual"

/** A notice of money or of its failure, or the issued number that the browser brings back. */
export function readNotice(fields: Fields, capture: CaptureMode): Trade {
  const { Status: status = "", Message: message = "" } = fields
  const facts = factsOf(fields, status, message)
  return status === "SUCCESS" ? readSuccess(facts, capture) : { ...facts, state: lookUp(NOTICE, status) ?? "unknown" }
}

/** An issued number is a success as well: only what names the hour of payment, and no bank's doubt, is money. */
function readSuccess(facts: Trade, capture: CaptureMode): Trade {
  const { RespondCode: bankCode = "00" } = facts.fields
  if (facts.paidAt !== null) return { ...facts, state: isApproved(bankCode) ? paid(facts.fields, capture) : "unknown" }
  const voucher = readVoucher(facts.fields)
  return voucher === null ? facts : { ...facts, state: "issued", voucher }
}

function isApproved(bankCode: string): boolean {
  return bankCode === "00" || bankCode === ""
}

/** The verified answer to a question about the trade. */
export function readAnswer(fields: Fields, capture: CaptureMode): Trade {
  const { TradeStatus: status = "", RespondMsg: words = "", Message: message = "" } = fields
  const told = lookUp(QUERY, status) ?? "unknown"
  const facts = factsOf(fields, `trade ${status}`, words || message)
  const voucher = told === "pending" ? readVoucher(fields) : null
  if (voucher !== null) return { ...facts, state: "issued", voucher }
  return { ...facts, state: told === "paid" ? paid(fields, capture) : told }
}

/** Apple Pay and its kin are cards as well. */
function paid({ PaymentType: type }: Fields, capture: CaptureMode): TradeState {
  return capture === "manual" && type === "CREDIT" ? "authorized" : "captured"
}

function factsOf(fields: Fields, code: string, message: string): Trade {
  return bareTrade({
    tradeNo: fields.MerchantOrderNo ?? "",
    merchant: fields.MerchantID ?? "",
    amount: readTwd(fields.Amt),
    code,
    message,
    simulated: SIMULATED.test(`${fields.Message} ${fields.RespondMsg}`),
    reference: fields.TradeNo || null,
    paidAt: parseTaipei(fields.PayTime),
    details: readDetails(fields),
    fields,
  })
}

const DETAILS: readonly (readonly [name: string, field: string])[] = [
  ["payment_type", "PaymentType"],
  ["payment_method", "PaymentMethod"],
  ["authorization_code", "Auth"],
  ["authorization_bank", "AuthBank"],
  ["card_bank", "CardBank"],
  ["card_first6", "Card6No"],
  ["card_last4", "Card4No"],
  ["eci", "ECI"],
  ["installments", "Inst"],
  ["bonus_amount", "RedAmt"],
  ["payer_bank", "PayBankCode"],
  ["payer_account_last5", "PayerAccount5Code"],
  ["paid_at_store", "StoreID"],
  ["paid_at_store", "PayStore"],
  ["wallet_channel", "ChannelID"],
  ["wallet_trade_no", "ChannelNo"],
  ["paid_by_buyer", "PayAmt"],
  ["crypto_amount", "CryptoAmount"],
  ["crypto_currency", "CryptoCurrency"],
]

function readDetails(fields: Fields): Details {
  const found = DETAILS.map(([name, field]) => [name, fields[field] ?? ""] as const)
  return Object.fromEntries(found.filter(([, value]) => value !== "" && value !== "0"))
}

interface Terms {
  readonly amount: Twd
  readonly expires_at: string
}

/** A notice has date and hour apart, an answer together. */
function readVoucher(fields: Fields): Voucher | null {
  const { ExpireDate: date = "", ExpireTime: time = "" } = fields
  const expires = parseTaipei(date.includes(" ") ? date : `${date} ${withColons(time) || "23:59:59"}`)
  const amount = readTwd(fields.Amt)
  if (expires === null || amount === null) return null
  const terms = { amount, expires_at: expires.toISOString() }
  if (fields.PaymentType === "VACC") return atm(fields, terms)
  if (fields.PaymentType === "CVS") return cvs(fields, terms)
  return fields.PaymentType === "BARCODE" ? barcode(fields, terms) : null
}

/** The manual has `235959`, the gateway sends `23:59:59`. */
function withColons(time: string): string {
  return time.replace(/^(\d\d)(\d\d)(\d\d)$/, "$1:$2:$3")
}

/** An answer has `(004)12345678901234`. */
function atm({ BankCode, CodeNo, PayInfo = "" }: Fields, terms: Terms): Voucher | null {
  const [, bank = BankCode, account = CodeNo] = /^\((\d{3})\)(.+)$/.exec(PayInfo) ?? []
  return bank && account ? { kind: "atm", bank_code: bank, bank_name: bankName(bank), account, ...terms } : null
}

function cvs({ CodeNo, PayInfo }: Fields, terms: Terms): Voucher | null {
  const code = CodeNo || PayInfo
  return code ? { kind: "cvs", code, chain: "any", ...terms } : null
}

function barcode(fields: Fields, terms: Terms): Voucher | null {
  const [first, second, third] = fields.PayInfo
    ? fields.PayInfo.split(",")
    : [fields.Barcode_1, fields.Barcode_2, fields.Barcode_3]
  return first && second && third ? { kind: "barcode", barcodes: [first, second, third], ...terms } : null
}
