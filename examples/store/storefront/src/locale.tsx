import type { Locale } from "@taiwan-payments/storefront"
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from "react"
import { readStored, store } from "./stored"
import { type TextKey, texts } from "./texts"

interface Language {
  readonly locale: Locale
  setLocale(locale: Locale): void
  /** A text of the shop in the shopper's language. */
  t(key: TextKey): string
}

const LanguageContext = createContext<Language | null>(null)
const storedAs = "alley-tea-house.locale"

function firstLocale(): Locale {
  const chosen = readStored(storedAs)
  if (chosen === "zh-TW" || chosen === "en") return chosen
  return navigator.language.startsWith("zh") ? "zh-TW" : "en"
}

export function LocaleProvider({ children }: { children: ReactNode }) {
  const [locale, setLocale] = useState(firstLocale)
  useEffect(() => {
    document.documentElement.lang = locale
    store(storedAs, locale)
  }, [locale])
  const language = useMemo(() => ({ locale, setLocale, t: (key: TextKey) => texts[key][locale] }), [locale])
  return <LanguageContext.Provider value={language}>{children}</LanguageContext.Provider>
}

export function useLocale(): Language {
  const language = useContext(LanguageContext)
  if (!language) throw new Error("useLocale outside of LocaleProvider")
  return language
}
