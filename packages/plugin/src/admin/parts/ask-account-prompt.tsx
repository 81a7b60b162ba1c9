import { Input, toast } from "@medusajs/ui"
import { useState } from "react"
import type { Attempt } from "../server/payments"
import { useRequestRefund } from "../server/refund-desk"
import { FormPrompt, PromptField } from "./form-prompt"
import { useFormId } from "./use-form-id"
import { money, useWords } from "./use-words"

/** Asks the buyer for the account that money goes back to. */
export function AskAccountPrompt(props: { attempt: Attempt; upTo: number; onClose: () => void }) {
  const { t, pick } = useWords()
  const { attempt, onClose } = props
  // The page goes on following the payment; a form whose answer was lost is pressed again for what it showed at first.
  const [upTo] = useState(props.upTo)
  const form = useFormId()
  const [amount, setAmount] = useState(String(upTo))
  const [reason, setReason] = useState("")
  const { mutateAsync } = useRequestRefund(attempt.id)
  const dollars = Number(amount)
  const isValid = Number.isInteger(dollars) && dollars >= 1 && dollars <= upTo
  const confirm = async () => {
    await mutateAsync({
      amount: dollars,
      seen: { up_to: upTo, form },
      ...(reason.trim() ? { reason: reason.trim() } : {}),
    })
    toast.success(t("refunds.ask.done", { amount: money(dollars) }))
  }
  return (
    <FormPrompt
      title={t("refunds.ask.promptTitle")}
      text={t("refunds.ask.promptText", { gateway: pick(attempt.gateway_name) })}
      confirm={t("refunds.ask.button")}
      isDangerous={false}
      isReady={isValid}
      onConfirm={confirm}
      onClose={onClose}
    >
      <PromptField label={t("actions.amount")} hint={t("actions.upTo", { amount: money(upTo) })}>
        <Input
          type="number"
          inputMode="numeric"
          min={1}
          max={upTo}
          value={amount}
          aria-invalid={!isValid}
          onChange={({ target }) => setAmount(target.value)}
        />
      </PromptField>
      <PromptField label={t("refunds.ask.reason")} hint={t("refunds.ask.reasonHint")}>
        <Input maxLength={500} value={reason} onChange={({ target }) => setReason(target.value)} />
      </PromptField>
    </FormPrompt>
  )
}
