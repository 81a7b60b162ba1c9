import { Container, Heading, Skeleton, Text } from "@medusajs/ui"
import { type PayoutSums, usePayoutSums } from "../server/payouts"
import { LoadError } from "./load-error"
import { usePayoutEnvironment } from "./payout-environment"
import { sum } from "./payout-money"
import { useWords } from "./use-words"

type Month = PayoutSums["months"][number]

const MONTHS_SHOWN = 6

/** Told apart by name, number and pattern; colour only helps. */
const BARS = [
  { name: "gross", className: "bg-ui-tag-blue-icon" },
  {
    name: "fee",
    className:
      "border border-ui-tag-orange-icon bg-[repeating-linear-gradient(45deg,currentColor_0_2px,transparent_2px_6px)] text-ui-tag-orange-icon",
  },
  { name: "net", className: "border-2 border-ui-tag-green-icon" },
] as const

/** What was paid, kept by the gateways and paid out, month by month. */
export function PayoutChart() {
  const { t } = useWords()
  const { data, error, refetch } = usePayoutSums(usePayoutEnvironment())
  if (error)
    return (
      <Container className="p-0">
        <LoadError error={error} onRetry={refetch} />
      </Container>
    )
  if (!data) return <Skeleton className="h-32 w-full" />
  const months = data.months.slice(-MONTHS_SHOWN).toReversed()
  const most = Math.max(1, ...months.flatMap(({ gross, net, fee }) => [gross, net, fee].map(Math.abs)))
  return (
    <Container className="p-0">
      <Heading level="h2" className="px-6 py-4">
        {t("payouts.months")}
      </Heading>
      {months.length === 0 && (
        <Text size="small" className="text-ui-fg-subtle px-6 pb-4">
          {t("payouts.empty")}
        </Text>
      )}
      <ul className="divide-y border-t empty:border-t-0">
        {months.map((month) => (
          <MonthBars key={month.month} month={month} most={most} />
        ))}
      </ul>
    </Container>
  )
}

function MonthBars({ month, most }: { month: Month; most: number }) {
  const { t } = useWords()
  return (
    <li className="grid gap-x-6 gap-y-2 px-6 py-4 sm:grid-cols-[6rem_1fr]">
      <Text size="small" leading="compact" weight="plus" className="tabular-nums">
        {month.month.replace("-", "/")}
      </Text>
      <dl className="flex flex-col gap-y-2.5 sm:gap-y-1.5">
        {BARS.map(({ name, className }) => (
          <Bar
            key={name}
            label={t(`payouts.${name}`)}
            amount={month[name]}
            share={Math.abs(month[name]) / most}
            className={className}
          />
        ))}
      </dl>
    </li>
  )
}

function Bar(props: { label: string; amount: number; share: number; className: string }) {
  const { label, amount, share, className } = props
  return (
    <div className="grid grid-cols-2 items-center gap-x-3 gap-y-1 sm:grid-cols-[4.5rem_1fr_8rem]">
      <dt className="txt-compact-xsmall text-ui-fg-subtle">{label}</dt>
      <dd className="txt-compact-small-plus text-right tabular-nums sm:order-last">{sum(amount)}</dd>
      <dd aria-hidden="true" className="col-span-2 h-3 sm:col-span-1">
        <div className={`h-3 min-w-1 rounded-sm ${className}`} style={{ width: `${share * 100}%` }} />
      </dd>
    </div>
  )
}
