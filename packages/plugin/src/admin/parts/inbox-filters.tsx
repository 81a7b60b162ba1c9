import { Button, Input, Select } from "@medusajs/ui"
import { useAttempt, useChoices } from "../server/payments"
import { useAddress } from "./use-address"
import { useWords } from "./use-words"

const VERDICTS = ["accepted", "forged", "foreign", "mismatch", "simulated", "unreadable", "asked", "silent"] as const

/** What the inbox is narrowed to; each change leads back to the newest. */
export function InboxFilters({ isAboutNotices }: { isAboutNotices: boolean }) {
  const { t, pick } = useWords()
  const { get, change } = useAddress()
  const { data: choices } = useChoices()
  const gateways = (choices?.gateways ?? []).map(({ value, name }) => ({ value, label: pick(name) }))
  const verdicts = VERDICTS.map((value) => ({ value, label: t(`inbox.verdicts.${value}`) }))
  const attempt = get("attempt")
  return (
    <div className="flex flex-col gap-2 border-y px-6 py-4 md:flex-row md:flex-wrap md:items-center">
      {isAboutNotices && (
        <>
          <Input
            type="search"
            size="small"
            className="w-full md:w-72"
            aria-label={t("inbox.search")}
            placeholder={t("inbox.search")}
            value={get("q")}
            onChange={({ target }) => change({ q: target.value || null, after: null }, false)}
          />
          <Choice name="verdict" label={t("inbox.verdict")} any={t("inbox.anyVerdict")} options={verdicts} />
        </>
      )}
      {gateways.length > 1 && (
        <Choice name="gateway" label={t("inbox.gateway")} any={t("inbox.anyGateway")} options={gateways} />
      )}
      {attempt && <OnlyPayment id={attempt} />}
    </div>
  )
}

function OnlyPayment({ id }: { id: string }) {
  const { t } = useWords()
  const { change } = useAddress()
  const { data } = useAttempt(id)
  return (
    <span className="txt-compact-small flex flex-wrap items-center gap-x-2 gap-y-1">
      <span className="break-all">{t("inbox.only", { number: data?.attempt.trade_no ?? "…" })}</span>
      <Button size="small" variant="transparent" onClick={() => change({ attempt: null, after: null })}>
        {t("inbox.showAll")}
      </Button>
    </span>
  )
}

interface ChoiceProps {
  /** In the address. */
  readonly name: string
  readonly label: string
  readonly any: string
  readonly options: readonly { readonly value: string; readonly label: string }[]
}

/** Medusa's select knows no empty value. */
const ANY = "any"

function Choice({ name, label, any, options }: ChoiceProps) {
  const { get, change } = useAddress()
  const choose = (value: string) => change({ [name]: value === ANY ? null : value, after: null })
  return (
    <div className="w-full md:w-52">
      <Select size="small" value={get(name) || ANY} onValueChange={choose}>
        <Select.Trigger aria-label={label}>
          <Select.Value />
        </Select.Trigger>
        <Select.Content>
          <Select.Item value={ANY}>{any}</Select.Item>
          {options.map((option) => (
            <Select.Item key={option.value} value={option.value}>
              {option.label}
            </Select.Item>
          ))}
        </Select.Content>
      </Select>
    </div>
  )
}
