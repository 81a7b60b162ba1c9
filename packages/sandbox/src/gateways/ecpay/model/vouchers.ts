import { randomInt } from "node:crypto"
import { DAY, digitsOf, endOfDay, MINUTE, slashDate, slashDateTime, wallClock } from "../../../core/taipei.js"
import type { Fields } from "../wire/codec.js"
import { BANK_CODES } from "./methods.js"

/** A number that the buyer uses to pay elsewhere. `issuedAt` is the TradeDate of the number-issued messages. */
export interface Voucher {
  kind: "ATM" | "CVS" | "BARCODE"
  sub: string
  issuedAt: Date
  expiresAt: Date
  /** The fields that carry it in messages, ExpireDate included. */
  fields: Fields
}

function digits(length: number): string {
  let text = ""
  for (let i = 0; i < length; i++) text += randomInt(10)
  return text
}

/** First digits of each bank's 16-digit accounts, as recorded; 9 and the bank code for the banks not recorded. */
const ACCOUNT_PREFIX: Readonly<Record<string, string>> = { LAND: "521911", PANHSIN: "990014", CHINATRUST: "982948" }

function atm(sub: string, order: Fields, now: Date): Voucher {
  const expiresAt = endOfDay(now, Number(order.ExpireDate || 3))
  const code = BANK_CODES[sub] ?? "004"
  const prefix = ACCOUNT_PREFIX[sub] ?? `9${code}`
  const vAccount = prefix + digits(16 - prefix.length)
  return {
    kind: "ATM",
    sub,
    issuedAt: now,
    expiresAt,
    fields: { BankCode: code, vAccount, ExpireDate: slashDate(expiresAt) },
  }
}

/** `LLL`, year, day of the year, six digits: as recorded, `LLL22098722826` on 2022-04-08. */
function cvs(sub: string, order: Fields, now: Date): Voucher {
  const expiresAt = new Date(now.getTime() + Number(order.StoreExpireDate || 10_080) * MINUTE)
  const { year } = wallClock(now)
  const newYear = Date.UTC(year, 0, 1) - 8 * 60 * MINUTE
  const dayOfYear = Math.floor((now.getTime() - newYear) / DAY) + 1
  const PaymentNo = `LLL${String(year).slice(2)}${String(dayOfYear).padStart(3, "0")}${digits(6)}`
  const fields = { PaymentNo, ExpireDate: slashDateTime(expiresAt), Barcode1: "", Barcode2: "", Barcode3: "" }
  return { kind: "CVS", sub, issuedAt: now, expiresAt, fields }
}

const LONGEST_BARCODE_DAYS = 30

/** Three barcodes as recorded: ROC date of expiry and `6EA`; 16 digits; day of issue, check digits, nine of amount. */
function barcode(sub: string, order: Fields, now: Date, amount: number): Voucher {
  const days = Math.min(Number(order.StoreExpireDate || 7), LONGEST_BARCODE_DAYS)
  const expiresAt = new Date(now.getTime() + days * DAY)
  const expiry = digitsOf(expiresAt)
  const rocYear = String(Number(expiry.slice(0, 4)) - 1911).slice(-2)
  const fields = {
    Barcode1: `${rocYear}${expiry.slice(4, 8)}6EA`,
    Barcode2: digits(16),
    Barcode3: `${digitsOf(now).slice(4, 8)}${digits(2)}${String(amount).padStart(9, "0")}`,
    ExpireDate: slashDateTime(expiresAt),
    PaymentNo: "",
  }
  return { kind: "BARCODE", sub, issuedAt: now, expiresAt, fields }
}

const ISSUERS = { ATM: atm, CVS: cvs, BARCODE: barcode }

/** Makes a number for an order. ExpireDate counts days, StoreExpireDate minutes (CVS) or days (BARCODE). */
export function issueVoucher(kind: Voucher["kind"], sub: string, order: Fields, now: Date, amount: number): Voucher {
  return ISSUERS[kind](sub, order, now, amount)
}

/** The RtnCode and RtnMsg of a number-issued message, as recorded. */
export function issuedResult(voucher: Voucher): Fields {
  return voucher.kind === "ATM"
    ? { RtnCode: "2", RtnMsg: "Get VirtualAccount Succeeded" }
    : { RtnCode: "10100073", RtnMsg: "Get CVS Code Succeeded." }
}
