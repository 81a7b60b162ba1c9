import { type ReactNode, useId, useState } from "react"
import { groupByGateway, sameMethodAt } from "../methods.js"
import type { Locale } from "../status.js"
import { say } from "../texts.js"

interface GatewayPickerProps {
  readonly ids: readonly string[]
  readonly value: string | null
  readonly onChange: (providerId: string) => void
  readonly locale: Locale
  readonly methods: (ids: readonly string[]) => ReactNode
}

/** First the gateway, then its methods. Whoever changes the gateway keeps the way to pay, where it is offered there. */
export function GatewayPicker({ ids, value, onChange, locale, methods }: GatewayPickerProps) {
  const sections = groupByGateway(ids, locale)
  const [opened, setOpened] = useState<string | null>(null)
  const holder = sections.find(({ providerIds }) => providerIds.some((id) => id === value))
  const shown = holder ?? sections.find(({ id }) => id === opened) ?? sections[0]
  const name = useId()
  if (!shown) return null
  const open = (id: string, providerIds: readonly string[]) => {
    setOpened(id)
    const next = value === null && providerIds.length > 1 ? null : sameMethodAt(providerIds, value)
    if (next) onChange(next)
  }
  return (
    <>
      <fieldset className="twp-gateways" hidden={sections.length < 2}>
        <legend className="twp-hidden">{say("gateways", locale)}</legend>
        {sections.map(({ id, name: title, providerIds }) => (
          <label key={id} className="twp-gateway" data-testid={`gateway-${id}`}>
            <input type="radio" name={name} checked={id === shown.id} onChange={() => open(id, providerIds)} />
            <span>{title}</span>
          </label>
        ))}
      </fieldset>
      {methods(shown.providerIds)}
    </>
  )
}
