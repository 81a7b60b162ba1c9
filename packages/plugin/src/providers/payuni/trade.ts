import { bankName } from "../../toolkit/banks"
import { bareTrade } from "../../toolkit/bare-trade"
import type { CaptureMode } from "../../toolkit/capture-mode"
import type { Details, Trade, TradeState } from "../../toolkit/contract/trade"
import type { StoreChain, Voucher } from "../../toolkit/contract/voucher"
import { type DetailRow, detailsIn } from "../../toolkit/details"
import { lookUp } from "../../toolkit/look-up"
import type { Fields } from "../../toolkit/redact"
import type { StateTable } from "../../toolkit/state-table"
import { parseTaipei } from "../../toolkit/taipei-time"
import { readTwd } from "../../toolkit/twd"

export type StatusTable = StateTable<TradeState | "paid">

/** `PaymentType` of what is paid here (支付工具). Others are deliveries, returns and coupons: not in this table. */
const PAYMENT_TYPES: Readonly<Record<string, string>> = {
  "1": "card",
  "2": "atm",
  "3": "cvs",
  "6": "icash",
  "7": "aftee",
  "9": "linepay",
  "11": "jkopay",
}

export function paymentType({ PaymentType: type = "" }: Fields): string | undefined {
  return lookUp(PAYMENT_TYPES, type)
}

/** `CloseStatus` of a card that is captured, or about to be: applied for, done, under way. */
const CAPTURED: ReadonlySet<string> = new Set(["1", "2", "7"])

/** As a code of its own, since the vendor's numbers mean nothing without their field. */
export function statusCode({ TradeStatus: code = "" }: Fields): string {
  return `status ${code}`
}

export function readFacts(fields: Fields, state: TradeState | "paid", code: string, capture: CaptureMode): Trade {
  const voucher = state === "issued" ? readVoucher(fields) : null
  const paid = state === "paid" ? paidState(fields, capture) : state
  return {
    ...factsOf(fields),
    state: paid === "issued" ? issuedState(fields, voucher) : paid,
    code,
    simulated: /模擬/.test(fields.ResCodeMsg ?? ""),
    paidAt: state === "paid" ? paidAt(fields) : null,
    voucher,
  }
}

/** Money of a kind that is in no table is not taken for any. */
function paidState(fields: Fields, capture: CaptureMode): TradeState {
  const type = paymentType(fields)
  if (type === undefined) return "unknown"
  if (fields.RefundStatus === "2" && fields.RemainAmt === "0") return "refunded"
  return type === "card" && capture === "manual" && !isCaptured(fields) ? "authorized" : "captured"
}

function isCaptured({ CloseStatus: close = "", CloseAmt: amount, TradeAmt: whole }: Fields): boolean {
  return CAPTURED.has(close) && (amount === undefined || amount === whole)
}

/** A wallet's order that was opened has the same status as a code that was issued. */
function issuedState(fields: Fields, voucher: Voucher | null): TradeState {
  if (voucher) return "issued"
  return ["atm", "cvs", undefined].includes(paymentType(fields)) ? "unknown" : "pending"
}

/** What every message tells alike; its state is for the caller. */
export function factsOf(fields: Fields): Trade {
  return bareTrade({
    tradeNo: fields.MerTradeNo ?? "",
    merchant: fields.MerID ?? "",
    amount: readTwd(fields.TradeAmt),
    message: fields.ResCodeMsg || fields.Message || "",
    reference: fields.TradeNo || null,
    details: readDetails(fields),
    fields,
  })
}

const COMPACT = /^(\d{4})(\d\d)(\d\d) (\d\d)(\d\d)(\d\d)$/

/** Each kind of message has a field of its own for it; all are Taipei's wall-clock. */
function paidAt({ PaymentDay, PayTime, AuthDay, AuthTime, CreateDT }: Fields): Date | null {
  const authorized = `${AuthDay} ${AuthTime}`.replace(COMPACT, "$1-$2-$3 $4:$5:$6")
  return parseTaipei(PaymentDay) ?? parseTaipei(PayTime) ?? parseTaipei(authorized) ?? parseTaipei(CreateDT)
}

const DETAILS: readonly DetailRow[] = [
  ["authorization_code", "AuthCode", /^\w+$/],
  ["card_first6", "Card6No", /^\d{6}$/],
  ["card_last4", "Card4No", /^\d{4}$/],
  ["installments", "CardInst", /^(?!1$)[1-9]\d*$/],
  ["fee", "TradeFee", /^(?!0+$)\d+$/],
  ["payer_bank", "PayBank", /^\d{3}$/],
  ["payer_account_last5", "Account5No", /^\d{5}$/],
  ["paid_at_store", "PayStore"],
  ["wallet_trade_no", "JKoTradeNo"],
]

function readDetails(fields: Fields): Details {
  const type = paymentType(fields)
  return { ...(type ? { payment_type: type } : {}), ...detailsIn(DETAILS, fields) }
}

/** A notice names the fields of a code otherwise than a query does. */
function readVoucher(fields: Fields): Voucher | null {
  const amount = readTwd(fields.TradeAmt)
  const expires = parseTaipei(fields.ExpireDate ?? fields.OffExpireTime)
  const number = fields.PayNo || fields.OffPayNo
  if (amount === null || expires === null || !number) return null
  const terms = { amount, expires_at: expires.toISOString() }
  const type = paymentType(fields)
  if (type === "cvs") return { kind: "cvs", code: number, chain: chainOf(fields), ...terms }
  const bank = fields.BankType || fields.OffChannel
  if (type !== "atm" || !bank) return null
  return { kind: "atm", bank_code: bank, bank_name: bankName(bank), account: number, ...terms }
}

/** PAYUNi has codes of 7-ELEVEN only. */
function chainOf({ Store, OffChannel }: Fields): StoreChain {
  return /^(SEVEN|7-?ELEVEN)$/i.test(Store ?? OffChannel ?? "") ? "7-eleven" : "any"
}
