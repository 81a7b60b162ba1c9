import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import { type AttemptFilter, type Narrowing, narrow, narrowingOf } from "./attempt-search"
import type { Actor, Alarm, Attempt, NewEvent, Operation } from "./records"

/** Counted no further: an exact count costs ever more. */
const COUNTED = 10_000
const ATTEMPT = "taiwan_payment_attempt"

/** By instant or by amount, the newest or largest first where it says so. */
export interface Sorting {
  readonly by: "created_at" | "amount"
  readonly direction: "asc" | "desc"
}

export interface Slice {
  readonly limit: number
  readonly offset: number
  /** Without it, the newest first. */
  readonly sorting?: Sorting
  /** Of a row: only older ones are wanted, whatever the offset. A page costs the same however far back it is. */
  readonly after?: string
}

export interface Listed<Row> {
  readonly rows: readonly Row[]
  /** Ten thousand where there are more. */
  readonly count: number
}

export interface LedgerEvent extends NewEvent {
  readonly id: string
  readonly actor: Actor | null
  readonly created_at: Date
}

/** Which alarms: resolved ones come by the instant of that, the latest first. */
export type AlarmChoice = "all" | "open" | "resolved"

/** What staff look at: the ledger's rows, newest first. Changes nothing. */
export class LedgerReader {
  constructor(private readonly db: Knex) {}

  async attempts(filter: AttemptFilter, slice: Slice): Promise<Listed<Attempt>> {
    const wanted = await narrowingOf(this.db, filter)
    const found = this.db<Attempt>(ATTEMPT).where((rows) => narrow(rows, wanted))
    const [rows, count] = await Promise.all([this.newest(wanted, slice), this.countOf(found)])
    return { rows, count }
  }

  /** Of several states or refunds the newest of each are read, so that a rare one is not looked for among all others. */
  private async newest(wanted: Narrowing, slice: Slice): Promise<Attempt[]> {
    const { limit, offset, after, sorting = NEWEST } = slice
    const last = after === undefined ? null : await this.instantOf(after)
    const take = (of: Narrowing) => {
      const rows = this.db<Attempt>(ATTEMPT).where((all) => narrow(all, of))
      if (last) rows.whereRaw("(created_at, id) < (?::timestamptz, ?)", [last.at, last.id])
      return sorted(rows, sorting).limit(limit + offset)
    }
    const newest = this.db.queryBuilder().unionAll(eachOf(wanted).map(take), true)
    return sorted(this.db.from(newest.as("newest")), sorting)
      .limit(limit)
      .offset(offset)
  }

  /** All that the filter lets through, newest first, in slices that cost the same, however many there are. */
  async *slices(filter: AttemptFilter, size: number): AsyncGenerator<Attempt[]> {
    const wanted = await narrowingOf(this.db, filter)
    let after: string | undefined
    do {
      const rows = await this.newest(wanted, { limit: size, offset: 0, after })
      if (rows.length > 0) yield rows
      after = rows.length < size ? undefined : rows.at(-1)?.id
    } while (after !== undefined)
  }

  private async instantOf(id: string): Promise<{ id: string; at: string } | null> {
    const row = await this.db(ATTEMPT).where({ id }).first(this.db.raw("id, created_at::text as at"))
    return row ?? null
  }

  async attemptsById(ids: readonly string[]): Promise<Attempt[]> {
    return this.db<Attempt>(ATTEMPT).whereIn("id", ids)
  }

  /** All that were to pay any of these orders or collections. */
  async attemptsBeside({ orderIds, collectionIds }: { orderIds: readonly string[]; collectionIds: readonly string[] }) {
    const own = this.db<Attempt>(ATTEMPT).whereIn("order_id", orderIds)
    return own.orWhereIn("payment_collection_id", collectionIds).orderBy("created_at")
  }

  /** Of each merchant account that has unfinished payments, the oldest of them. */
  async oneOpenAttemptOfEachAccount(): Promise<Attempt[]> {
    return this.db<Attempt>(ATTEMPT)
      .distinctOn("gateway", "environment", "merchant")
      .where((open) =>
        open.whereNotNull("query_at").orWhereNotNull("apply_at").orWhereIn("state", ["issued", "authorized"]),
      )
      .orderBy(["gateway", "environment", "merchant", "created_at"])
  }

  /** Oldest first, as they happened. */
  async events(attemptId: string): Promise<LedgerEvent[]> {
    return this.db("taiwan_payment_event").where({ attempt_id: attemptId }).orderBy("created_at").orderBy("id")
  }

  async operationsOf(attemptIds: readonly string[]): Promise<Operation[]> {
    return this.db<Operation>("taiwan_payment_operation").whereIn("attempt_id", attemptIds).orderBy("created_at")
  }

  /** `of`: whose they are, by id. */
  async alarms(which: AlarmChoice, { limit, offset }: Slice, of?: string): Promise<Listed<Alarm>> {
    const all = () => {
      const rows = this.db<Alarm>("taiwan_payment_alarm")
      return of === undefined ? rows : rows.whereRaw("assigned_to->>'id' = ?", [of])
    }
    const found = () => (which === "resolved" ? all().whereNotNull("resolved_at") : all().where(OF_CHOICE[which]))
    const sorted = which === "resolved" ? newestBy(found(), "resolved_at") : byAge(found())
    const [rows, count] = await Promise.all([sorted.limit(limit).offset(offset), this.countOf(found())])
    return { rows, count }
  }

  async alarmsOf(attemptIds: readonly string[]): Promise<Alarm[]> {
    return this.db<Alarm>("taiwan_payment_alarm").whereIn("attempt_id", attemptIds).orderBy("created_at", "desc")
  }

  async alarm(id: string): Promise<Alarm | undefined> {
    return this.db<Alarm>("taiwan_payment_alarm").where({ id }).first()
  }

  private async countOf(found: Knex.QueryBuilder): Promise<number> {
    const some = found.select(this.db.raw("1")).limit(COUNTED).as("some")
    const rows: { count: string }[] = await this.db.from(some).count("* as count")
    return Number(rows[0]?.count ?? 0)
  }
}

const OF_CHOICE = { all: {}, open: { resolved_at: null } } as const

/** The same, one by one, where several states or refunds are wanted; no attempt is in two of them. */
function eachOf({ states, refunds, ...others }: Narrowing): Narrowing[] {
  const ofStates = states?.map((state) => ({ ...others, states: [state] })) ?? [others]
  return ofStates.flatMap((each) => refunds?.map((one) => ({ ...each, refunds: [one] })) ?? [each])
}

const NEWEST: Sorting = { by: "created_at", direction: "desc" }

/** Of equal amounts the newest come first. */
function sorted<Rows extends Knex.QueryBuilder>(rows: Rows, { by, direction }: Sorting): Rows {
  const before = by === "amount" ? rows.orderBy(by, direction) : rows
  const age = by === "amount" ? "desc" : direction
  return before.orderBy("created_at", age).orderBy("id", age) as Rows
}

function byAge<Rows extends Knex.QueryBuilder>(rows: Rows): Rows {
  return newestBy(rows, "created_at")
}

function newestBy<Rows extends Knex.QueryBuilder>(rows: Rows, instant: string): Rows {
  return rows.orderBy(instant, "desc").orderBy("id", "desc") as Rows
}
