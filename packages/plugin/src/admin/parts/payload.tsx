import { Button } from "@medusajs/ui"
import { type ReactNode, useId, useState } from "react"
import { useWords } from "./use-words"

interface PayloadProps {
  readonly fields: Readonly<Record<string, unknown>>
  /** The button's words, where they are not a message. */
  readonly show?: string
  readonly hide?: string
}

/** The message's fields, as the ledger keeps them: without secrets, personal ones masked. */
export function Payload({ fields, show, hide }: PayloadProps): ReactNode {
  const { t } = useWords()
  const [isOpen, setOpen] = useState(false)
  const id = useId()
  const rows = Object.entries(fields).filter(([, value]) => value !== "" && value !== null)
  if (rows.length === 0) return null
  return (
    <>
      <Button
        variant="transparent"
        size="small"
        className="text-ui-fg-subtle -ml-2 h-7 px-2"
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => setOpen(!isOpen)}
      >
        {isOpen ? (hide ?? t("timeline.hide")) : (show ?? t("timeline.payload"))}
      </Button>
      {isOpen && (
        <dl
          id={id}
          className="bg-ui-bg-subtle border-ui-border-base mt-1 grid grid-cols-1 gap-x-4 gap-y-1 rounded-lg border px-3 py-2 font-mono text-xs leading-5 sm:grid-cols-[minmax(0,180px)_1fr]"
        >
          {rows.map(([name, value]) => (
            <Field key={name} name={name} value={typeof value === "string" ? value : JSON.stringify(value)} />
          ))}
        </dl>
      )}
    </>
  )
}

function Field({ name, value }: { name: string; value: string }) {
  return (
    <>
      <dt className="text-ui-fg-subtle break-all">{name}</dt>
      <dd className="text-ui-fg-base mb-1 break-all sm:mb-0">{value}</dd>
    </>
  )
}
