import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import { Absences } from "./absences"
import { Alarms } from "./alarms"
import { AttemptsByTrade, type TradeKey } from "./attempts-by-trade"
import { DueAttempts } from "./due-attempts"
import { Exchanges } from "./exchanges"
import { newId } from "./ids"
import { Inbox, insertionOf, type NewNotice } from "./inbox"
import { type StillMine, underFreeLease, underLease } from "./locks"
import { Messages } from "./messages"
import { Operations } from "./operations"
import { Outbox } from "./outbox"
import { PersonalData } from "./personal-data"
import type {
  Actor,
  Alarm,
  AlarmKind,
  Attempt,
  AttemptChange,
  Begun,
  NewAlarm,
  NewAttempt,
  NewEvent,
  NewOperation,
  Operation,
  OperationKind,
  OperationResult,
} from "./records"
import { RefundRequests } from "./refund-desk/refund-requests"
import { RefusalCounts } from "./refusals"
import { told } from "./told"

const ATTEMPT = "taiwan_payment_attempt"
const EVENT = "taiwan_payment_event"

/**
 * The ledger on its database: what was asked of a gateway and what it said. Works on Medusa's own connection pool,
 * which routes, jobs and payment providers all have, and needs no other part of Medusa.
 */
export class Ledger {
  readonly operations: Operations
  readonly outbox: Outbox
  readonly due: DueAttempts
  readonly absences: Absences
  readonly refusals: RefusalCounts
  readonly personalData: PersonalData
  readonly inbox: Inbox
  readonly alarms: Alarms
  readonly exchanges: Exchanges
  readonly messages: Messages
  readonly refundRequests: RefundRequests

  /** `actor`: who of the staff does what is written here. */
  constructor(
    private readonly db: Knex,
    private readonly actor: Actor | null = null,
  ) {
    this.absences = new Absences(db)
    this.refusals = new RefusalCounts(db)
    this.personalData = new PersonalData(db)
    this.inbox = new Inbox(db)
    this.alarms = new Alarms(db, actor)
    this.exchanges = new Exchanges(db)
    this.messages = new Messages(db)
    this.refundRequests = new RefundRequests(db, actor)
    this.operations = new Operations(db, actor)
    this.outbox = new Outbox(db)
    this.due = new DueAttempts(db)
  }

  /** The same ledger in the hands of one of the staff: events, operations and the ends of alarms bear their name. */
  by(actor: Actor): Ledger {
    return new Ledger(this.db, actor)
  }

  /** What is written in here is written all at once, or not at all. Nobody is asked anything meanwhile. */
  async together<Result>(work: (ledger: Ledger) => Promise<Result>): Promise<Result> {
    return this.db.transaction((transaction) => work(new Ledger(transaction, this.actor)))
  }

  /** The database's clock, the only one whose instants are compared with those of rows. */
  async now(): Promise<Date> {
    const { rows } = await this.db.raw<{ rows: { now: Date }[] }>("select clock_timestamp() as now")
    return rows[0]?.now ?? new Date()
  }

  /** Writes a departure down, before anybody departs. @throws when the trade number was used before. */
  async open(attempt: NewAttempt): Promise<Attempt> {
    const [row] = await this.db<Attempt>(ATTEMPT)
      .insert({ id: newId("tpa"), state: "started", ...attempt })
      .returning("*")
    if (!row) throw new Error("The attempt was not written.")
    return row
  }

  /**
   * The same, unless the session has had `allowed` in the last `seconds`; null in that case. Counted and written under one lock, so that of
   * many at once no more get through.
   */
  async openWithin(attempt: NewAttempt, seconds: number, allowed: number): Promise<Attempt | null> {
    return this.db.transaction(async (transaction) => {
      const key = `taiwan-payments:attempts ${attempt.session_id}`
      await transaction.raw("select pg_advisory_xact_lock(hashtextextended(?, 0))", [key])
      const ledger = new Ledger(transaction)
      const isSpent = (await ledger.countWithin(attempt.session_id, seconds)) >= allowed
      return isSpent ? null : ledger.open(attempt)
    })
  }

  async attempt(id: string): Promise<Attempt | undefined> {
    return this.db<Attempt>(ATTEMPT).where({ id }).first()
  }

  /** All attempts of a payment session, oldest first; those opened for it, and those whose money it carries. */
  async attemptsOf(sessionId: string): Promise<Attempt[]> {
    const own = this.db<Attempt>(ATTEMPT).where({ session_id: sessionId })
    return own.orWhere({ applied_session_id: sessionId }).orderBy("created_at")
  }

  /** All attempts to pay any of these collections, whatever became of their sessions; oldest first. */
  async attemptsOfCollections(ids: readonly string[]): Promise<Attempt[]> {
    return this.db<Attempt>(ATTEMPT).whereIn("payment_collection_id", ids).orderBy("created_at")
  }

  /** The attempt behind a trade number of one merchant account. */
  async attemptByTrade(key: TradeKey): Promise<Attempt | undefined> {
    return AttemptsByTrade.of(this.db).find(key)
  }

