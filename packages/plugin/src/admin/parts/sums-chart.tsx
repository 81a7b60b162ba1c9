import { Text } from "@medusajs/ui"
import { Bar, BarChart, LabelList, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts"
import { AXIS, INK, Legend, Stripes, short, Told, useStripes } from "./chart-paint"
import type { SumsRow } from "./sums-table"
import { fees, money, percent, useWords } from "./use-words"

/** The largest of them; all are in the table. */
const SHOWN = 10
const ROW_PX = 48

/** What came in and went back, a bar for each. */
export function SumsChart({ rows }: { rows: readonly SumsRow[] }) {
  const { t } = useWords()
  const stripes = useStripes()
  if (rows.length === 0) return <Text size="small">{t("overview.nothing")}</Text>
  const largest = rows.slice(0, SHOWN)
  return (
    <>
      <Legend
        keys={[
          { kind: "gross", label: t("overview.gross") },
          { kind: "refunded", label: t("overview.refunded") },
        ]}
      />
      <ResponsiveContainer width="100%" height={largest.length * ROW_PX + 16}>
        <BarChart data={largest} layout="vertical" margin={{ right: 72 }} title={t("overview.amountsTitle")}>
          <Stripes id={stripes} />
          <XAxis type="number" hide />
          <YAxis type="category" dataKey="name" width={128} {...AXIS} />
          <Tooltip content={<RowTold rows={largest} />} cursor={{ fill: "var(--bg-base-hover)" }} />
          <Bar dataKey="gross" fill={INK.gross} isAnimationActive={false}>
            <LabelList dataKey="gross" position="right" formatter={labelOf} fill="var(--fg-base)" fontSize={12} />
          </Bar>
          <Bar dataKey="refunded" fill={`url(#${stripes})`} stroke={INK.refunded} isAnimationActive={false} />
        </BarChart>
      </ResponsiveContainer>
      {rows.length > SHOWN && (
        <Text size="xsmall" className="text-ui-fg-subtle">
          {t("overview.largest", { shown: SHOWN, count: rows.length })}
        </Text>
      )}
    </>
  )
}

function labelOf(value: unknown): string {
  return short(Number(value))
}

function RowTold({ rows, label }: { rows: readonly SumsRow[]; label?: string }) {
  const { t } = useWords()
  const row = rows.find(({ name }) => name === label)
  if (!row) return null
  const { gross, refunded, fee, net, success_rate } = row
  const lines = [
    { label: t("overview.gross"), value: money(gross) },
    { label: t("overview.refunded"), value: money(refunded) },
    { label: t("overview.fee"), value: fees(fee) },
    { label: t("overview.net"), value: fees(net) },
    { label: t("overview.success"), value: percent(success_rate) },
  ]
  return <Told title={row.name} lines={lines} />
}
