import { useCallback, useEffect, useRef, useState } from "react"
import type { CheckoutPreferences, Payments } from "../payments.js"
import { problemWords } from "../problems.js"
import type { StartableSession } from "../startable-session.js"
import type { Locale } from "../status.js"

export interface Paying {
  /** True from the press until the page is left; the button is then to be disabled. */
  readonly paying: boolean
  /** Why the last try came to nothing, in words; null when it did not fail. */
  readonly problem: string | null
  /** Opens a session and pays it. A second call while one is under way does nothing. */
  pay(open: () => Promise<StartableSession>, preferences?: CheckoutPreferences): Promise<void>
}

/** The one act of a checkout: to pay, once however often the button is pressed. */
export function usePay(payments: Payments, locale: Locale = "zh-TW"): Paying {
  const underway = useRef(false)
  const leaving = useRef(false)
  const [paying, setPaying] = useState(false)
  const [error, setError] = useState<{ readonly cause: unknown } | null>(null)
  const set = useCallback((now: boolean) => {
    underway.current = now
    leaving.current = false
    setPaying(now)
  }, [])
  // The back button may bring this very page out of the browser's cache, still waiting to leave.
  useEffect(() => {
    const wake = (event: PageTransitionEvent) => event.persisted && set(false)
    // An app that was led to leaves this page where it is.
    const handleVisible = () => leaving.current && document.visibilityState === "visible" && set(false)
    window.addEventListener("pageshow", wake)
    document.addEventListener("visibilitychange", handleVisible)
    return () => {
      window.removeEventListener("pageshow", wake)
      document.removeEventListener("visibilitychange", handleVisible)
    }
  }, [set])
  const pay = async (open: () => Promise<StartableSession>, preferences?: CheckoutPreferences) => {
    if (underway.current) return
    set(true)
    setError(null)
    try {
      await payments.pay(await open(), preferences)
      leaving.current = true
    } catch (cause) {
      set(false)
      setError({ cause })
    }
  }
  return { paying, pay, problem: error && problemWords(error.cause, locale) }
}
