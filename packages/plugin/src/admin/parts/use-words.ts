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
  }
}

/** TWD whole dollars, or Medusa's decimal. */
export function money(amount: number | string): string {
  return `NT$${Number(amount).toLocaleString("en-US")}`
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
