import type { Locale } from "./status.js"

const second = 1_000
const minute = 60 * second
const hour = 60 * minute
const day = 24 * hour

const parts: Intl.DateTimeFormatOptions = {
  timeZone: "Asia/Taipei",
  year: "numeric",
  month: "numeric",
  day: "numeric",
  weekday: "short",
  hour: "2-digit",
  minute: "2-digit",
  hourCycle: "h23",
}

/**
 * An instant as Taipei's clocks show it: `2026年11月25日（三）23:59` or `Wed, 25 Nov 2026, 23:59 (Taipei)`.
 *
 * @param instant ISO 8601 text or milliseconds since 1970, UTC.
 * @throws RangeError when it is no instant.
 */
export function formatTaipei(instant: string | number, locale: Locale): string {
  const at = new Date(instant)
  if (locale === "zh-TW") {
    const part = read(at, "zh-TW", { ...parts, weekday: "narrow" })
    return `${part.year}年${part.month}月${part.day}日（${part.weekday}）${part.hour}:${part.minute}`
  }
  const part = read(at, "en-US", { ...parts, month: "short" })
  return `${part.weekday}, ${part.day} ${part.month} ${part.year}, ${part.hour}:${part.minute} (Taipei)`
}

function read(at: Date, language: string, options: Intl.DateTimeFormatOptions): Partial<Record<string, string>> {
  const found = new Intl.DateTimeFormat(language, options).formatToParts(at)
  return Object.fromEntries(found.map(({ type, value }) => [type, value]))
}

/** Milliseconds until an instant, never below zero. @throws RangeError when it is no instant. */
export function timeLeft(instant: string, now: number): number {
  const at = Date.parse(instant)
  if (Number.isNaN(at)) throw new RangeError("Not an instant.")
  return Math.max(0, at - now)
}

const units = {
  "zh-TW": { day: " 天 ", hour: " 小時 ", minute: " 分 ", second: " 秒" },
  en: { day: " d ", hour: " h ", minute: " min ", second: " s" },
} as const

/** A time span in its two largest fitting units: `2 天 5 小時`, `14 min 05 s`. */
export function formatTimeLeft(milliseconds: number, locale: Locale): string {
  const unit = units[locale]
  const days = Math.floor(milliseconds / day)
  const hours = Math.floor((milliseconds % day) / hour)
  const minutes = Math.floor((milliseconds % hour) / minute)
  const seconds = Math.floor((milliseconds % minute) / second)
  if (days > 0) return `${days}${unit.day}${hours}${unit.hour}`.trimEnd()
  if (hours > 0) return `${hours}${unit.hour}${minutes}${unit.minute}`.trimEnd()
  return `${minutes}${unit.minute}${String(seconds).padStart(2, "0")}${unit.second}`
}
