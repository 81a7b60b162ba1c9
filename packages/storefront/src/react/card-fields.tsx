import { type RefObject, useEffect, useId, useRef, useState } from "react"
import type { TokenAccess } from "../hosted/access.js"
import { type CardField, type CardState, cardFields, emptyCard, mountCard } from "../hosted/card-fields.js"
import { openSdk } from "../hosted/sdk.js"
import type { Locale } from "../status.js"
import { say, type TextKey } from "../texts.js"

export interface CardFieldsProps {
  readonly access: TokenAccess
  readonly locale?: Locale
  /** Says also what is still empty: after the buyer tried to pay. */
  readonly showProblems?: boolean
  /** Told how far the buyer has come; must be the same function at each render. */
  readonly onChange: (card: CardState) => void
}

/** Number, expiry and security code, each in a frame of the gateway's: this page never sees what is typed. */
export function CardFields({ access, locale = "zh-TW", showProblems = false, onChange }: CardFieldsProps) {
  const { box, card, phase, retry } = useMounted(access, locale, onChange)
  if (phase === "failed") return <NotLoaded locale={locale} onRetry={retry} />
  return (
    <div className="twp-card" ref={box} data-phase={phase} data-testid="card-fields" lang={locale}>
      {cardFields.map((field) => (
        <HostedField key={field} field={field} card={card} locale={locale} showProblems={showProblems} />
      ))}
      <p className="twp-card-note" role="status">
        {say(phase === "loading" ? "cardLoading" : "cardSafe", locale)}
      </p>
    </div>
  )
}

function NotLoaded({ locale, onRetry }: { locale: Locale; onRetry: () => void }) {
  return (
    <div className="twp-card-lost" role="alert" data-testid="card-not-loaded" lang={locale}>
      <p>{say("cardNotLoaded", locale)}</p>
      <button type="button" className="twp-copy" onClick={onRetry}>
        {say("tryAgain", locale)}
      </button>
    </div>
  )
}

const labels: Readonly<Record<CardField, TextKey>> = { number: "cardNumber", expiry: "cardExpiry", ccv: "cardCcv" }

interface HostedFieldProps {
  readonly field: CardField
  readonly card: CardState
  readonly locale: Locale
  readonly showProblems: boolean
}

function HostedField({ field, card, locale, showProblems }: HostedFieldProps) {
  const id = useId()
  const problem = problemOf(card, field, showProblems)
  return (
    <div className="twp-field" data-field={field} data-state={card[field]} data-problem={problem !== null}>
      <span id={id} className="twp-field-label">
        {say(labels[field], locale)}
      </span>
      {/* biome-ignore lint/a11y/useSemanticElements: a frame is no form control, so no label can point at it */}
      <div className="twp-field-box" role="group" aria-labelledby={id}>
        <div className="twp-field-frame" data-frame={field} />
        {field === "number" && card.brand !== "unknown" && <span className="twp-brand">{card.brand}</span>}
      </div>
      <p className="twp-field-problem" aria-live="polite">
        {problem && say(problem, locale)}
      </p>
    </div>
  )
}

function problemOf(card: CardState, field: CardField, showProblems: boolean): TextKey | null {
  if (card[field] === "wrong") return `${field}Wrong`
  return showProblems && card[field] !== "complete" ? `${field}Missing` : null
}

function useMounted(access: TokenAccess, locale: Locale, onChange: (card: CardState) => void) {
  const box = useRef<HTMLDivElement>(null)
  const [card, setCard] = useState(emptyCard)
  const [phase, setPhase] = useState<"loading" | "ready" | "failed">("loading")
  const [turn, setTurn] = useState(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new turn tries again
  useEffect(() => {
    let gone = false
    const tell = (next: CardState) => {
      if (gone) return
      setCard(next)
      onChange(next)
    }
    setPhase("loading")
    tell(emptyCard)
    openSdk(access).then(
      (sdk) => {
        const places = gone ? null : placesIn(box, locale)
        if (places) mountCard(sdk, places, tell)
        if (!gone) setPhase("ready")
      },
      () => !gone && setPhase("failed"),
    )
    return () => {
      gone = true
    }
  }, [access, locale, onChange, turn])
  return { box, card, phase, retry: () => setTurn((now) => now + 1) }
}

function placesIn({ current }: RefObject<HTMLDivElement>, locale: Locale) {
  if (!current) return null
  const elementOf = (field: CardField) => current.querySelector<HTMLElement>(`[data-frame="${field}"]`)
  const [number, expiry, ccv] = [elementOf("number"), elementOf("expiry"), elementOf("ccv")]
  if (!number || !expiry || !ccv) return null
  return {
    elements: { number, expiry, ccv },
    placeholders: {
      number: "0000 0000 0000 0000",
      expiry: say("expiryPlaceholder", locale),
      ccv: say("ccvPlaceholder", locale),
    },
    styles: stylesFrom(current),
  }
}

/** The frames know nothing of this page's styles, so they are told its colours. */
function stylesFrom(element: HTMLElement) {
  const style = getComputedStyle(element)
  const { color, fontSize } = style
  const wrong = style.getPropertyValue("--_danger").trim() || color
  return { input: { color, "font-size": fontSize }, ".invalid": { color: wrong } }
}
