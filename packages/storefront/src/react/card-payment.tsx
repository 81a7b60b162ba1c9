import { useEffect, useState } from "react"
import type { TokenAccess } from "../hosted/access.js"
import { emptyCard, firstUnfinished } from "../hosted/card-fields.js"
import type { CheckoutPreferences, Payments } from "../payments.js"
import type { Locale } from "../status.js"
import { say } from "../texts.js"
import { CardFields } from "./card-fields.js"
import { SavedCardList } from "./saved-card-list.js"

/** What `payments.pay` wants to know; `ready` when nothing is missing for it. */
export interface CardChoice extends Pick<CheckoutPreferences, "card" | "save"> {
  readonly ready: boolean
}

export interface CardPaymentProps {
  readonly payments: Payments
  readonly providerId: string
  /** Of a session of that provider; null until there is one. */
  readonly access: TokenAccess | null
  /** Whether a customer is logged in: only their cards can be kept. */
  readonly customer?: boolean
  readonly locale?: Locale
  /** Says also what is still empty: after the buyer tried to pay. */
  readonly showProblems?: boolean
  /** Told whenever the choice changes; must be the same function at each render. */
  readonly onChange: (choice: CardChoice) => void
}

/** A card to pay with: one that was kept, or one to be typed, which may be kept where the customer agrees. */
export function CardPayment(props: CardPaymentProps) {
  const { payments, providerId, access, customer = false, locale = "zh-TW", showProblems = false, onChange } = props
  const [saved, setSaved] = useState<string | null>(null)
  const [typed, setTyped] = useState(emptyCard)
  const [save, setSave] = useState(false)
  const [keeps, setKeeps] = useState(false)
  const complete = firstUnfinished(typed) === null
  useEffect(() => {
    onChange(saved ? { ready: true, card: saved } : { ready: complete, save: customer && keeps && save })
  }, [saved, complete, save, customer, keeps, onChange])
  return (
    <div className="twp-card-payment" lang={locale}>
      {customer && (
        <SavedCardList
          payments={payments}
          providerId={providerId}
          value={saved}
          onChange={setSaved}
          onKeeping={setKeeps}
          locale={locale}
        />
      )}
      {!saved && access && (
        <CardFields access={access} locale={locale} showProblems={showProblems} onChange={setTyped} />
      )}
      {!saved && !access && <p className="twp-card-note">{say("cardLoading", locale)}</p>}
      {!saved && customer && keeps && <Remember checked={save} onChange={setSave} locale={locale} />}
    </div>
  )
}

interface RememberProps {
  readonly checked: boolean
  readonly onChange: (checked: boolean) => void
  readonly locale: Locale
}

/** Never ticked beforehand: keeping a card takes the customer's own yes. */
function Remember({ checked, onChange, locale }: RememberProps) {
  return (
    <label className="twp-remember" data-testid="remember-card">
      <input type="checkbox" checked={checked} onChange={(event) => onChange(event.target.checked)} />
      <span>
        {say("rememberCard", locale)}
        <span className="twp-card-note">{say("rememberHint", locale)}</span>
      </span>
    </label>
  )
}
