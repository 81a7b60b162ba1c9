import { useLocale } from "../locale"

interface StepperProps {
  readonly value: number
  readonly least: number
  readonly disabled?: boolean
  /** What is counted, for screen readers. */
  readonly label: string
  readonly onChange: (value: number) => void
}

/** A quantity with a button on each side. */
export function Stepper({ value, least, disabled = false, label, onChange }: StepperProps) {
  const { t } = useLocale()
  return (
    <fieldset className="stepper" disabled={disabled}>
      <legend className="hidden">{label}</legend>
      <button type="button" aria-label={t("less")} disabled={value <= least} onClick={() => onChange(value - 1)}>
        −
      </button>
      <output>{value}</output>
      <button type="button" aria-label={t("more")} disabled={value >= 99} onClick={() => onChange(value + 1)}>
        +
      </button>
    </fieldset>
  )
}
