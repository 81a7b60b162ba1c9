import type { CheckoutForm, Field } from "../checkout-form"
import { cities } from "../cities"
import { useLocale } from "../locale"
import { FieldFrame, problemOf, TextField } from "./field"

interface FieldsProps {
  readonly form: CheckoutForm
  readonly problems: Partial<Record<Field, string>>
  readonly onChange: (field: Field, value: string) => void
}

const contact = [
  { name: "email", type: "email", inputMode: "email", autoComplete: "email" },
  { name: "name", type: "text", inputMode: "text", autoComplete: "name" },
  { name: "phone", type: "tel", inputMode: "tel", autoComplete: "tel" },
] as const

export function ContactFields({ form, problems, onChange }: FieldsProps) {
  const { t } = useLocale()
  return (
    <div className="fields">
      {contact.map(({ name, ...input }) => (
        <TextField
          key={name}
          {...input}
          name={name}
          label={t(name)}
          value={form[name]}
          problem={problems[name]}
          onChange={(value) => onChange(name, value)}
        />
      ))}
    </div>
  )
}

const street = [
  { name: "district", autoComplete: "address-level2" },
  { name: "address", autoComplete: "street-address" },
] as const

export function AddressFields({ form, problems, onChange }: FieldsProps) {
  const { t } = useLocale()
  return (
    <div className="fields">
      <CityField form={form} problems={problems} onChange={onChange} />
      {street.map(({ name, autoComplete }) => (
        <TextField
          key={name}
          autoComplete={autoComplete}
          name={name}
          label={t(name)}
          value={form[name]}
          problem={problems[name]}
          onChange={(value) => onChange(name, value)}
        />
      ))}
    </div>
  )
}

/** The value is the Chinese name in both languages: that is what a parcel needs. */
function CityField({ form, problems, onChange }: FieldsProps) {
  const { t, locale } = useLocale()
  return (
    <FieldFrame name="city" label={t("city")} problem={problems.city}>
      <select
        {...problemOf("city", problems.city)}
        id="city"
        name="city"
        data-testid="city"
        autoComplete="address-level1"
        value={form.city}
        onChange={(event) => onChange("city", event.target.value)}
      >
        <option value="">{t("chooseCity")}</option>
        {cities.map((city) => (
          <option key={city.en} value={city["zh-TW"]}>
            {city[locale]}
          </option>
        ))}
      </select>
    </FieldFrame>
  )
}
