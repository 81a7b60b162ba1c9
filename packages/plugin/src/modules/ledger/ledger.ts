import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import { newId } from "./ids"
import { lockPool } from "./locks"
import type {
  AccountKey,
  Alarm,
  AlarmKind,
  Attempt,
  AttemptChange,
  NewAlarm,
  NewAttempt,
  NewEvent,
  Operation,
  OperationKind,
} from "./records"

const ATTEMPT = "taiwan_payment_attempt"
const EVENT = "taiwan_payment_event"
const OPERATION = "taiwan_payment_operation"
const ALARM = "taiwan_payment_alarm"
const ABSENCE = "taiwan_payment_absence"

const JSON_COLUMNS = new Set(["voucher", "details", "payload", "steps"])

/**
 * The ledger on its database: what was asked of a gateway and what it said. Works on Medusa's own connection pool,
 * which routes, jobs and payment providers all have, and needs no other part of Medusa.
 */
export class Ledger {
  constructor(private readonly db: Knex) {}

  /** Writes a departure down, before anybody departs. @throws when the trade number was used before. */
  async open(attempt: NewAttempt): Promise<Attempt> {
    const [row] = await this.db<Attempt>(ATTEMPT)
      .insert({ id: newId("tpa"), state: "started", ...attempt })
      .returning("*")
    if (!row) throw new Error("The attempt was not written.")
    return row
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
  async attemptByTrade(key: AccountKey & Pick<Attempt, "trade_no">): Promise<Attempt | undefined> {
    return this.db<Attempt>(ATTEMPT).where(key).first()
  }

  async countSince(sessionId: string, since: Date): Promise<number> {
    const row = await this.db(ATTEMPT)
      .where({ session_id: sessionId })
      .where("created_at", ">", since)
      .count<{ count: string }[]>("* as count")
    return Number(row[0]?.count ?? 0)
  }

  /**
   * Commits a message and what it changes, in one statement. Null when the attempt changed since it was read:
   * read it again and decide again.
   */
  async record(attempt: Attempt, change: AttemptChange, event: NewEvent): Promise<Attempt | null> {
    const { sql, bindings } = this.update(attempt, change).toSQL()
    const values = eventValues(event)
    const result: { rows: Attempt[] } = await this.db.raw(
      `with moved as (${sql}), told as (
         insert into ${EVENT} (id, attempt_id, gateway, kind, verdict, state, code, message, amount, payload, digest)
         select ?, ?, ?, ?, ?, ?, ?, ?, ?::integer, ?::jsonb, ? from moved on conflict do nothing
       ) select * from moved`,
      [...bindings, ...values] as Knex.RawBinding[],
    )
    return result.rows[0] ?? null
  }

  /** Changes an attempt without a message; null when it changed since it was read. */
  async change(attempt: Attempt, change: AttemptChange): Promise<Attempt | null> {
    const rows: Attempt[] = await this.update(attempt, change)
    return rows[0] ?? null
  }

  private update(attempt: Attempt, change: AttemptChange): Knex.QueryBuilder {
    return this.db(ATTEMPT)
      .where({ id: attempt.id, version: attempt.version })
      .update({ ...columns(change), version: attempt.version + 1, updated_at: this.db.fn.now() })
      .returning("*")
  }

  /** Writes down a message that changes nothing; the same message twice is one row. */
  async note(event: NewEvent): Promise<void> {
    await this.db(EVENT)
      .insert({ id: newId("tpe"), ...columns(event) })
      .onConflict()
      .ignore()
  }

  /** Raises an alarm; false when the same one stands already. */
  async raise(alarm: NewAlarm): Promise<Alarm | null> {
    const rows = await this.db<Alarm>(ALARM)
      .insert({ id: newId("tpx"), ...alarm })
      .onConflict()
      .ignore()
      .returning("*")
    return rows[0] ?? null
  }

  /** Resolves the open alarms of an attempt, all or those of one kind. */
  async resolveAlarms(attemptId: string, resolution: string, kind?: AlarmKind): Promise<void> {
    await this.db(ALARM)
      .where({ attempt_id: attemptId, resolved_at: null, ...(kind ? { kind } : {}) })
      .update({ resolved_at: this.db.fn.now(), resolution })
  }

  /** Writes an operation down before it is asked for, or finds the one with the same key. */
  async begin(
    operation: Pick<Operation, "attempt_id" | "kind" | "idempotency_key" | "amount" | "requested">,
  ): Promise<{ operation: Operation; resumed: boolean }> {
    const rows = await this.db<Operation>(OPERATION)
      .insert({ id: newId("tpo"), state: "started", ...operation })
      .onConflict("idempotency_key")
      .ignore()
      .returning("*")
    if (rows[0]) return { operation: rows[0], resumed: false }
    const earlier = await this.db<Operation>(OPERATION).where({ idempotency_key: operation.idempotency_key }).first()
    if (!earlier) throw new Error("The operation was not written.")
    return { operation: earlier, resumed: true }
  }

  async finish(
    operation: Operation,
    result: Partial<
      Pick<Operation, "state" | "code" | "message" | "reference" | "steps" | "idempotency_key" | "requested">
    >,
  ): Promise<void> {
    await this.db(OPERATION)
      .where({ id: operation.id })
      .update({ ...columns(result), updated_at: this.db.fn.now() })
  }

  async operationsOf(attemptId: string, kind: OperationKind): Promise<Operation[]> {
    return this.db<Operation>(OPERATION).where({ attempt_id: attemptId, kind }).orderBy("created_at")
  }

  /** Movements that a gateway took on for later, the longest waiting first. */
  async queued(limit: number): Promise<Operation[]> {
    return this.db<Operation>(OPERATION).where({ state: "queued" }).orderBy("updated_at").limit(limit)
  }

  /**
   * Counts a question against the account before it is asked, since its answer may be "no such trade"; answers the
   * count's own instant, or null when `allowed` have been counted since then. Of many at the same moment, in whatever
   * processes, no more get through. What is older than a day is forgotten.
   */
  async countQuery(account: AccountKey, since: Date, allowed: number): Promise<string | null> {
    const { gateway, environment, merchant } = account
    return this.db.transaction(async (transaction) => {
      const key = `taiwan-payments:absences ${gateway} ${environment} ${merchant}`
      await transaction.raw("select pg_advisory_xact_lock(hashtextextended(?, 0))", [key])
      const day = transaction.raw("now() - interval '1 day'")
      await transaction(ABSENCE).where(account).where("created_at", "<", day).delete()
      const found = transaction(ABSENCE).where(account).where("created_at", ">", since)
      const [row] = await found.count<{ count: string }[]>("* as count")
      if (Number(row?.count ?? 0) >= allowed) return null
      const counted = { ...account, created_at: transaction.raw("clock_timestamp()") }
      const [written] = await transaction(ABSENCE).insert(counted).returning(transaction.raw("created_at::text as at"))
      return written.at
    })
  }

  /** Takes a count back: the gateway knows the trade, or was not asked. */
  async uncountQuery(account: AccountKey, at: string): Promise<void> {
    await this.db(ABSENCE).where(account).whereRaw("created_at = ?::timestamptz", [at]).delete()
  }

  /** Attempts whose settling is due, the longest waiting first. */
  async dueForApply(now: Date, limit: number): Promise<Attempt[]> {
    return this.db<Attempt>(ATTEMPT).where("apply_at", "<=", now).orderBy("apply_at").limit(limit)
  }

  /** Attempts that went quiet and may be asked about. */
  async dueForQuery(now: Date, limit: number): Promise<Attempt[]> {
    return this.db<Attempt>(ATTEMPT).where("query_at", "<=", now).orderBy("query_at").limit(limit)
  }

  /**
   * Attempts with a voucher that nobody has paid yet (one that the gateway calls failed may still have an order), and
   * expired ones whose order waited for others; none that was put off for longer.
   */
  async awaiting(now: Date, limit: number): Promise<Attempt[]> {
    const unpaid = this.db<Attempt>(ATTEMPT).whereIn("state", ["issued", "failed"]).whereNotNull("expires_at")
    const due = unpaid.where((any) => any.whereNull("expiry_at").orWhere("expiry_at", "<=", now))
    const again = this.db<Attempt>(ATTEMPT).where({ state: "expired" }).where("expiry_at", "<=", now)
    const [first, second] = await Promise.all([
      due.orderBy("expires_at").limit(limit),
      again.orderBy("expiry_at").limit(limit),
    ])
    return [...first, ...second]
  }

  /**
   * Runs `work` while no other process does so under the same key; waits for its turn. The lock is the database's,
   * so it ends with this process, whatever ends it.
   */
  async exclusively<Result>(key: string, work: () => Promise<Result>): Promise<Result> {
    return lockPool(this.db).transaction(async (transaction) => {
      await transaction.raw("select pg_advisory_xact_lock(hashtextextended(?, 0))", [`taiwan-payments:${key}`])
      return work()
    })
  }
}

function eventValues(event: NewEvent): unknown[] {
  const { attempt_id, gateway, kind, verdict, state, code, message, amount, payload, digest } = event
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
  ]
}

function columns(values: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      JSON_COLUMNS.has(name) && value !== null ? JSON.stringify(value) : value,
    ]),
  )
}
