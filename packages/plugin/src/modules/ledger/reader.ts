import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import type { Alarm, Attempt, AttemptState, NewEvent, Operation } from "./records"

export interface AttemptFilter {
  /** Attempts of these sessions, or of this order by the ledger's own word. */
  readonly order?: { readonly id: string } & OrderPayments
  readonly sessionId?: string
  readonly states?: readonly AttemptState[]
  readonly search?: Search
}

/** What belongs to an order in Medusa: an attempt outlives its session, and keeps its collection. */
export interface OrderPayments {
  readonly sessionIds: readonly string[]
  readonly collectionIds: readonly string[]
}

/** With what belongs to an order whose number was typed. */
export interface Search extends OrderPayments {
  readonly text: string
}

export interface Slice {
  readonly limit: number
  readonly offset: number
}

export interface Listed<Row> {
  readonly rows: readonly Row[]
  readonly count: number
}

export interface LedgerEvent extends NewEvent {
  readonly id: string
  readonly created_at: Date
}

/** What staff look at: the ledger's rows, newest first. Changes nothing. */
export class LedgerReader {
  constructor(private readonly db: Knex) {}

  async attempts(filter: AttemptFilter, { limit, offset }: Slice): Promise<Listed<Attempt>> {
    const found = () => this.db<Attempt>("taiwan_payment_attempt").where((rows) => narrow(rows, filter))
    const newest = found().orderBy("created_at", "desc").orderBy("id").limit(limit).offset(offset)
    const [rows, count] = await Promise.all([newest, countOf(found())])
    return { rows, count }
  }

  async attemptsById(ids: readonly string[]): Promise<Attempt[]> {
    return this.db<Attempt>("taiwan_payment_attempt").whereIn("id", ids)
  }

  /** Of each merchant account that has unfinished payments, the oldest of them. */
  async oneOpenAttemptOfEachAccount(): Promise<Attempt[]> {
    return this.db<Attempt>("taiwan_payment_attempt")
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

  async alarms(onlyOpen: boolean, { limit, offset }: Slice): Promise<Listed<Alarm>> {
    const found = () => this.db<Alarm>("taiwan_payment_alarm").where(onlyOpen ? { resolved_at: null } : {})
    const newest = found().orderBy("created_at", "desc").orderBy("id").limit(limit).offset(offset)
    const [rows, count] = await Promise.all([newest, countOf(found())])
    return { rows, count }
  }

  async alarmsOf(attemptIds: readonly string[]): Promise<Alarm[]> {
    return this.db<Alarm>("taiwan_payment_alarm").whereIn("attempt_id", attemptIds).orderBy("created_at", "desc")
  }

  async alarm(id: string): Promise<Alarm | undefined> {
    return this.db<Alarm>("taiwan_payment_alarm").where({ id }).first()
  }

  /** Writes down how a person resolved an alarm; undefined when it is not open. */
  async resolve(id: string, resolution: string): Promise<Alarm | undefined> {
    const [alarm] = await this.db<Alarm>("taiwan_payment_alarm")
      .where({ id, resolved_at: null })
      .update({ resolution, resolved_at: this.db.fn.now() })
      .returning("*")
    return alarm
  }
}

async function countOf(found: Knex.QueryBuilder): Promise<number> {
  const rows: { count: string }[] = await found.count("* as count")
  return Number(rows[0]?.count ?? 0)
}

function narrow(rows: Knex.QueryBuilder, { order, sessionId, states, search }: AttemptFilter): void {
  if (order) rows.where((any) => ofOrder(any.where({ order_id: order.id }), order))
  if (sessionId) rows.where({ session_id: sessionId })
  if (states) rows.whereIn("state", states)
  if (search) rows.where((any) => match(any, search))
}

const SEARCHED = ["id", "trade_no", "reference", "session_id", "order_id"]
const SEARCHED_VOUCHER = ["account", "code"]
const SEARCHED_DETAILS = ["card_last4", "payer_account_last5", "authorization_code"]

/** Numbers that a buyer reads out on the telephone: part of a trade or account number, a card's last four, the amount. */
function match(any: Knex.QueryBuilder, { text, ...order }: Search): void {
  const part = `%${text.replace(/[\\%_]/g, "\\$&")}%`
  for (const column of SEARCHED) any.orWhereILike(column, part)
  for (const name of SEARCHED_VOUCHER) any.orWhereRaw("voucher->>? ilike ?", [name, part])
  for (const name of SEARCHED_DETAILS) any.orWhereRaw("details->>? = ?", [name, text])
  if (/^\d{1,9}$/.test(text)) any.orWhere("amount", Number(text))
  ofOrder(any, order)
}

function ofOrder(any: Knex.QueryBuilder, { sessionIds, collectionIds }: OrderPayments): void {
  if (sessionIds.length > 0) any.orWhereIn("session_id", sessionIds)
  if (collectionIds.length > 0) any.orWhereIn("payment_collection_id", collectionIds)
}
