import { randomInt } from "node:crypto"
import { DAY, endOfDay, HOUR, instantOf } from "../../../core/taipei.js"
import type { Fields } from "../wire/codec.js"
import { dashDate } from "../wire/dates.js"

/** A code that the buyer uses to pay elsewhere. */
export interface Voucher {
  kind: "ATM" | "CVS"
  payNo: string
  /** Bank of an account; `SEVEN` for a store code. */
  channel: string
  issuedAt: Date
  expiresAt: Date
}

export const LONGEST_DAYS: Readonly<Record<Voucher["kind"], number>> = { ATM: 180, CVS: 7 }
const DEFAULT_DAYS = 7
const LEAST_HOURS = 2

/** The last second of ExpireDate, or of the seventh day from now. Null for an invalid date. */
export function expiryOf({ ExpireDate }: Fields, now: Date): Date | null {
  if (!ExpireDate) return endOfDay(now, DEFAULT_DAYS)
  const [year = 0, month = 0, day = 0] = ExpireDate.split("-").map(Number)
  const end = instantOf({ year, month, day, hour: 23, minute: 59, second: 59 })
  return dashDate(end) === ExpireDate ? end : null
}

/** Whether at least two hours remain until then. */
export function isSoonEnough(expiresAt: Date, now: Date): boolean {
  return expiresAt.getTime() - now.getTime() >= LEAST_HOURS * HOUR - 1000
}

/** Whether a date is near enough: a later one hides the tool. */
export function isWithin(kind: Voucher["kind"], expiresAt: Date, now: Date): boolean {
  return expiresAt <= new Date(endOfDay(now).getTime() + LONGEST_DAYS[kind] * DAY)
}

function digits(length: number): string {
  let text = ""
  while (text.length < length) text += randomInt(10)
  return text
}

/** 14 digits of an account, or 12 of a store code. */
export function issueVoucher(kind: Voucher["kind"], bank: string, expiresAt: Date, now: Date): Voucher {
  const payNo = kind === "ATM" ? `99${digits(12)}` : digits(12)
  return { kind, payNo, channel: kind === "ATM" ? bank : "SEVEN", issuedAt: now, expiresAt }
}
