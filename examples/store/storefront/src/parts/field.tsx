import type { InputHTMLAttributes, ReactNode } from "react"
import type { Field as FieldName } from "../checkout-form"

interface FieldFrameProps {
  readonly name: FieldName
  readonly label: string
  readonly problem: string | undefined
  readonly children: ReactNode
}

/** A label above, a control, and what is wrong with it below. */
export function FieldFrame({ name, label, problem, children }: FieldFrameProps) {
  return (
    <div className="field" data-field={name}>
      <label htmlFor={name}>{label}</label>
      {children}
      {problem && (
        <p className="problem" id={`${name}-problem`}>
          {problem}
        </p>
      )}
    </div>
  )
}

/** What a control needs so that its problem is read out with it. */
export function problemOf(name: FieldName, problem: string | undefined) {
  return problem ? { "aria-invalid": true, "aria-describedby": `${name}-problem` } : {}
}

type TextFieldProps = Omit<InputHTMLAttributes<HTMLInputElement>, "name" | "onChange"> & {
  readonly name: FieldName
  readonly label: string
  readonly problem: string | undefined
  readonly onChange: (value: string) => void
}

export function TextField({ name, label, problem, onChange, ...input }: TextFieldProps) {
  return (
    <FieldFrame name={name} label={label} problem={problem}>
      <input
        {...input}
        {...problemOf(name, problem)}
        id={name}
        name={name}
        data-testid={name}
        onChange={(event) => onChange(event.target.value)}
      />
    </FieldFrame>
  )
}