  /** Of the last so many seconds, by the database's clock. */
  async countWithin(sessionId: string, seconds: number): Promise<number> {
    const since = this.db.raw("clock_timestamp() - make_interval(secs => ?)", [seconds])
    const row = await this.db(ATTEMPT)
      .where({ session_id: sessionId })
      .where("created_at", ">", since)
      .count<{ count: string }[]>("* as count")
    return Number(row[0]?.count ?? 0)
  }

  /**
   * Commits a message and what it changes, in one statement, with the row that shows it in the inbox where it has one. Null when the
   * attempt changed since it was read: read it again and decide again.
   */
  async record(
    attempt: Attempt,
    change: AttemptChange,
    event: NewEvent,
    notice?: NewNotice | null,
  ): Promise<Attempt | null> {
    const { sql, bindings } = this.update(attempt, change).toSQL()
    const values = eventValues(event, this.actor)
    const shown = notice ? insertionOf(notice, "moved") : { sql: "select 1", bindings: [] }
    const result: { rows: Attempt[] } = await this.db.raw(
      `with moved as (${sql}), told as (
         insert into ${EVENT} (id, attempt_id, gateway, kind, verdict, state, code, message, amount, payload, digest, actor)
         select ?, ?, ?, ?, ?, ?, ?, ?, ?::integer, ?::jsonb, ?, ?::jsonb from moved on conflict do nothing
       ), shown as (${shown.sql}) select * from moved`,
      [...bindings, ...values, ...shown.bindings] as Knex.RawBinding[],
    )
    return result.rows[0] ?? null
  }

  /** Changes an attempt without a message; null when it changed since it was read. */
  async change(attempt: Attempt, change: AttemptChange): Promise<Attempt | null> {
    const rows: Attempt[] = await this.update(attempt, change)
    return rows[0] ?? null
  }

  /** Has the gateway's books looked at now, whatever else is being written about the attempt; not where it is in another state by now. */
  async wantLook(id: string, state: Attempt["state"]): Promise<void> {
    await this.db(ATTEMPT).where({ id, state }).update({ balance_check_at: this.db.fn.now() })
  }

  /** When the books are looked at next, of an attempt as it was when its look began; one that was wanted meanwhile stands. */
  async endLook({ id, balance_check_at: due }: Attempt, next: Date | null): Promise<void> {
    const asItWas = this.db(ATTEMPT)
      .where({ id })
      .whereRaw("balance_check_at < ?::timestamptz + interval '2 ms'", [due ?? null])
    await asItWas.update({ balance_check_at: next })
  }

  private update(attempt: Attempt, change: AttemptChange): Knex.QueryBuilder {
    return this.db(ATTEMPT)
      .where({ id: attempt.id, version: attempt.version })
      .update({ ...told(change), version: attempt.version + 1, updated_at: this.db.fn.now() })
      .returning("*")
  }

  /** Writes down a message that changes nothing; the same message twice is one row. */
  async note(event: NewEvent): Promise<void> {
    await this.db(EVENT)
      .insert({ id: newId("tpe"), ...told({ ...event, actor: this.actor }) })
      .onConflict()
      .ignore()
  }

  /** Null when the same alarm is open, or rests. */
  async raise(alarm: NewAlarm): Promise<Alarm | null> {
    return this.alarms.raise(alarm)
  }

  /** Resolves the open alarms of an attempt, all or those of some kinds. */
  async resolveAlarms(attemptId: string, resolution: string, ...kinds: readonly AlarmKind[]): Promise<void> {
    return this.alarms.resolveOf(attemptId, resolution, ...kinds)
  }

  /** Writes an operation down before it is asked for, or starts the one with the same key again. */
  async begin(operation: NewOperation): Promise<Begun> {
    return this.operations.begin(operation)
  }

  /** Null when it was started again, or ended, meanwhile. */
  async finish(operation: Operation, ...ended: [OperationResult, (number | null)?]): Promise<Operation | null> {
    return this.operations.finish(operation, ...ended)
  }

  async operationsOf(attemptId: string, kind: OperationKind): Promise<Operation[]> {
    return this.operations.of(attemptId, kind)
  }

  /** Runs `work` while no other process does so under the same key; waits for its turn. */
  async exclusively<Result>(key: string, work: (stillMine: StillMine) => Promise<Result>): Promise<Result> {
    return underLease(this.db, key, work)
  }

  /** The same for work that can as well be done later: null when somebody else does not end soon. */
  async exclusivelyIfFree<Result>(key: string, work: () => Promise<Result>): Promise<Result | null> {
    return underFreeLease(this.db, key, work)
  }
}

function eventValues(event: NewEvent, actor: Actor | null): unknown[] {
  const { attempt_id, gateway, kind, verdict, state, amount, payload, digest } = event
  const { code, message } = told(event)
  return [
    newId("tpe"),
    attempt_id,
    gateway,
    kind,
    verdict,
    state,
    code,
    message,
    amount,
    JSON.stringify(payload),
    digest,
    actor && JSON.stringify(actor),
  ]
}
