import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import type { EnvironmentName } from "../../../toolkit/environment"
import type { Listed } from "../reader"
import type { AccountKey, Attempt } from "../records"
import type { LineResult, Payout, Statement, StoredLine } from "./payout-records"
import { IS_OWED_BY_GATEWAY } from "./sent-by-bank"

const LINE = "taiwan_payment_payout_line"
const COUNTED = 10_000

export interface PayoutFilter {
  readonly gateway?: string
  readonly merchant?: string
  readonly environments?: readonly EnvironmentName[]
  /** Days of payout, both included. */
  readonly from?: string
  readonly until?: string
}

export interface LineFilter extends PayoutFilter {
  readonly payout?: string
  readonly results?: readonly LineResult[]
  /** A trade's number, ours or the gateway's, whole. */
  readonly q?: string
}

export interface Page {
  readonly limit: number
  readonly offset: number
}

/** Sums of a month of payouts, `yyyy-MM`; TWD. */
export interface MonthOfPayouts {
  readonly month: string
  readonly gross: number
  readonly fee: number
  readonly net: number
}

/** Trades of one account that were paid within this time and can only be missing by now. */
export interface MissingWindow extends AccountKey {
  /** Of this method alone; of all but `others` where null. */
  readonly method: string | null
  readonly others: readonly string[]
  readonly from: Date
  readonly until: Date
}

const SUMS = `count(*)::integer as lines, coalesce(sum(gross), 0)::float8 as gross, coalesce(sum(fee), 0)::float8 as fee,
  coalesce(sum(net), 0)::float8 as net, (count(*) filter (where result not in ('agreed', 'apart')))::integer as open_lines`

const LINE_COLUMNS = `l.id, l.gateway, l.environment, l.merchant, l.payout_id, l.line, l.reference, l.kind, l.gross::float8 as gross,
  l.fee::float8 as fee, l.net::float8 as net, l.traded_on::text as traded_on, l.paid_out_on::text as paid_out_on, p.number,
  l.attempt_id, l.result`

/** What staff see of payouts. Changes nothing. */
export class PayoutReader {
  constructor(private readonly db: Knex) {}

  /** The latest first, each with the sums of its lines. */
  async payouts(filter: PayoutFilter, { limit, offset }: Page): Promise<Listed<Payout>> {
    const found = () => this.db("taiwan_payment_payout").modify(narrowPayouts, filter)
    const page = found().orderBy("paid_out_on", "desc").orderBy("id", "desc").limit(limit).offset(offset)
    const sums = this.db.raw(`lateral (select ${SUMS} from ${LINE} where payout_id = p.id) s`)
    const rows: Payout[] = await this.db
      .from(page.as("p"))
      .joinRaw("cross join ?", [sums])
      .select(
        this.db.raw("p.id, p.gateway, p.environment, p.merchant, p.paid_out_on::text as paid_out_on, p.number, s.*"),
      )
      .orderBy("p.paid_out_on", "desc")
      .orderBy("p.id", "desc")
    return { rows, count: await this.countOf(found()) }
  }

  /** Those of which anything was ever paid out. */
  async environments(): Promise<EnvironmentName[]> {
    return this.db("taiwan_payment_payout").distinct().orderBy("environment").pluck("environment")
  }

  /** Month by month, the earliest first. */
  async months(filter: PayoutFilter): Promise<MonthOfPayouts[]> {
    const sums = `sum(gross)::float8 as gross, sum(fee)::float8 as fee, sum(net)::float8 as net`
    return this.db(LINE)
      .modify(narrowPayouts, filter)
      .select(this.db.raw(`to_char(paid_out_on, 'YYYY-MM') as month, ${sums}`))
      .groupByRaw("1")
      .orderByRaw("1")
  }

  /** How many lines came to which result. */
  async results(filter: PayoutFilter): Promise<Partial<Record<LineResult, number>>> {
    const rows: { result: LineResult; count: number }[] = await this.db(LINE)
      .modify(narrowPayouts, filter)
      .select("result", this.db.raw("count(*)::integer as count"))
      .groupBy("result")
    return Object.fromEntries(rows.map(({ result, count }) => [result, count]))
  }

  async lines(filter: LineFilter, { limit, offset }: Page): Promise<Listed<StoredLine>> {
    const found = () => this.db(LINE).modify(narrowLines, filter)
    return { rows: await this.newest(found(), limit, offset), count: await this.countOf(found()) }
  }

  /** All lines that the filter lets through, the latest first, in slices that cost the same. */
  async *slices(filter: LineFilter, size: number): AsyncGenerator<StoredLine[]> {
    let last: StoredLine | undefined
    do {
      const rows = this.db(LINE).modify(narrowLines, filter)
      if (last) rows.whereRaw("(paid_out_on, id) < (?::date, ?)", [last.paid_out_on, last.id])
      const slice = await this.newest(rows, size, 0)
      if (slice.length > 0) yield slice
      last = slice.length < size ? undefined : slice.at(-1)
    } while (last)
  }

