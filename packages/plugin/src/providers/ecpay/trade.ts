import { bankName } from "../../toolkit/banks"
import { bareTrade } from "../../toolkit/bare-trade"
import { disguiseIn, type FieldPatterns } from "../../toolkit/canonical-fields"
import type { CaptureMode } from "../../toolkit/contract/capture-mode"
import type { Details, Trade, TradeState } from "../../toolkit/contract/trade"
import type { StoreChain, Voucher } from "../../toolkit/contract/voucher"
import { type DetailRow, detailsIn } from "../../toolkit/details"
import type { KeyPair } from "../../toolkit/key-pair"
import type { Fields } from "../../toolkit/redact"
import { type StateTable, stateIn } from "../../toolkit/state-table"
import { parseTaipei } from "../../toolkit/taipei-time"
import { readTwd, type Twd } from "../../toolkit/twd"
import type { Verified } from "../../toolkit/verified"
import { errors, verify } from "./wire"

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
  MerchantTradeNo: /^[\w-]*$/,
  StoreID: TEXT,
  PlatformID: TEXT,
  RtnCode: TEXT,
  RtnMsg: TEXT,
  TradeStatus: TEXT,
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
 * A message of ECPay's, in the one form in which ECPay writes it.
 * @throws PaymentError `signature`
 */
export function verifyMessage(fields: Fields, keys: readonly KeyPair[]): Verified {
  const verified = verify(fields, keys)
  const disguise = disguiseIn(fields, FIELDS)
  if (disguise === null) return verified
  throw errors.signature(`ECPay did not write the message like this: ${disguise}.`)
}

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
  if (capture === "automatic") return "captured"
  // Without a word on what was paid with, nobody can tell whether somebody must capture it.
  if (!fields.PaymentType) return "unknown"
  return isCard(fields.PaymentType) ? "authorized" : "captured"
}

/** UnionPay is closed by ECPay at once (信用卡請退款), so it is never merely authorised. */
function isCard(paymentType: string): boolean {
  return /^(Credit|Flexible)/i.test(paymentType)
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
  ["card_first6", "card6no", /^\d{6}$/],
  ["card_last4", "card4no", /^\d{4}$/],
  ["eci", "eci"],
  ["installments", "stage"],
  ["bonus_amount", "red_de_amt"],
  ["fee", "PaymentTypeChargeFee"],
  ["payer_bank", "ATMAccBank"],
  ["payer_account_last5", "ATMAccNo", /^\d{1,5}$/],
  ["payer_bank", "WebATMAccBank"],
  ["payer_account_last5", "WebATMAccNo", /^\d{1,5}$/],
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
