import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import { type AttemptFilter, type Narrowing, narrow, narrowingOf } from "./attempt-search"
import { type Group, SUMMED, type SumRow, type Sums, setsOf } from "./sum-rows"

export { NOTHING, type Sums } from "./sum-rows"

const ATTEMPT = "taiwan_payment_attempt"
const DAY_SUM = "taiwan_payment_day_sum"
/** Where days' sums do not tell apart what is wanted, so many attempts are looked at, the newest. */
const LOOKED_AT = 30_000

/** Whole days in Taipei as `YYYY-MM-DD`, the last one within. */
export interface Days {
  readonly first: string
  readonly last: string
}

/** Sums of days: all together, and by what they are told apart by. */
export interface SumsOfDays {
  readonly total: Sums
  readonly days: readonly Group<"day">[]
  readonly methods: readonly Group<"gateway" | "method">[]
  readonly gateways: readonly Group<"gateway">[]
  /** Of attempts that failed, by the gateway's code; the most frequent first. */
  readonly declines: readonly { readonly gateway: string; readonly code: string; readonly count: number }[]
  /** Whether there were more attempts than were looked at. */
  readonly cut: boolean
}

/** Numbers that buyers have and have not paid yet, whenever they were issued. */
export interface Awaited {
  readonly count: number
  readonly amount: number
  /** Of these, what runs out within a day. */
  readonly expiring: number
  readonly expiring_amount: number
}

/** What came of the attempts that began in these days. */
export async function sumsOf(db: Knex, filter: AttemptFilter, days: Days): Promise<SumsOfDays> {
  const wanted = await narrowingOf(db, filter)
  const isSummed = isInDaySums(wanted)
  const rows = isSummed ? daySums(db, wanted, days) : newestAttempts(db, wanted, days)
  const grouped: SumRow[] = await db
    .from(rows.as("s"))
    .select(db.raw(`day::text, gateway, method, code, grouping(day, gateway, method, code)::int as without, ${SUMMED}`))
    .groupByRaw("grouping sets ((), (day), (gateway, method), (gateway), (gateway, code))")
  const sets = setsOf(grouped)
  return { ...sets, cut: !isSummed && sets.total.attempts === LOOKED_AT }
}

/** What a day's sums are told apart by; all else is read from the attempts. */
function isInDaySums({ order, sessionId, ids, amountFrom, amountTo }: Narrowing): boolean {
  return [order, sessionId, ids, amountFrom, amountTo].every((each) => each === undefined)
}

function daySums(db: Knex, { from, until, refunds, ...lists }: Narrowing, { first, last }: Days): Knex.QueryBuilder {
  const rows = db(DAY_SUM).whereBetween("day", [first, last])
  if (refunds) rows.whereIn("refunds", refunds)
  return rows.modify(narrow, lists).select("*")
}

function newestAttempts(db: Knex, { from, until, ...others }: Narrowing, { first, last }: Days): Knex.QueryBuilder {
  const newest = db(ATTEMPT)
    .modify(narrow, others)
    .whereRaw("created_at >= ?::timestamp at time zone 'Asia/Taipei'", [first])
    .whereRaw("created_at < (?::date + 1)::timestamp at time zone 'Asia/Taipei'", [last])
    .orderBy("created_at", "desc")
    .limit(LOOKED_AT)
  return db.from(newest.as("a")).joinRaw("cross join lateral taiwan_payment_sums_of(a, 1) s").select("s.*")
}

/** What is awaited now; the filter's time and states are no matter. */
export async function awaitedOf(db: Knex, filter: AttemptFilter): Promise<Awaited> {
  const { from, until, states, ...others } = await narrowingOf(db, filter)
  const rows = db(ATTEMPT).where({ state: "issued" }).modify(narrow, others)
  const soon = "filter (where expires_at between now() and now() + interval '1 day')"
  const row: Readonly<Record<keyof Awaited, string>> = await rows.first(
    db.raw(`count(*) as count, coalesce(sum(amount), 0) as amount,
      count(*) ${soon} as expiring, coalesce(sum(amount) ${soon}, 0) as expiring_amount`),
  )
  const { count, amount, expiring, expiring_amount } = row
  return {
    count: Number(count),
    amount: Number(amount),
    expiring: Number(expiring),
    expiring_amount: Number(expiring_amount),
  }
}

/** Puts the rows of days together to which something was added; how many rows there were. */
export async function mergeDaySums(db: Knex): Promise<number> {
  const key = "day, gateway, environment, merchant, method, state, refunds, code"
  const { rowCount } = await db.raw(`with loose as (
      delete from ${DAY_SUM} where day in (select day from ${DAY_SUM} where not merged) returning *
    ), merged as (
      insert into ${DAY_SUM} (${key}, attempts, paid, gross, refunded, fee, fees_known, merged)
      select ${key}, sum(attempts), sum(paid), sum(gross), sum(refunded), sum(fee), sum(fees_known), true
      from loose group by ${key} having sum(attempts) <> 0
    ) select from loose`)
  return rowCount
}
