import { Button, Tabs } from "@medusajs/ui"
import type { ReactNode } from "react"
import type { Overview } from "../server/payments"
import { bucketsOf } from "./chart-buckets"
import { DayChart } from "./day-chart"
import { DeclinesTable } from "./declines-table"
import { SumsChart } from "./sums-chart"
import { SumsTable } from "./sums-table"
import { useAddress } from "./use-address"
import { useWords } from "./use-words"

const TABS = ["days", "gateways", "methods", "declines"] as const

/** The same sums by day, gateway, method and reason of decline; each chart can be read as a table. */
export function OverviewTabs({ overview }: { overview: Overview }) {
  const { t } = useWords()
  const { get, change } = useAddress()
  const tab = TABS.find((name) => name === get("by")) ?? "days"
  const isTable = get("as") === "table"
  return (
    <Tabs value={tab} onValueChange={(by) => change({ by: by === "days" ? null : by }, false)}>
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 px-6 pt-4">
        <Tabs.List aria-label={t("overview.title")} className="flex-wrap">
          {TABS.map((name) => (
            <Tabs.Trigger key={name} value={name}>
              {t(`overview.${name}`)}
            </Tabs.Trigger>
          ))}
        </Tabs.List>
        {tab !== "declines" && (
          <Button size="small" variant="secondary" onClick={() => change({ as: isTable ? null : "table" }, false)}>
            {t(isTable ? "overview.asChart" : "overview.asTable")}
          </Button>
        )}
      </div>
      <Tabs.Content value={tab} className="px-6 py-4">
        {shown(overview, tab, isTable)}
      </Tabs.Content>
    </Tabs>
  )
}

function shown(overview: Overview, tab: (typeof TABS)[number], isTable: boolean): ReactNode {
  if (tab === "declines") return <DeclinesTable declines={overview.declines} />
  if (tab === "days") {
    const buckets = bucketsOf(overview)
    return isTable ? <BucketsTable buckets={buckets} /> : <DayChart buckets={buckets} />
  }
  return <Groups groups={overview[tab]} isTable={isTable} />
}

function BucketsTable({ buckets }: { buckets: ReturnType<typeof bucketsOf> }) {
  const { t, day } = useWords()
  const rows = buckets.map((bucket) => ({
    ...bucket,
    name: day(bucket.name),
    success_rate: bucket.rate === null ? null : bucket.rate / 100,
  }))
  return <SumsTable title={t("overview.day")} rows={rows.toReversed()} />
}

function Groups({ groups, isTable }: { groups: Overview["gateways"] | Overview["methods"]; isTable: boolean }) {
  const { t, pick, service } = useWords()
  const rows = groups.map((group) => ({
    ...group,
    name: "method_name" in group ? service(group) : pick(group.gateway_name),
  }))
  return isTable ? <SumsTable title={t("list.method")} rows={rows} /> : <SumsChart rows={rows} />
}
