import { type Attributes, type Described, openTelemetry, SCOPE } from "./open-telemetry"

/** What is counted as it happens. The names are those of docs/observability.md and of its dashboard. */
export const COUNTERS = {
  notices: "taiwan_payments_notices",
  unknownCodes: "taiwan_payments_unknown_codes",
  noSuchTrade: "taiwan_payments_no_such_trade",
} as const

export const EXCHANGE_SECONDS = "taiwan_payments_exchange_seconds"

/** What is looked at whenever somebody collects. */
export const GAUGES = {
  alarmsOpen: "taiwan_payments_alarms_open",
  unapplied: "taiwan_payments_unapplied",
  unappliedOldest: "taiwan_payments_unapplied_oldest_seconds",
  queryBudget: "taiwan_payments_query_budget",
} as const

const DESCRIPTIONS: Readonly<Record<keyof typeof COUNTERS, string>> = {
  notices: "Notices that came, by verdict",
  unknownCodes: "Messages with a code that is in no table",
  noSuchTrade: "Answers of gateways that have no such trade",
}

/** Gateways answer within a second or two; LINE Pay may take a minute. */
const BUCKETS = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60]

export function count(counter: keyof typeof COUNTERS, attributes: Attributes): void {
  const described: Described = { description: DESCRIPTIONS[counter] }
  openTelemetry()?.metrics.getMeter(SCOPE).createCounter(COUNTERS[counter], described).add(1, attributes)
}

export function recordExchange(seconds: number, attributes: Attributes): void {
  const described = {
    description: "Requests to gateways until their answer",
    advice: { explicitBucketBoundaries: BUCKETS },
  }
  openTelemetry()?.metrics.getMeter(SCOPE).createHistogram(EXCHANGE_SECONDS, described).record(seconds, attributes)
}
