import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import type { MedusaContainer } from "@medusajs/framework/types"
import type { AlarmKind } from "../../modules/ledger/records"
import { atTaipeiMinute, taipeiDay } from "../../toolkit/taipei-time"
import { ALARM_TITLES } from "../alarm-titles"
import { contextOf } from "../context"
import { countedEnvironments } from "../staff/counted-money"
import type { DigestTold } from "./templates/staff"

const DAY_MS = 86_400_000
const NEWEST = 5
const UNSENT_DAYS = 7

type DigestFacts = Omit<DigestTold, "locale" | "shop" | "orderNumber" | "adminLink">

/** What the bank holds, or has taken: of a card that was captured in part that part, and nothing of one that was let go. */
const RECEIVED = "case when state = 'authorized' then amount else captured_amount end"

/** What staff read in the morning; null where nothing is open, nothing runs out and nothing came. */
export async function digestFacts(container: MedusaContainer): Promise<DigestFacts | null> {
  const { db, ledger } = contextOf(container)
  const environments = await countedEnvironments(container)
  const now = await ledger.now()
  const today = atTaipeiMinute(now, 0)
  const [yesterday, tomorrow] = [new Date(today.getTime() - DAY_MS), new Date(today.getTime() + DAY_MS)]
  const attempts = () => db("taiwan_payment_attempt").modify(counted, environments)
  const issued = () => attempts().where({ state: "issued" })
  const paid = attempts()
    .whereBetween("paid_at", [yesterday, lastOf(today)])
    .whereRaw(`${RECEIVED} > 0`)
  const refunds = refundsBetween(db, yesterday, today).whereIn("attempt_id", attempts().select("id"))
  const facts: DigestFacts = {
    day: taipeiDay(now),
    ...(await openAlarms(db)),
    awaited: await sumOf(db, issued()),
    endingToday: await sumOf(db, issued().where("expires_at", ">=", now).where("expires_at", "<", tomorrow)),
    paidYesterday: await sumOf(db, paid, RECEIVED),
    refundedYesterday: await sumOf(db, refunds),
    unsent: await ledger.messages.unsent(UNSENT_DAYS),
  }
  return isNothing(facts) ? null : facts
}

function isNothing({ openAlarms: open, awaited, paidYesterday, refundedYesterday, unsent }: DigestFacts): boolean {
  return [open, awaited.count, paidYesterday.count, refundedYesterday.count, unsent].every((count) => count === 0)
}

/** `between` counts both of its ends. */
function lastOf(end: Date): Date {
  return new Date(end.getTime() - 1)
}

function counted(rows: Knex.QueryBuilder, environments: readonly string[] | undefined): void {
  if (environments) rows.whereIn("environment", environments)
}

async function sumOf(db: Knex, rows: Knex.QueryBuilder, amount = "amount"): Promise<{ count: number; amount: number }> {
  const [sum] = await rows.select(db.raw(`count(*) as count, coalesce(sum(${amount}), 0) as amount`))
  return { count: Number(sum.count), amount: Number(sum.amount) }
}

function refundsBetween(db: Knex, from: Date, to: Date): Knex.QueryBuilder {
  return db("taiwan_payment_operation")
    .where({ kind: "refund" })
    .whereIn("state", ["done", "queued", "recorded"])
    .whereRaw("coalesce(sent_at, created_at) >= ? and coalesce(sent_at, created_at) < ?", [from, to])
}

async function openAlarms(db: Knex): Promise<Pick<DigestFacts, "openAlarms" | "newest">> {
  const [all] = await db("taiwan_payment_alarm").whereNull("resolved_at").count<{ count: string }[]>("* as count")
  const newest: { kind: AlarmKind; amount: number | null; display_id: number | null }[] = await db(
    "taiwan_payment_alarm as alarm",
  )
    .leftJoin("order", "order.id", "alarm.order_id")
    .whereNull("alarm.resolved_at")
    .orderBy("alarm.created_at", "desc")
    .limit(NEWEST)
    .select("alarm.kind", "alarm.amount", "order.display_id")
  const shown = newest.map(({ kind, amount, display_id }) => {
    return { title: ALARM_TITLES[kind], amount, orderNumber: display_id }
  })
  return { openAlarms: Number(all?.count ?? 0), newest: shown }
}
