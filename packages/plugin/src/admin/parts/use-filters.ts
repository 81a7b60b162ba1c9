import { createDataTableFilterHelper, type DataTableFilter } from "@medusajs/ui"
import { createElement } from "react"
import { useTranslation } from "react-i18next"
import { type Attempt, useChoices } from "../server/payments"
import { AmountFilter } from "./amount-filter"
import { useWords } from "./use-words"

const STATES = ["started", "issued", "authorized", "captured", "refunded", "voided", "failed", "expired"] as const
const ENVIRONMENTS = ["production", "stage", "sandbox"] as const
const REFUNDS = ["none", "partial", "full"] as const
const DAY_MS = 86_400_000
const TAIPEI_MS = 8 * 3_600_000
const filter = createDataTableFilterHelper<Attempt>()

/** What the list can be narrowed by; a choice of one is none. */
export function useFilters(): DataTableFilter[] {
  const { t, pick } = useWords()
  const { data: choices } = useChoices()
  const list = (id: "gateway" | "method" | "merchant", options: { label: string; value: string }[]) =>
    options.length > 1 ? [filter.accessor(id, { type: "multiselect", label: t(`list.${id}`), options })] : []
  const named = (each: readonly { value: string; name: Parameters<typeof pick>[0] }[] = []) =>
    each.map(({ value, name }) => ({ value, label: pick(name) }))
  const accounts = (choices?.merchants ?? []).map(({ value, gateway }) => ({
    value,
    label: `${pick(gateway)} ${value}`,
  }))
  const fixed = { type: "multiselect", searchable: false } as const
  const states = STATES.map((state) => ({ label: t(`states.${state}`), value: state }))
  const environments = ENVIRONMENTS.map((value) => ({ label: t(`environments.${value}`), value }))
  const refunds = REFUNDS.map((value) => ({ label: t(`list.refunds.${value}`), value }))
  return [
    filter.accessor("state", { ...fixed, label: t("list.state"), options: states }),
    ...list("gateway", named(choices?.gateways)),
    ...list("method", named(choices?.methods)),
    ...list("merchant", accounts),
    filter.accessor("environment", { ...fixed, label: t("list.environment"), options: environments }),
    {
      id: "alarms",
      type: "radio",
      label: t("list.alarm"),
      options: [{ label: t("list.alarmOpen"), value: "open" }],
    },
    { id: "refunds", ...fixed, label: t("list.refunded"), options: refunds },
    filter.accessor("amount", {
      type: "custom",
      label: t("list.amount"),
      render: ({ value, onChange }) => createElement(AmountFilter, { value, onChange }),
    }),
    useDateFilter(),
  ]
}

function useDateFilter(): DataTableFilter {
  const { t } = useWords()
  const { t: dashboards, i18n } = useTranslation()
  const since = (days: number) => new Date(taipeiMidnight() - days * DAY_MS).toISOString()
  const options = [
    { label: t("list.today"), value: { $gte: since(0) } },
    { label: t("list.lastDays", { count: 7 }), value: { $gte: since(6) } },
    { label: t("list.lastDays", { count: 30 }), value: { $gte: since(29) } },
    { label: t("list.lastDays", { count: 90 }), value: { $gte: since(89) } },
    { label: t("list.lastDays", { count: 365 }), value: { $gte: since(364) } },
  ]
  const language = i18n.language === "zhTW" ? "zh-TW" : "en-GB"
  return filter.accessor("created_at", {
    type: "date",
    label: t("list.time"),
    options,
    rangeOptionLabel: dashboards("filters.date.custom"),
    rangeOptionStartLabel: dashboards("filters.date.from"),
    rangeOptionEndLabel: dashboards("filters.date.to"),
    formatDateValue: (date) => date.toLocaleDateString(language, { dateStyle: "medium" }),
  })
}

function taipeiMidnight(now = Date.now()): number {
  return Math.floor((now + TAIPEI_MS) / DAY_MS) * DAY_MS - TAIPEI_MS
}
