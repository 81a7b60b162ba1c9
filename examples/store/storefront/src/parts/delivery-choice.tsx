import type { HttpTypes } from "@medusajs/types"
import { formatTwd, type Locale } from "@taiwan-payments/storefront"
import { useLocale } from "../locale"

type Delivery = HttpTypes.StoreCartShippingOption

interface DeliveryChoiceProps {
  readonly options: readonly Delivery[]
  readonly value: string | null
  readonly onChange: (optionId: string) => void
}

export function DeliveryChoice({ options, value, onChange }: DeliveryChoiceProps) {
  const { t, locale } = useLocale()
  return (
    <fieldset className="choices">
      <legend className="hidden">{t("delivery")}</legend>
      {options.map((option) => (
        <label key={option.id} className="choice" data-testid="shipping-option" data-code={option.type?.code}>
          <input type="radio" name="delivery" checked={option.id === value} onChange={() => onChange(option.id)} />
          <span>{deliveryName(option, locale)}</span>
          <span className="choice-price">{option.amount === 0 ? t("free") : formatTwd(option.amount)}</span>
        </label>
      ))}
    </fieldset>
  )
}

// The seed data keeps the English name in the type's description.
function deliveryName({ name, type }: Delivery, locale: Locale): string {
  return (locale === "en" && type?.description) || name
}
