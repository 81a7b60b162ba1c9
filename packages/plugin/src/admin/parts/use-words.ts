import { useTranslation } from "react-i18next"
import type { LocalText } from "../../toolkit/text"
import { spaced } from "./spaced"

interface Named {
  readonly gateway_name: LocalText
  readonly method_name: LocalText
}

/** Words, amounts and times in the dashboard's language; other languages than zh-TW read English. */
export function useWords() {
  const { t: translate, i18n } = useTranslation("taiwanPayments")
  const t = (key: string, gaps: Readonly<Record<string, unknown>> = {}) => spaced(translate(key, gaps))
  const language: keyof LocalText = i18n.language === "zhTW" ? "zh-TW" : "en"
  return {
    t,
    language,
    pick: (text: LocalText) => text[language],
    /** A method by its gateway, as one name where both are the same. */
    service: ({ gateway_name: gateway, method_name: method }: Named) =>
      [...new Set([method[language], gateway[language]])].join(" · "),
    time: (instant: string) => taipeiTime(instant, language),
    /** Of a day, `YYYY-MM-DD`, or a month, `YYYY-MM`. */
    day: (day: string) => dayText(day, language, { year: "numeric" }),
    shortDay: (day: string) => dayText(day, language, {}),
  }
}

/** TWD whole dollars, or Medusa's decimal. */
export function money(amount: number | string): string {
  return `NT$${Number(amount).toLocaleString("en-US")}`
}

/** TWD with cents where there are any: fees have them. */
export function fees(amount: number): string {
  const digits = Number.isInteger(amount) ? 0 : 2
  return `NT$${amount.toLocaleString("en-US", { minimumFractionDigits: digits, maximumFractionDigits: digits })}`
}

/** Of a part of one; a dash where there is none. */
export function percent(part: number | null): string {
  return part === null ? "–" : `${Math.round(part * 100)}%`
}

function dayText(day: string, language: keyof LocalText, more: Intl.DateTimeFormatOptions): string {
  const month = language === "en" ? "short" : "numeric"
  const days = day.length > 7 ? ({ day: "numeric" } as const) : ({ year: "numeric" } as const)
  const format = new Intl.DateTimeFormat(language === "en" ? "en-GB" : "zh-TW", {
    timeZone: "UTC",
    month,
    ...days,
    ...more,
  })
  return format.format(new Date(day))
}

function taipeiTime(instant: string, language: keyof LocalText): string {
  const format = new Intl.DateTimeFormat(language === "en" ? "en-GB" : "zh-TW", {
    timeZone: "Asia/Taipei",
    year: "numeric",
    month: language === "en" ? "short" : "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
  })
  return format.format(new Date(instant))
}
