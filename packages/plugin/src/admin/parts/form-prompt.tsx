import { Button, Hint, Label, Prompt } from "@medusajs/ui"
import { cloneElement, type FormEvent, type ReactElement, type ReactNode, useId, useState } from "react"
import { useWords } from "./use-words"

interface FormPromptProps {
  readonly title: string
  readonly text: string
  readonly confirm: string
  readonly isDangerous: boolean
  readonly isReady: boolean
  /** @throws what the server said, which is shown */
  readonly onConfirm: () => Promise<unknown>
  readonly onClose: () => void
  readonly children: ReactNode
}

/** A question with fields; stays open with the server's words when it is refused. */
export function FormPrompt(props: FormPromptProps) {
  const { t } = useWords()
  const { title, text, confirm, isDangerous, isReady, onClose, children } = props
  const { problem, isBusy, submit } = useSubmit(props)
  const close = (isOpen: boolean) => {
    if (!isOpen && !isBusy) onClose()
  }
  return (
    <Prompt open variant={isDangerous ? "danger" : "confirmation"} onOpenChange={close}>
      <Prompt.Content className="max-w-[min(400px,calc(100%-2rem))]">
        <form onSubmit={submit}>
          <Prompt.Header>
            <Prompt.Title>{title}</Prompt.Title>
            <Prompt.Description>{text}</Prompt.Description>
          </Prompt.Header>
          <div className="flex flex-col gap-y-4 px-6 pt-5">
            {children}
            {problem && (
              <Hint variant="error" role="alert">
                {problem}
              </Hint>
            )}
          </div>
          <Prompt.Footer>
            <Prompt.Cancel type="button">{t("actions.cancel")}</Prompt.Cancel>
            <Button
              type="submit"
              size="small"
              variant={isDangerous ? "danger" : "primary"}
              disabled={!isReady}
              isLoading={isBusy}
            >
              {confirm}
            </Button>
          </Prompt.Footer>
        </form>
      </Prompt.Content>
    </Prompt>
  )
}

function useSubmit({ onConfirm, onClose }: FormPromptProps) {
  const { t } = useWords()
  const [problem, setProblem] = useState<string | null>(null)
  const [isBusy, setBusy] = useState(false)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setBusy(true)
    setProblem(null)
    try {
      await onConfirm()
      onClose()
    } catch (error) {
      setProblem(error instanceof Error ? error.message : t("failed"))
      setBusy(false)
    }
  }
  return { problem, isBusy, submit }
}

interface PromptFieldProps {
  readonly label: string
  readonly hint: string
  readonly children: ReactElement<{ id?: string; "aria-describedby"?: string }>
}

export function PromptField({ label, hint, children }: PromptFieldProps) {
  const id = useId()
  return (
    <div className="flex flex-col gap-y-1.5">
      <Label size="small" weight="plus" htmlFor={id}>
        {label}
      </Label>
      {cloneElement(children, { id, "aria-describedby": `${id}-hint` })}
      <Hint id={`${id}-hint`}>{hint}</Hint>
    </div>
  )
}
