import { Container, Skeleton, Text } from "@medusajs/ui"
import { useOverview } from "../server/payments"
import { LoadError } from "./load-error"
import { tableOf, wishesOf } from "./table-address"
import { useAddress } from "./use-address"
import { money, useWords } from "./use-words"

/** What came in, in five numbers, of whatever the list below shows. */
export function Overview() {
  const { t } = useWords()
  const { data, error, refetch } = useOverview(wishesOf(tableOf(useAddress())))
  if (error)
    return (
      <Container className="p-0">
        <LoadError error={error} onRetry={refetch} />
      </Container>
    )
  if (!data) return <Skeleton className="h-20 w-full" />
  const rate = data.success_rate === null ? "–" : `${Math.round(data.success_rate * 100)}%`
  const period = data.days === null ? t("overview.filtered") : t("list.lastDays", { count: data.days })
  return (
    <Container className="p-0">
      <dl aria-label={t("overview.title")} className="grid grid-cols-2 gap-x-6 gap-y-4 px-6 py-4 md:grid-cols-5">
        <Figure label={t("overview.gross")} value={money(data.gross)} note={period} />
        <Figure label={t("overview.refunded")} value={money(data.refunded)} note={period} />
        <Figure label={t("overview.net")} value={money(data.net)} note={t("overview.beforeFees")} />
        <Figure
          label={t("overview.success")}
          value={rate}
          note={t("overview.ofEnded", { paid: data.paid, ended: data.paid + data.unpaid })}
        />
        <Figure
          label={t("overview.awaiting")}
          value={money(data.awaited_amount)}
          note={t("overview.numbers", { count: data.awaiting })}
        />
      </dl>
    </Container>
  )
}

function Figure({ label, value, note }: { label: string; value: string; note: string }) {
  return (
    <div className="flex min-w-0 flex-col gap-y-1">
      <dt className="txt-compact-xsmall text-ui-fg-subtle">{label}</dt>
      <dd className="txt-compact-large-plus tabular-nums">{value}</dd>
      <dd>
        <Text size="xsmall" leading="compact" className="text-ui-fg-subtle">
          {note}
        </Text>
      </dd>
    </div>
  )
}
