import { useEffect, useId, useState } from "react"
import type { Payments } from "../payments.js"
import type { SavedCard } from "../saved-cards.js"
import type { Locale } from "../status.js"
import { say } from "../texts.js"

export interface SavedCardListProps {
  readonly payments: Payments
  /** Whose cards: Medusa's provider id. */
  readonly providerId: string
  /** The chosen card's id, or null for one that is typed. */
  readonly value: string | null
  readonly onChange: (cardId: string | null) => void
  /** Told, once that is known, whether the shop can keep a card for this customer. */
  readonly onKeeping?: (keeps: boolean) => void
  readonly locale?: Locale
}

/** The logged-in customer's cards, each to pay with or to delete, and the way to another one; nothing where there are none. */
export function SavedCardList(props: SavedCardListProps) {
  const { value, onChange, locale = "zh-TW" } = props
  const { cards, failed, remove } = useCards(props)
  const name = useId()
  if (failed) return <p className="twp-card-note">{say("cardsNotLoaded", locale)}</p>
  if (cards.length === 0) return null
  return (
    <fieldset className="twp-saved" data-testid="saved-cards" lang={locale}>
      <legend className="twp-field-label">{say("savedCards", locale)}</legend>
      {cards.map((card) => (
        <Row
          key={card.id}
          card={card}
          name={name}
          checked={value === card.id}
          locale={locale}
          onChoose={() => onChange(card.id)}
          onDelete={() => remove(card.id)}
        />
      ))}
      <label className="twp-saved-row" data-testid="other-card">
        <input type="radio" name={name} checked={value === null} onChange={() => onChange(null)} />
        <span>{say("otherCard", locale)}</span>
      </label>
    </fieldset>
  )
}

interface RowProps {
  readonly card: SavedCard
  readonly name: string
  readonly checked: boolean
  readonly locale: Locale
  readonly onChoose: () => void
  readonly onDelete: () => Promise<void>
}

function Row({ card, name, checked, locale, onChoose, onDelete }: RowProps) {
  return (
    <div className="twp-saved-row" data-testid="saved-card" data-last4={card.last4}>
      <label>
        <input type="radio" name={name} checked={checked} onChange={onChoose} />
        <span>
          <span className="twp-brand">{card.brand}</span>{" "}
          <span className="twp-hidden">{say("cardEnding", locale)} </span>
          <span aria-hidden="true">•••• </span>
          {card.last4}
          <span className="twp-saved-expiry">
            {" "}
            {say("expires", locale)} {card.expiry}
          </span>
        </span>
      </label>
      <DeleteButton card={card} locale={locale} onDelete={onDelete} />
    </div>
  )
}

/** Asks first: a deleted card has to be typed again. */
function DeleteButton({ card, locale, onDelete }: Pick<RowProps, "card" | "locale" | "onDelete">) {
  const [step, setStep] = useState<"idle" | "asking" | "deleting" | "failed">("idle")
  const confirm = () => {
    setStep("deleting")
    onDelete().catch(() => setStep("failed"))
  }
  if (step === "idle")
    return (
      <button type="button" className="twp-link" data-testid="delete-card" onClick={() => setStep("asking")}>
        {say("deleteCard", locale)}
        <span className="twp-hidden"> {card.last4}</span>
      </button>
    )
  return (
    <span className="twp-saved-asking" role="alert">
      {say(step === "failed" ? "cardNotDeleted" : "deleteReally", locale)}
      <button
        type="button"
        className="twp-link"
        data-testid="delete-card-really"
        disabled={step === "deleting"}
        onClick={confirm}
      >
        {say(step === "failed" ? "tryAgain" : "deleteCard", locale)}
      </button>
      <button type="button" className="twp-link" disabled={step === "deleting"} onClick={() => setStep("idle")}>
        {say("keepCard", locale)}
      </button>
    </span>
  )
}

/** The first card is chosen for the buyer, and after its deletion the next. */
function useCards({ payments, providerId, onChange, onKeeping }: SavedCardListProps) {
  const [cards, setCards] = useState<readonly SavedCard[]>([])
  const [failed, setFailed] = useState(false)
  const show = (next: readonly SavedCard[]) => {
    setCards(next)
    onChange(next[0]?.id ?? null)
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each provider
  useEffect(() => {
    let gone = false
    payments.savedCards(providerId).then(
      (found) => {
        if (gone) return
        show(found ?? [])
        onKeeping?.(found !== null)
      },
      () => !gone && setFailed(true),
    )
    return () => {
      gone = true
    }
  }, [payments, providerId])
  const remove = async (cardId: string) => {
    await payments.deleteCard(cardId)
    show(cards.filter(({ id }) => id !== cardId))
  }
  return { cards, failed, remove }
}
