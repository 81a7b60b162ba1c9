import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import { type AttemptFilter, narrow, narrowingOf } from "./attempt-search"

/** What came of attempts, all together. Sums in TWD whole dollars. */
export interface Sums {
  readonly gross: number
  readonly refunded: number
  /** Attempts that brought money, whatever became of it since; and those that never will. */
  readonly paid: number
  readonly unpaid: number
  /** Numbers whose money is awaited. */
  readonly awaiting: number
  readonly awaited_amount: number
}

type Row = Readonly<Record<keyof Sums, string>>

const SUMS = `
  coalesce(sum(captured_amount), 0) as gross, coalesce(sum(refunded_amount), 0) as refunded,
  count(*) filter (where paid_at is not null) as paid,
  count(*) filter (where paid_at is null and state in ('failed', 'expired')) as unpaid,
  count(*) filter (where state = 'issued') as awaiting,
  coalesce(sum(amount) filter (where state = 'issued'), 0) as awaited_amount`

export async function sumsOf(db: Knex, filter: AttemptFilter): Promise<Sums> {
  const wanted = await narrowingOf(db, filter)
  const rows = db("taiwan_payment_attempt").where((all) => narrow(all, wanted))
  const { gross, refunded, paid, unpaid, awaiting, awaited_amount }: Row = await rows.first(db.raw(SUMS))
  return {
    gross: Number(gross),
    refunded: Number(refunded),
    paid: Number(paid),
    unpaid: Number(unpaid),
    awaiting: Number(awaiting),
    awaited_amount: Number(awaited_amount),
  }
}
