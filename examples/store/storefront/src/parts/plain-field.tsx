import type { InputHTMLAttributes } from "react"

type PlainFieldProps = InputHTMLAttributes<HTMLInputElement> & {
  readonly label: string
  readonly name: string
  readonly onText: (text: string) => void
}

/** A label above a control that the browser itself checks. */
export function PlainField({ label, name, onText, ...input }: PlainFieldProps) {
  return (
    <div className="field">
      <label htmlFor={name}>{label}</label>
      <input
        {...input}
        id={name}
        name={name}
        data-testid={name}
        required
        onChange={(event) => onText(event.target.value)}
      />
    </div>
  )
}
