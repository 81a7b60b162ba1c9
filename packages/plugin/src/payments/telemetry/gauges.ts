import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import type { MedusaContainer } from "@medusajs/framework/types"
import { contextOf } from "../context"
import type { MethodAccount } from "../method-account"
import { methodAccountsOf } from "../method-accounts"
import { GAUGES } from "./metrics"
import { type Gauge, type Observe, openTelemetry, SCOPE } from "./open-telemetry"

const DESCRIPTIONS: Readonly<Record<keyof typeof GAUGES, string>> = {
  alarmsOpen: "Open alarms, by kind",
  unapplied: "Payments whose order has not followed yet",
  unappliedOldest: "Seconds for which the oldest of them has waited",
  queryBudget: "Calls that this process may still make to an account within this minute",
}

/** Lets whoever collects metrics see how things stand, until the answer is called. */
export function watchGauges(container: MedusaContainer): () => void {
  const meter = openTelemetry()?.metrics.getMeter(SCOPE)
  if (!meter) return () => undefined
  const gauge = (name: keyof typeof GAUGES) =>
    meter.createObservableGauge(GAUGES[name], { description: DESCRIPTIONS[name] })
  const gauges = {
    ...{ alarmsOpen: gauge("alarmsOpen"), queryBudget: gauge("queryBudget") },
    ...{ unapplied: gauge("unapplied"), unappliedOldest: gauge("unappliedOldest") },
  }
  const observe: Observe = (result) => observeAll(container, gauges, result)
  const all = Object.values(gauges)
  meter.addBatchObservableCallback(observe, all)
  return () => meter.removeBatchObservableCallback(observe, all)
}

async function observeAll(
  container: MedusaContainer,
  gauges: Readonly<Record<keyof typeof GAUGES, Gauge>>,
  result: Parameters<Observe>[0],
): Promise<void> {
  const { db } = contextOf(container)
  const [alarms, { waiting, seconds }] = await Promise.all([openAlarms(db), unapplied(db)])
  for (const { kind, count } of alarms) result.observe(gauges.alarmsOpen, Number(count), { kind })
  result.observe(gauges.unapplied, Number(waiting))
  result.observe(gauges.unappliedOldest, Number(seconds))
  for (const { account, client } of await accountsOf(container))
    result.observe(gauges.queryBudget, client.left, { gateway: account.id, merchant: account.merchant })
}

/** One method of each account. */
async function accountsOf(container: MedusaContainer): Promise<MethodAccount[]> {
  const all = [...(await methodAccountsOf(container)).values()]
  return [...new Map(all.map((each) => [each.client, each])).values()]
}

async function openAlarms(db: Knex): Promise<{ kind: string; count: string }[]> {
  return db("taiwan_payment_alarm").whereNull("resolved_at").groupBy("kind").select("kind").count("* as count")
}

/** Since when each has waited: since it was paid, or opened where nobody says. */
async function unapplied(db: Knex): Promise<{ waiting: string; seconds: string }> {
  const age = "coalesce(extract(epoch from now() - min(coalesce(paid_at, created_at))), 0)"
  const paid = db("taiwan_payment_attempt").whereNotNull("apply_at").whereIn("state", ["authorized", "captured"])
  const [row] = await paid.select(db.raw(`count(*) as waiting, ${age} as seconds`))
  return row
}
