import { readFileSync } from "node:fs"
import path from "node:path"
import { expect, it } from "vitest"
import { COUNTERS, EXCHANGE_SECONDS, GAUGES } from "../../../src/payments/telemetry/metrics"
import { SPANS } from "../../../src/payments/telemetry/spans"

const docs = path.join(__dirname, "../../../../../docs")
const read = (file: string) => readFileSync(path.join(docs, file), "utf8")
const unique = (names: Iterable<string>) => [...new Set(names)].toSorted()

const NAMES = unique([...Object.values(COUNTERS), EXCHANGE_SECONDS, ...Object.values(GAUGES)])

/** As Prometheus has them. */
const SERIES = new Set([
  ...Object.values(COUNTERS).map((name) => `${name}_total`),
  ...["bucket", "sum", "count"].map((part) => `${EXCHANGE_SECONDS}_${part}`),
  ...Object.values(GAUGES),
])

const metricOf = (series: string) =>
  NAMES.find((name) => series === name || [`${name}_total`, `${name}_bucket`, `${name}_count`].includes(series))

it("the dashboard asks for series that exist, and for every metric", () => {
  const { panels } = JSON.parse(read("grafana/taiwan-payments.json"))
  const queries: string[] = panels.flatMap(({ targets }: { targets: { expr: string }[] }) =>
    targets.map(({ expr }) => expr),
  )
  const asked = queries.flatMap((query) => query.match(/taiwan_payments_\w+/g) ?? [])
  expect(asked.filter((series) => !SERIES.has(series))).toEqual([])
  expect(unique(asked.map((series) => metricOf(series) ?? series))).toEqual(NAMES)
})

it.each(["observability.md", "observability.zh-TW.md"])("%s names every metric and span, and no other", (file) => {
  const text = read(file)
  const rows = [...text.matchAll(/^\| `(taiwan_payments_\w+)` \|/gm)].map(([, name = ""]) => name)
  expect(unique(rows)).toEqual(NAMES)
  const spans = [...text.matchAll(/^\| `(taiwan_payments\.\w+)` \|/gm)].map(([, name = ""]) => name)
  expect(unique(spans)).toEqual(unique(Object.values(SPANS)))
  const conditions = [...text.matchAll(/^\| `(.*taiwan_payments_.*)` \|/gm)].flatMap(
    ([, query = ""]) => query.match(/taiwan_payments_\w+/g) ?? [],
  )
  expect(conditions.filter((series) => !SERIES.has(series) && !NAMES.includes(series))).toEqual([])
})
