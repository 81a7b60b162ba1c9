import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import type { CaptureMode, Trade, TradeState } from "../../toolkit/contract/gateway"
import { narrowingOf, type Search } from "./attempt-search"
import { newId } from "./ids"
import type { AccountKey, EventKind, Verdict } from "./records"
import { told } from "./told"

const NOTICE = "taiwan_payment_notice"
const ONCE = ["digest", "gateway", "environment", "merchant", "kind", "verdict"]
/** Of the columns that are not text. */
const COLUMN_TYPES: Readonly<Record<string, string>> = {
  amount: "integer",
  bytes: "integer",
  payload: "jsonb",
  trade: "jsonb",
}
/** Of what is not about this shop so many rows an hour are kept of one account; of those that prove nothing the others are counted. */
const MOST_AN_HOUR: Readonly<Record<string, number>> = { forged: 20, unreadable: 20, foreign: 200 }
const STRANGERS_DAYS = 30
/** So many of what a search finds are looked at, the newest. */
const MATCHES = 1_000
/** Shorter parts stand in every other number. */
const SHORTEST_PART = 4

/**
 * What became of a message: a verdict; or, where it is not signed, whether the gateway told about its trade when it was `asked`
 * or was `silent`.
 */
export type NoticeVerdict = Verdict | "asked" | "silent"

/** A verified message without its fields, as it is judged again; and what it says of a trade by how that was opened. */
export interface KeptTrade extends Omit<Trade, "fields"> {
  readonly stateOf: Readonly<Record<CaptureMode, TradeState>>
}

export interface NewNotice extends AccountKey {
  readonly provider: string
  readonly kind: EventKind
  readonly verdict: NoticeVerdict
  /** Why it was refused, in a sentence. */
  readonly why: string | null
  readonly attempt_id: string | null
  readonly trade_no: string | null
  readonly state: string | null
  readonly code: string | null
  readonly message: string | null
  readonly amount: number | null
  /** Its fields, as they may be kept. */
  readonly payload: Readonly<Record<string, string>>
  /** Null for what was not verified: that is not read. */
  readonly trade: KeptTrade | null
  readonly digest: string
  readonly bytes: number
}

export interface Notice extends NewNotice {
  readonly id: string
  /** How often this very message came, and when last. */
  readonly times: number
  readonly last_at: Date
  readonly created_at: Date
}

export interface NoticeFilter {
  readonly verdicts?: readonly string[]
  readonly gateways?: readonly string[]
  readonly attemptId?: string
  readonly from?: Date
  readonly until?: Date
  readonly search?: Search
}

/** The newest; where `after` names a row, those before it. */
export interface Page {
  readonly limit: number
  readonly after?: string
}

/** Every notice that came, with what was decided about it: to be looked at, and for nothing else. */
export class Inbox {
  constructor(private readonly db: Knex) {}

  async add(notice: NewNotice): Promise<void> {
    if (await this.isFull(notice)) return
    const { sql, bindings } = insertionOf(notice)
    await this.db.raw(sql, bindings)
  }

  private async isFull({ gateway, environment, merchant, verdict }: NewNotice): Promise<boolean> {
    const most = MOST_AN_HOUR[verdict]
    if (most === undefined) return false
    const rows = this.db(NOTICE).where({ gateway, environment, merchant, verdict })
    const thisHour = rows.whereRaw("created_at >= date_trunc('hour', now())")
    return (await thisHour.offset(most - 1).first("id")) !== undefined
  }

  async notice(id: string): Promise<Notice | undefined> {
    return this.db<Notice>(NOTICE).where({ id }).first()
  }

  /** Newest first. Of several verdicts the newest of each are read, so that a rare one is not looked for among all others. */
  async list({ search, verdicts, ...others }: NoticeFilter, { limit, after }: Page): Promise<Notice[]> {
    const ids = search ? await this.matching(search) : null
    const take = (verdict?: string) => {
      const rows = this.db<Notice>(NOTICE).where((all) => narrow(all, others))
      if (verdict) rows.where({ verdict })
      if (ids) rows.whereRaw("id = any(?::text[])", [ids])
      if (after) rows.whereRaw(`(created_at, id) < (select created_at, id from ${NOTICE} where id = ?)`, [after])
      return newest(rows).limit(limit)
    }
    const takes = verdicts?.map(take) ?? [take()]
    const found = this.db.queryBuilder().unionAll(takes, true)
    return newest(this.db.from(found.as("found"))).limit(limit)
  }

  /** By the payments that the same search finds, or by a part of the trade number, which need not be one of ours. */
  private async matching(search: Search): Promise<string[]> {
    const { ids = [] } = await narrowingOf(this.db, { search })
    const all = () => newest(this.db(NOTICE)).limit(MATCHES)
    const [ofPayments, ofNumber] = await Promise.all([
      all()
        .whereRaw("attempt_id = any(?::text[])", [[...ids]])
        .pluck("id"),
      search.text.length < SHORTEST_PART ? [] : havingPart(all(), search.text).pluck("id"),
    ])
    return [...ofPayments, ...ofNumber]
  }

  /** Forgets what is older than it is kept; what is not about this shop goes first. At most `limit` rows of each at a time. */
  async forget(days: number, limit: number): Promise<void> {
    const strangers = this.old(Math.min(days, STRANGERS_DAYS), limit).whereIn("verdict", Object.keys(MOST_AN_HOUR))
    for (const old of [strangers, this.old(days, limit)]) await this.db(NOTICE).whereIn("id", old).delete()
  }

  private old(days: number, limit: number): Knex.QueryBuilder {
    const rows = this.db(NOTICE).select("id").orderBy("created_at").limit(limit)
    return rows.whereRaw("created_at < now() - make_interval(days => ?)", [days])
  }
}

/**
 * The row of a notice; the same message again is counted on its row. As a part of another statement it is written where that has a
 * row in `source`.
 */
export function insertionOf(
  notice: NewNotice,
  source?: string,
): { readonly sql: string; readonly bindings: Knex.RawBinding[] } {
  const row = { id: newId("tpn"), ...columnsOf(notice) }
  const names = Object.keys(row)
  const values = names.map((name) => `?::${COLUMN_TYPES[name] ?? "text"}`)
  const sql = `insert into ${NOTICE} (${names.join(", ")}) select ${values.join(", ")} ${source ? `from ${source}` : ""}
    on conflict (${ONCE.join(", ")}) do update set times = ${NOTICE}.times + 1, last_at = now()`
  return { sql, bindings: Object.values(row) }
}

function columnsOf(notice: NewNotice): Record<string, Knex.RawBinding> {
  const { payload, trade, ...others } = told(notice)
  return { ...others, payload: JSON.stringify(payload), trade: trade && JSON.stringify(told(trade)) }
}

function narrow(rows: Knex.QueryBuilder, { gateways, attemptId, from, until }: NoticeFilter): void {
  if (gateways) rows.whereIn("gateway", gateways)
  if (attemptId) rows.where({ attempt_id: attemptId })
  if (from) rows.where("created_at", ">=", from)
  if (until) rows.where("created_at", "<", until)
}

function newest<Rows extends Knex.QueryBuilder>(rows: Rows): Rows {
  return rows.orderBy("created_at", "desc").orderBy("id", "desc") as Rows
}

function havingPart(rows: Knex.QueryBuilder, text: string): Knex.QueryBuilder {
  const part = `%${text.replace(/[\\%_]/g, "\\$&")}%`
  rows.whereRaw(`"taiwan_payment_pieces"("trade_no") @> "taiwan_payment_pieces"(?::text)`, [text])
  return rows.where("trade_no", "ilike", part)
}
