import { bankName } from "../../toolkit/banks"
import { bareTrade } from "../../toolkit/bare-trade"
import type { CaptureMode } from "../../toolkit/contract/capture-mode"
import type { Trade, TradeState } from "../../toolkit/contract/trade"
import type { Voucher } from "../../toolkit/contract/voucher"
import { type DetailRow, detailsIn } from "../../toolkit/details"
import type { Fields } from "../../toolkit/redact"
import { parseTaipei } from "../../toolkit/taipei-time"
import { readTwd, type Twd } from "../../toolkit/twd"

/** 模擬付款成功, 模擬銷帳成功 …: nothing else tells a test payment from a real one. */
const SIMULATED = /模擬/

/** Apple Pay and its kin are cards as well. */
export function paid({ PaymentType: type }: Fields, capture: CaptureMode): TradeState {
  if (capture === "automatic") return "captured"
  // Without a word on what was paid with, nobody can tell whether somebody must capture it.
  if (!type) return "unknown"
  return type === "CREDIT" ? "authorized" : "captured"
}

export function factsOf(fields: Fields, code: string, message: string): Trade {
  return bareTrade({
    tradeNo: fields.MerchantOrderNo ?? "",
    merchant: fields.MerchantID ?? "",
    amount: readTwd(fields.Amt),
    code,
    message,
    simulated: SIMULATED.test(`${fields.Message} ${fields.RespondMsg}`),
    reference: fields.TradeNo || null,
    paidAt: parseTaipei(fields.PayTime),
    details: detailsIn(DETAILS, fields),
    fields,
  })
}

const DETAILS: readonly DetailRow[] = [
  ["payment_type", "PaymentType"],
  ["payment_method", "PaymentMethod"],
  ["authorization_code", "Auth"],
  ["authorization_bank", "AuthBank"],
  ["card_bank", "CardBank"],
  ["card_first6", "Card6No", /^\d{6}$/],
  ["card_last4", "Card4No", /^\d{4}$/],
  ["eci", "ECI"],
  ["installments", "Inst"],
  ["bonus_amount", "RedAmt"],
  ["payer_bank", "PayBankCode"],
  ["payer_account_last5", "PayerAccount5Code", /^\d{1,5}$/],
  ["paid_at_store", "StoreID"],
  ["paid_at_store", "PayStore"],
  ["wallet_channel", "ChannelID"],
  ["wallet_trade_no", "ChannelNo"],
  ["paid_by_buyer", "PayAmt"],
  ["crypto_amount", "CryptoAmount"],
  ["crypto_currency", "CryptoCurrency"],
]

interface Terms {
  readonly amount: Twd
  readonly expires_at: string
}

/** A notice has date and hour apart, an answer together. */
export function readVoucher(fields: Fields): Voucher | null {
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
