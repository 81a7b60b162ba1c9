import { Fragment, type ReactNode, useId } from "react"
import { groupMethods, type MethodChoice, usableOn } from "../methods.js"
import type { Locale } from "../status.js"
import { say } from "../texts.js"
import { GatewayPicker } from "./gateway-picker.js"
import { MethodGlyph } from "./method-glyph.js"
import { useDevice } from "./use-device.js"

export interface MethodPickerProps {
  /** What Medusa's `listPaymentProviders` gives. */
  readonly providers: readonly { readonly id: string }[]
  /** The chosen provider's id; null or undefined while none is chosen. */
  readonly value: string | null | undefined
  readonly onChange: (providerId: string) => void
  readonly locale?: Locale
  /** Heading for screen readers; "Payment method" by default. */
  readonly label?: string
  /** Lets the shopper choose a gateway first: for a shop that has several with the same methods. */
  readonly byGateway?: boolean
  /** Shows also what this device cannot pay by, such as Apple Pay in a browser that has none. */
  readonly everyDevice?: boolean
  /** What is to stand below the chosen method, for example fields for a card. */
  readonly details?: (choice: MethodChoice) => ReactNode
}

/** The store's payment methods in groups, each with its name, a hint and a picture. */
export function MethodPicker(props: MethodPickerProps) {
  const { providers, onChange, locale = "zh-TW", label, byGateway = false, everyDevice = false, details } = props
  const value = props.value ?? null
  const device = useDevice()
  const offered = providers.map(({ id }) => id)
  const usable = everyDevice ? offered : usableOn(offered, device)
  const ids = offered.filter((id) => id === value || usable.includes(id))
  const methods = (shown: readonly string[]) => (
    <Methods ids={shown} value={value} onChange={onChange} locale={locale} details={details} />
  )
  return (
    <fieldset className="twp-picker" lang={locale}>
      <legend className="twp-hidden">{label ?? say("methods", locale)}</legend>
      {byGateway ? (
        <GatewayPicker ids={ids} value={value} onChange={onChange} locale={locale} methods={methods} />
      ) : (
        methods(ids)
      )}
    </fieldset>
  )
}

// Up to so many stand below each other with their hints; more of them are tiles.
const fewMethods = 6

interface MethodsProps {
  readonly ids: readonly string[]
  readonly value: string | null
  readonly onChange: (providerId: string) => void
  readonly locale: Locale
  readonly details: MethodPickerProps["details"]
}

function Methods({ ids, value, onChange, locale, details }: MethodsProps) {
  const name = useId()
  const tiles = ids.length > fewMethods
  return groupMethods(ids, locale).map(({ id, name: title, choices }) => {
    const chosen = choices.find(({ providerId }) => providerId === value)
    const more = chosen && <Details choice={chosen} hint={tiles} details={details} />
    return (
      <fieldset key={id} className={tiles ? "twp-group twp-tiles" : "twp-group"}>
        <legend>{title}</legend>
        {choices.map((choice) => (
          <Fragment key={choice.providerId}>
            <Choice choice={choice} name={name} checked={choice === chosen} onChange={onChange} />
            {choice === chosen && !tiles && more}
          </Fragment>
        ))}
        {tiles && more}
      </fieldset>
    )
  })
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
      <MethodGlyph icon={choice.icon} brand={choice.brand} />
      <span className="twp-method-text">
        <span className="twp-method-name">{choice.name}</span>
        {choice.hint && <span className="twp-method-hint">{choice.hint}</span>}
      </span>
    </label>
  )
}

interface DetailsProps {
  readonly choice: MethodChoice
  /** Tiles have no room for their hints, so the chosen one's stands here. */
  readonly hint: boolean
  readonly details: MethodPickerProps["details"]
}

function Details({ choice, hint, details }: DetailsProps) {
  const more = details?.(choice)
  if (!more && !(hint && choice.hint)) return null
  return (
    <div className="twp-details" data-testid="method-details">
      {hint && choice.hint && <p className="twp-method-hint">{choice.hint}</p>}
      {more}
    </div>
  )
}
