import { Input, Textarea, toast } from "@medusajs/ui"
import { useState } from "react"
import { FormPrompt, PromptField } from "./form-prompt"
import { useWords } from "./use-words"

interface ReasonPromptProps {
  /** Of the words: `refunds.<words>.title`, `text`, `label`, `hint`, `button`, `done`. */
  readonly words: "cancel" | "returned" | "returnedLater" | "endBatch"
  readonly gaps?: Readonly<Record<string, unknown>>
  readonly isDangerous?: boolean
  /** @throws what the server said, which is shown */
  readonly onConfirm: (reason: string) => Promise<unknown>
  readonly onClose: () => void
}

/** A question that wants words, for colleagues and for the books. */
export function ReasonPrompt({ words, gaps = {}, isDangerous = false, onConfirm, onClose }: ReasonPromptProps) {
  const { t } = useWords()
  const [reason, setReason] = useState("")
  const confirm = async () => {
    await onConfirm(reason.trim())
    toast.success(t(`refunds.${words}.done`, gaps))
  }
  const Field = words === "endBatch" ? Input : Textarea
  return (
    <FormPrompt
      title={t(`refunds.${words}.title`, gaps)}
      text={t(`refunds.${words}.text`, gaps)}
      confirm={t(`refunds.${words}.button`)}
      isDangerous={isDangerous}
      isReady={reason.trim() !== ""}
      onConfirm={confirm}
      onClose={onClose}
    >
      <PromptField label={t(`refunds.${words}.label`)} hint={t(`refunds.${words}.hint`)}>
        <Field
          maxLength={words === "endBatch" ? 120 : 500}
          value={reason}
          onChange={({ target }: { target: { value: string } }) => setReason(target.value)}
        />
      </PromptField>
    </FormPrompt>
  )
}
