import { randomInt } from "node:crypto"
import { DAY, digitsOf, endOfDay, HOUR, instantOf, MINUTE } from "../../../core/taipei.js"
import type { Fields, Result } from "../wire/codec.js"
import type { Settings } from "./settings.js"

/** A number that the buyer uses to pay elsewhere, and the fields that carry it. */
export interface Voucher {
  kind: "VACC" | "CVS" | "BARCODE"
  issuedAt: Date
  expiresAt: Date
  fields: Result
}

/** BankType: the bank's code and names. */
export const BANKS: Readonly<Record<string, readonly [code: string, zh: string, en: string]>> = {
  BOT: ["004", "臺灣銀行", "Bank of Taiwan"],
  HNCB: ["008", "華南銀行", "Hua Nan Bank"],
  KGI: ["809", "凱基銀行", "KGI Bank"],
}

/** The banks of an order: those in BankType, or the default ones. */
export function banksOf(bankType: string | undefined, method: "VACC" | "WEBATM"): string[] {
  const asked = (bankType || "BOT,HNCB").split(",")
  return asked.filter((bank) => bank in BANKS && (method === "VACC" || bank !== "KGI"))
}

const DEFAULT_DAYS = 7

/**
 * When a number expires: at the last second of ExpireDate, or of the seventh day from today. ExpireTime applies only to
 * store codes and KGI's accounts.
 */
export function expiryOf(order: Fields, timed: boolean, now: Date): Date {
  const [, year, month, day] = /^(\d{4})(\d{2})(\d{2})$/.exec(order.ExpireDate ?? "") ?? []
  const last = year ? instantOf({ year: Number(year), month: Number(month), day: Number(day) }) : now
  const end = endOfDay(last, year ? 0 : DEFAULT_DAYS)
  const [, hour, minute, second] = /^(\d{2})(\d{2})(\d{2})$/.exec(order.ExpireTime ?? "") ?? []
  if (!timed || !hour) return end
  return new Date(end.getTime() - DAY + 1000 + Number(hour) * HOUR + Number(minute) * MINUTE + Number(second) * 1000)
}

function digits(length: number): string {
  return Array.from({ length }, () => randomInt(10)).join("")
}

/** The test environment's fixed numbers. */
const LITERALS = {
  VACC: { CodeNo: "TestAccount12345" },
  CVS: { CodeNo: "TEST1234567890" },
  BARCODE: { Barcode_1: "TEST1", Barcode_2: "TEST2", Barcode_3: "TEST3" },
}

function generated(kind: Voucher["kind"], amount: number, expiresAt: Date): Result {
  if (kind === "VACC") return { CodeNo: digits(16) }
  if (kind === "CVS") return { CodeNo: `NP${digits(12)}` }
  const day = digitsOf(expiresAt).slice(2, 8)
  return { Barcode_1: `${day}6EA`, Barcode_2: digits(16), Barcode_3: `${digits(6)}${String(amount).padStart(9, "0")}` }
}

/** Issues a number for an order; for a transfer, at `bank`. */
export function issueVoucher(
  kind: Voucher["kind"],
  bank: string,
  { order, amount }: { order: Fields; amount: number },
  settings: Settings,
  now: Date,
): Voucher {
  const expiresAt = expiryOf(order, kind === "CVS" || (kind === "VACC" && bank === "KGI"), now)
  const numbers = settings.voucherNumbers === "literal" ? LITERALS[kind] : generated(kind, amount, expiresAt)
  const code: Result = kind === "VACC" ? { BankCode: BANKS[bank]?.[0] ?? "004" } : {}
  return { kind, issuedAt: now, expiresAt, fields: { ...code, ...numbers } }
}

/** PayInfo of a query. */
export function payInfo({ fields }: Voucher): string {
  const { BankCode, CodeNo, Barcode_1, Barcode_2, Barcode_3 } = fields
  if (Barcode_1) return [Barcode_1, Barcode_2, Barcode_3].join(",")
  return BankCode ? `(${BankCode})${CodeNo}` : String(CodeNo)
}
