import {
  Bar,
  CartesianGrid,
  ComposedChart,
  Line,
  LineChart,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from "recharts"
import type { Bucket } from "./chart-buckets"
import { AXIS, INK, Legend, Stripes, short, Told, useStripes } from "./chart-paint"
import { fees, money, percent, useWords } from "./use-words"

/** What came in and went back by day, and how many attempts succeeded. */
export function DayChart({ buckets }: { buckets: readonly Bucket[] }) {
  const { t } = useWords()
  return (
    <div className="flex flex-col gap-y-4">
      <div>
        <Legend
          keys={[
            { kind: "gross", label: t("overview.gross") },
            { kind: "refunded", label: t("overview.refunded") },
            { kind: "before", label: t("overview.grossBefore") },
          ]}
        />
        <AmountsChart buckets={buckets} />
      </div>
      <div>
        <Legend keys={[{ kind: "rate", label: t("overview.success") }]} />
        <RatesChart buckets={buckets} />
      </div>
    </div>
  )
}

const MARGIN = { top: 4, right: 8, bottom: 0, left: 0 }
const STILL = { isAnimationActive: false }

function AmountsChart({ buckets }: { buckets: readonly Bucket[] }) {
  const { t, shortDay } = useWords()
  const stripes = useStripes()
  return (
    <ResponsiveContainer width="100%" height={220}>
      <ComposedChart
        data={[...buckets]}
        margin={MARGIN}
        syncId="days"
        barGap={0}
        barCategoryGap="12%"
        title={t("overview.amountsTitle")}
      >
        <Stripes id={stripes} />
        <CartesianGrid vertical={false} stroke="var(--border-base)" />
        <XAxis dataKey="name" tickFormatter={shortDay} minTickGap={24} {...AXIS} />
        <YAxis width={72} tickFormatter={short} {...AXIS} />
        <Tooltip content={<BucketTold buckets={buckets} />} cursor={{ fill: "var(--bg-base-hover)" }} />
        <Bar dataKey="gross" fill={INK.gross} {...STILL} />
        <Bar dataKey="refunded" fill={`url(#${stripes})`} stroke={INK.refunded} {...STILL} />
        <Line dataKey="before" stroke={INK.line} strokeWidth={2} strokeDasharray="4 3" dot={false} {...STILL} />
      </ComposedChart>
    </ResponsiveContainer>
  )
}

function RatesChart({ buckets }: { buckets: readonly Bucket[] }) {
  const { t, shortDay } = useWords()
  return (
    <ResponsiveContainer width="100%" height={110}>
      <LineChart data={[...buckets]} margin={MARGIN} syncId="days" title={t("overview.ratesTitle")}>
        <CartesianGrid vertical={false} stroke="var(--border-base)" />
        <XAxis dataKey="name" tickFormatter={shortDay} minTickGap={24} {...AXIS} />
        <YAxis width={72} domain={[0, 100]} ticks={[0, 50, 100]} tickFormatter={(rate) => `${rate}%`} {...AXIS} />
        <Tooltip content={() => null} />
        <Line dataKey="rate" stroke={INK.line} strokeWidth={2} dot={{ r: 2, fill: INK.line }} {...STILL} />
      </LineChart>
    </ResponsiveContainer>
  )
}

/** `label` is what the chart says of where the pointer is. */
function BucketTold({ buckets, label }: { buckets: readonly Bucket[]; label?: string }) {
  const { t, day } = useWords()
  const bucket = buckets.find(({ name }) => name === label)
  if (!bucket) return null
  const { gross, refunded, fee, net, before, rate, paid, unpaid } = bucket
  const lines = [
    { label: t("overview.gross"), value: money(gross) },
    { label: t("overview.refunded"), value: money(refunded) },
    { label: t("overview.fee"), value: fees(fee) },
    { label: t("overview.net"), value: fees(net) },
    { label: t("overview.grossBefore"), value: money(before) },
    { label: t("overview.success"), value: rate === null ? "–" : `${percent(rate / 100)} (${paid}/${paid + unpaid})` },
  ]
  return <Told title={day(bucket.name)} lines={lines} />
}
