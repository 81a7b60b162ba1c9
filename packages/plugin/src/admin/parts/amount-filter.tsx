import { Button, Input, Label } from "@medusajs/ui"
import { type FormEvent, useId, useState } from "react"
import { amountsOf, amountText } from "./amount-text"
import { useWords } from "./use-words"

/** Two ends, of which either may be open. */
export function AmountFilter({ value, onChange }: { value: unknown; onChange: (value: string | undefined) => void }) {
  const { t } = useWords()
  const { from, to } = amountsOf(String(value ?? ""))
  const [ends, setEnds] = useState({ from, to })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onChange(amountText(ends) ?? undefined)
  }
  return (
    <form className="flex w-56 flex-col gap-y-2 p-3" onSubmit={submit}>
      <End label={t("list.amountFrom")} value={ends.from} onChange={(from) => setEnds({ ...ends, from })} />
      <End label={t("list.amountTo")} value={ends.to} onChange={(to) => setEnds({ ...ends, to })} />
      <Button size="small" type="submit">
        {t("list.apply")}
      </Button>
    </form>
  )
}

function End({ label, value, onChange }: { label: string; value: string; onChange: (value: string) => void }) {
  const id = useId()
  return (
    <div className="flex flex-col gap-y-1">
      <Label htmlFor={id} size="xsmall">
        {label}
      </Label>
      <Input
        id={id}
        size="small"
        inputMode="numeric"
        value={value}
        onChange={({ target }) => onChange(target.value.replace(/\D/g, "").slice(0, 9))}
      />
    </div>
  )
}
