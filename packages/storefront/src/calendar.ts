import { formatTwd } from "./money.js"
import type { Locale, Voucher } from "./status.js"
import { voucherTitles } from "./texts.js"

const remind: Readonly<Record<Locale, (amount: string) => string>> = {
  "zh-TW": (amount) => `繳費期限：${amount}`,
  en: (amount) => `Pay before: ${amount}`,
}

/** A voucher in one line: what is to be paid, where to, until when. */
export function voucherInWords(voucher: Voucher, locale: Locale): string {
  const title = voucherTitles[voucher.kind][locale]
  return `${title} ${numberOf(voucher)}`
}

function numberOf(voucher: Voucher): string {
  if (voucher.kind === "atm") return `${voucher.bank_code}-${voucher.account}`
  return voucher.kind === "cvs" ? voucher.code : voucher.barcodes.join(" ")
}

/** The last hour to pay as an entry for a calendar (RFC 5545), with a reminder three hours before. */
export function calendarEntry(voucher: Voucher, locale: Locale, now = new Date()): string {
  const end = new Date(voucher.expires_at)
  const start = new Date(end.getTime() - 3_600_000)
  const summary = remind[locale](formatTwd(voucher.amount))
  const lines = [
    ...["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//taiwan-payments//storefront//EN", "BEGIN:VEVENT"],
    ...[`UID:${written(numberOf(voucher))}@taiwan-payments`, `DTSTAMP:${stamp(now)}`],
    ...[`DTSTART:${stamp(start)}`, `DTEND:${stamp(end)}`],
    ...[`SUMMARY:${written(summary)}`, `DESCRIPTION:${written(voucherInWords(voucher, locale))}`],
    ...["BEGIN:VALARM", "ACTION:DISPLAY", "TRIGGER:-PT3H", `DESCRIPTION:${written(summary)}`, "END:VALARM"],
    ...["END:VEVENT", "END:VCALENDAR", ""],
  ]
  return lines.join("\r\n")
}

/** `20261122T100000Z` */
function stamp(instant: Date): string {
  return instant.toISOString().replace(/\.\d+/, "").replace(/[-:]/g, "")
}

function written(text: string): string {
  return text.replace(/[\\;,]/g, (character) => `\\${character}`).replace(/\r?\n/g, "\\n")
}
