import { Text } from "@medusajs/ui"
import type { ReactNode } from "react"
import { Link } from "react-router-dom"
import type { Overview } from "../server/payments"
import { LINK } from "./link-class"
import { useAddress } from "./use-address"
import { fees, money, percent, useWords } from "./use-words"

/** The period in seven figures, each with what it was before. */
export function OverviewFigures({ overview: { total, before, awaited } }: { overview: Overview }) {
  const { t } = useWords()
  const { to } = useAddress()
  const compared = (name: "gross" | "refunded" | "net", show: (amount: number) => string = money) =>
    t("overview.before", { value: show(before.total[name]), change: changeOf(before.total[name], total[name]) })
  const rateBefore = before.total.success_rate
  return (
    <dl
      aria-label={t("overview.title")}
      className="grid grid-cols-2 gap-x-6 gap-y-4 px-6 py-4 md:grid-cols-4 xl:grid-cols-7"
    >
      <Figure label={t("overview.gross")} value={money(total.gross)} note={compared("gross")} />
      <Figure label={t("overview.refunded")} value={money(total.refunded)} note={compared("refunded")} />
      <Figure
        label={t("overview.fee")}
        value={total.fees_known > 0 ? fees(total.fee) : "–"}
        note={t("overview.feesKnown", { known: total.fees_known, paid: total.paid })}
      />
      <Figure
        label={t("overview.net")}
        value={fees(total.net)}
        note={compared("net", fees)}
        more={t("overview.afterFees")}
      />
      <Figure
        label={t("overview.success")}
        value={percent(total.success_rate)}
        note={t("overview.ofEnded", { paid: total.paid, ended: total.paid + total.unpaid })}
        more={t("overview.was", { value: percent(rateBefore) })}
      />
      <Figure
        label={t("overview.awaiting")}
        value={money(awaited.amount)}
        note={
          <Link to={to({ state: "issued", from: null, to: null, page: null })} className={LINK}>
            {t("overview.numbers", { count: awaited.count })}
          </Link>
        }
      />
      <Figure
        label={t("overview.expiring")}
        value={money(awaited.expiring_amount)}
        note={t("overview.numbers", { count: awaited.expiring })}
      />
    </dl>
  )
}

/** With its sign; of nothing there is no part. */
function changeOf(before: number, now: number): string {
  if (before === 0) return now === 0 ? "±0%" : "–"
  const change = Math.round((100 * (now - before)) / Math.abs(before))
  return change === 0 ? "±0%" : `${change > 0 ? "+" : "−"}${Math.abs(change)}%`
}

interface Shown {
  readonly label: string
  readonly value: string
  readonly note: ReactNode
  readonly more?: string
}

function Figure({ label, value, note, more }: Shown) {
  return (
    <div className="flex min-w-0 flex-col gap-y-1">
      <dt className="txt-compact-xsmall text-ui-fg-subtle">{label}</dt>
      <dd className="txt-compact-large-plus tabular-nums">{value}</dd>
      {[note, more].map(
        (line, index) =>
          line && (
            // biome-ignore lint/suspicious/noArrayIndexKey: two lines that never change places
            <dd key={index}>
              <Text size="xsmall" leading="compact" className="text-ui-fg-subtle">
                {line}
              </Text>
            </dd>
          ),
      )}
    </div>
  )
}
