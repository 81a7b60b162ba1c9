import { Input } from "@medusajs/ui"
import { useState } from "react"
import { FormPrompt, PromptField } from "./form-prompt"
import { money, useWords } from "./use-words"

interface MoneyPromptProps {
  readonly title: string
  readonly text: string
  readonly confirm: string
  readonly upTo: number
  /** The amount cannot be chosen. */
  readonly isWhole: boolean
  readonly asksReference?: boolean
  /** Moves money, for good. */
  readonly isDangerous: boolean
  /** @throws what the server said, which is shown */
  readonly onConfirm: (amount: number, reference: string) => Promise<unknown>
  readonly onClose: () => void
}

/** Asks for an amount before money is moved or booked. */
export function MoneyPrompt({ upTo, isWhole, asksReference = false, onConfirm, ...frame }: MoneyPromptProps) {
  const { t } = useWords()
  const [amount, setAmount] = useState(String(upTo))
  const [reference, setReference] = useState("")
  const dollars = Number(amount)
  const isValid = Number.isInteger(dollars) && dollars >= 1 && dollars <= upTo
  const isReady = isValid && !(asksReference && reference.trim() === "")
  const hint = t(isWhole ? "actions.whole" : "actions.upTo", { amount: money(upTo) })
  return (
    <FormPrompt {...frame} isReady={isReady} onConfirm={() => onConfirm(dollars, reference.trim())}>
      <PromptField label={t("actions.amount")} hint={hint}>
        <Input
          type="number"
          inputMode="numeric"
          min={1}
          max={upTo}
          readOnly={isWhole}
          value={amount}
          aria-invalid={!isValid}
          onChange={({ target }) => setAmount(target.value)}
        />
      </PromptField>
      {asksReference && (
        <PromptField label={t("actions.manual.reference")} hint={t("actions.manual.referenceHint")}>
          <Input maxLength={200} value={reference} onChange={({ target }) => setReference(target.value)} />
        </PromptField>
      )}
    </FormPrompt>
  )
}