  private async newest(found: Knex.QueryBuilder, limit: number, offset: number): Promise<StoredLine[]> {
    const page = found.orderBy("paid_out_on", "desc").orderBy("id", "desc").limit(limit).offset(offset)
    return this.db
      .from(page.as("l"))
      .join("taiwan_payment_payout as p", "p.id", "l.payout_id")
      .select(this.db.raw(LINE_COLUMNS))
      .orderBy("l.paid_out_on", "desc")
      .orderBy("l.id", "desc")
  }

  /** Those of all accounts, or those that were brought since; the latest first. */
  async statements({ limit, offset }: Page): Promise<Statement[]> {
    const columns = this.db.raw("*, first_on::text as first_on, last_on::text as last_on")
    return this.db("taiwan_payment_statement").select(columns).orderBy("created_at", "desc").limit(limit).offset(offset)
  }

  /** Those of the days that a job has fetched. */
  async fetchedDays({ gateway, environment, merchant }: AccountKey, days: readonly string[]): Promise<string[]> {
    const fetched = this.db("taiwan_payment_statement").where({ gateway, environment, merchant, source: "api" })
    return fetched.whereIn("name", days).pluck("name")
  }

  /** Those of the days for which somebody has a statement, whoever brought it. */
  async coveredDays(account: AccountKey, days: readonly string[]): Promise<string[]> {
    const { gateway, environment, merchant } = account
    const { rows }: { rows: { day: string }[] } = await this.db.raw(
      `select day from unnest(?::text[]) day where exists (
         select from taiwan_payment_statement where gateway = ? and environment = ? and merchant = ?
           and day::date between first_on and last_on)`,
      [[...days], gateway, environment, merchant],
    )
    return rows.map(({ day }) => day)
  }

  /** For which days each account's statements are complete. */
  async periods(): Promise<(AccountKey & Pick<Statement, "methods" | "first_on" | "last_on">)[]> {
    return this.db("taiwan_payment_statement")
      .whereNotNull("first_on")
      .select("gateway", "environment", "merchant", "methods")
      .select(this.db.raw("first_on::text as first_on, last_on::text as last_on"))
      .orderBy("first_on")
  }

  /** Money of ours that stands in no statement though its time has passed; the oldest first. */
  async missing(windows: readonly MissingWindow[], { limit, offset }: Page): Promise<Listed<Attempt>> {
    const found = () => missingIn(this.db, windows)
    const rows: Attempt[] = await found().select("a.*").orderBy("a.paid_at").orderBy("a.id").limit(limit).offset(offset)
    return { rows, count: await this.countOf(found()) }
  }

  private async countOf(found: Knex.QueryBuilder): Promise<number> {
    const some = found.select(this.db.raw("1")).limit(COUNTED).as("some")
    const rows: { count: string }[] = await this.db.from(some).count("* as count")
    return Number(rows[0]?.count ?? 0)
  }
}

/** What was authorised first is paid out from its capture on. */
const CAPTURED_LATER = `exists (select from taiwan_payment_operation o where o.attempt_id = a.id and o.kind = 'capture'
  and o.state in ('done', 'queued') and o.sent_at >= w.until)`

/** Attempts `a` that were captured within these windows, whose payout their gateway owes, and whose payment stands in no statement. */
export function missingIn(db: Knex, windows: readonly MissingWindow[]): Knex.QueryBuilder {
  const within = db.raw(
    `jsonb_to_recordset(?::jsonb) as w (gateway text, environment text, merchant text, method text, others jsonb,
       "from" timestamptz, until timestamptz)`,
    [JSON.stringify(windows)],
  )
  return db("taiwan_payment_attempt as a")
    .joinRaw("join ? on a.gateway = w.gateway and a.environment = w.environment and a.merchant = w.merchant", [within])
    .whereRaw(`a.paid_at >= w."from" and a.paid_at < w.until and ${IS_OWED_BY_GATEWAY} and not ${CAPTURED_LATER}`)
    .whereRaw("(a.method = w.method or w.method is null and not jsonb_exists(w.others, a.method))")
    .whereRaw(`not exists (select from ${LINE} l where l.attempt_id = a.id and l.kind = 'payment')`)
}

function narrowPayouts(rows: Knex.QueryBuilder, { gateway, merchant, environments, from, until }: PayoutFilter): void {
  if (gateway) rows.where({ gateway })
  if (merchant) rows.where({ merchant })
  if (environments) rows.whereIn("environment", environments)
  if (from) rows.where("paid_out_on", ">=", from)
  if (until) rows.where("paid_out_on", "<=", until)
}

function narrowLines(rows: Knex.QueryBuilder, filter: LineFilter): void {
  narrowPayouts(rows, filter)
  if (filter.payout) rows.where({ payout_id: filter.payout })
  if (filter.results) rows.whereIn("result", filter.results)
  if (filter.q) rows.where({ reference: filter.q })
}
