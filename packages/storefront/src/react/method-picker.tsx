import { useId } from "react"
import { groupMethods, type MethodChoice } from "../methods.js"
import type { Locale } from "../status.js"
import { say } from "../texts.js"
import { MethodGlyph } from "./method-glyph.js"

export interface MethodPickerProps {
  /** What Medusa's `listPaymentProviders` gives. */
  readonly providers: readonly { readonly id: string }[]
  /** The chosen provider's id, or null. */
  readonly value: string | null
  readonly onChange: (providerId: string) => void
  readonly locale?: Locale
  /** Heading for screen readers; "Payment method" by default. */
  readonly label?: string
}

/** The store's payment methods in groups, each with its name, a hint and a picture. */
export function MethodPicker({ providers, value, onChange, locale = "zh-TW", label }: MethodPickerProps) {
  const ids = providers.map(({ id }) => id)
  const name = useId()
  return (
    <fieldset className="twp-picker" lang={locale}>
      <legend className="twp-hidden">{label ?? say("methods", locale)}</legend>
      {groupMethods(ids, locale).map((section) => (
        <fieldset key={section.id} className="twp-group">
          <legend>{section.name}</legend>
          {section.choices.map((choice) => (
            <Choice
              key={choice.providerId}
              choice={choice}
              name={name}
              checked={choice.providerId === value}
              onChange={onChange}
            />
          ))}
        </fieldset>
      ))}
    </fieldset>
  )
}

interface ChoiceProps {
  readonly choice: MethodChoice
  readonly name: string
  readonly checked: boolean
  readonly onChange: (providerId: string) => void
}

function Choice({ choice, name, checked, onChange }: ChoiceProps) {
  return (
    <label className="twp-method" data-testid={`method-${choice.identifier}`}>
      <input
        type="radio"
        name={name}
        value={choice.providerId}
        checked={checked}
        onChange={() => onChange(choice.providerId)}
      />
      <MethodGlyph icon={choice.icon} />
      <span className="twp-method-text">
        <span className="twp-method-name">{choice.name}</span>
        {choice.hint && <span className="twp-method-hint">{choice.hint}</span>}
      </span>
    </label>
  )
}
