import { bankName } from "../../toolkit/banks"
import { bareTrade } from "../../toolkit/bare-trade"
import type { CaptureMode } from "../../toolkit/capture-mode"
import type { Details, Trade, TradeState } from "../../toolkit/contract/trade"
import type { StoreChain, Voucher } from "../../toolkit/contract/voucher"
import { type DetailRow, detailsIn } from "../../toolkit/details"
import type { Fields } from "../../toolkit/redact"
import { type StateTable, stateIn } from "../../toolkit/state-table"
import { parseTaipei } from "../../toolkit/taipei-time"
import { readTwd, type Twd } from "../../toolkit/twd"

/** `paid` is money, and how it is captured tells which state that is. */
export type StatusTable = StateTable<TradeState | "paid">

export function stateOf(
  table: StatusTable,
  code: string | undefined,
  fields: Fields,
  capture: CaptureMode,
): TradeState {
  const state = stateIn(table, code)
  if (state !== "paid") return state
  return capture === "manual" && isCard(fields) ? "authorized" : "captured"
}

/** UnionPay is closed by ECPay at once (信用卡請退款), so it is never merely authorised. */
function isCard(fields: Fields): boolean {
  return /^(Credit|Flexible)/i.test(fields.PaymentType ?? "")
}

export function factsOf(fields: Fields, code: string | undefined): Trade {
  return bareTrade({
    tradeNo: fields.MerchantTradeNo ?? "",
    merchant: fields.MerchantID ?? "",
    amount: readTwd(fields.TradeAmt),
    code: code ?? "",
    message: fields.RtnMsg ?? "",
    reference: fields.TradeNo || null,
    paidAt: parseTaipei(fields.PaymentDate),
    details: readDetails(fields),
    fields,
  })
}

const DETAILS: readonly DetailRow[] = [
  ["payment_type", "PaymentType"],
  ["authorization_id", "gwsr"],
  ["authorization_code", "auth_code"],
  ["card_first6", "card6no"],
  ["card_last4", "card4no"],
  ["eci", "eci"],
  ["installments", "stage"],
  ["bonus_amount", "red_de_amt"],
  ["fee", "PaymentTypeChargeFee"],
  ["payer_bank", "ATMAccBank"],
  ["payer_account_last5", "ATMAccNo"],
  ["payer_bank", "WebATMAccBank"],
  ["payer_account_last5", "WebATMAccNo"],
  ["paid_at_store", "PayFrom"],
  ["wallet_trade_no", "TWQRTradeNo"],
]

/** Five digits tell staff which transfer it was; more of an account, should ECPay ever send more, is nobody's business. */
function readDetails(fields: Fields): Details {
  const { ATMAccNo: account = "", WebATMAccNo: webAccount = "" } = fields
  return detailsIn(DETAILS, { ...fields, ATMAccNo: account.slice(-5), WebATMAccNo: webAccount.slice(-5) })
}

export function readVoucher(fields: Fields): Voucher | null {
  const amount = readTwd(fields.TradeAmt)
  const expires = parseTaipei(fields.ExpireDate)
  if (amount === null || expires === null) return null
  const terms = { amount, expires_at: expires.toISOString() }
  return readAtm(fields, terms) ?? readBarcode(fields, terms) ?? readCvs(fields, terms)
}

interface Terms {
  readonly amount: Twd
  readonly expires_at: string
}

function readAtm({ BankCode: bank, vAccount: account }: Fields, terms: Terms): Voucher | null {
  return bank && account ? { kind: "atm", bank_code: bank, bank_name: bankName(bank), account, ...terms } : null
}

function readBarcode({ Barcode1: first, Barcode2: second, Barcode3: third }: Fields, terms: Terms): Voucher | null {
  return first && second && third ? { kind: "barcode", barcodes: [first, second, third], ...terms } : null
}

function readCvs({ PaymentNo: code, PaymentType: type = "" }: Fields, terms: Terms): Voucher | null {
  return code ? { kind: "cvs", code, chain: CHAINS[type.toUpperCase()] ?? "any", ...terms } : null
}

const CHAINS: Readonly<Record<string, StoreChain>> = {
  CVS_IBON: "7-eleven",
  CVS_FAMILY: "familymart",
  CVS_HILIFE: "hilife",
  CVS_OK: "okmart",
}
