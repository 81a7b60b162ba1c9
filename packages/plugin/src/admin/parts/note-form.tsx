import { Button, Hint, Label, Textarea, toast } from "@medusajs/ui"
import { type FormEvent, useId, useState } from "react"
import { useAddNote } from "../server/payments"
import { useWords } from "./use-words"

/** Words for colleagues, below what happened. */
export function NoteForm({ attemptId }: { attemptId: string }) {
  const { t } = useWords()
  const id = useId()
  const { text, setText, isBusy, submit } = useNote(attemptId)
  return (
    <form onSubmit={submit} className="flex flex-col gap-y-2 px-6 py-4">
      <Label size="small" weight="plus" htmlFor={id}>
        {t("notes.label")}
      </Label>
      <Textarea
        id={id}
        rows={2}
        maxLength={1_000}
        aria-describedby={`${id}-hint`}
        value={text}
        onChange={({ target }: { target: HTMLTextAreaElement }) => setText(target.value)}
      />
      <div className="flex items-start justify-between gap-x-4">
        <Hint id={`${id}-hint`}>{t("notes.hint")}</Hint>
        <Button type="submit" size="small" variant="secondary" disabled={text.trim() === ""} isLoading={isBusy}>
          {t("notes.add")}
        </Button>
      </div>
    </form>
  )
}

/** What could not be stored stays in the field. */
function useNote(attemptId: string) {
  const { t } = useWords()
  const [text, setText] = useState("")
  const { mutateAsync, isPending: isBusy } = useAddNote(attemptId)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    try {
      await mutateAsync({ text: text.trim() })
      setText("")
      toast.success(t("notes.added"))
    } catch (error) {
      toast.error(t("failed"), { description: error instanceof Error ? error.message : undefined })
    }
  }
  return { text, setText, isBusy, submit }
}
