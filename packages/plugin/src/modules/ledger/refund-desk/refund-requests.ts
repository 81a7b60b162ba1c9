import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import { newId } from "../ids"
import type { Actor } from "../records"
import {
  type NewRefundRequest,
  REFUND_REQUEST,
  type RefundBatch,
  type RefundRequest,
  type RefundRequestChange,
  type RefundRequestState,
  type RefundStepKind,
} from "./request-records"

const STEP = "taiwan_payment_refund_step"
const BATCH = "taiwan_payment_refund_batch"
const JSON_COLUMNS = new Set(["requested_by", "given_by", "approved_by"])

/**
 * What of an attempt went back, may have gone, or is asked for; `:own` is a request that is not counted. One that the bank sent back
 * after it was booked counts by its refund.
 */
const LEFT = `select a.captured_amount
    - coalesce((select sum(o.amount) from taiwan_payment_operation o where o.attempt_id = a.id and o.kind = 'refund'
        and o.state in ('started', 'unknown', 'queued', 'recorded', 'done')), 0)
    - coalesce((select sum(r.amount) from ${REFUND_REQUEST} r where r.attempt_id = a.id and r.id <> :own
        and r.booked_as is null and r.state not in ('done', 'cancelled')), 0) as left_over
  from taiwan_payment_attempt a where a.id = :attempt`

export interface StepFacts {
  readonly kind: RefundStepKind
  readonly note?: string | null
}

/** Refund requests as they are begun, moved and ended; each change by one of many at once, with the step that tells of it. */
export class RefundRequests {
  /** `actor`: who of the staff does what is written here. */
  constructor(
    private readonly db: Knex,
    private readonly actor: Actor | null = null,
  ) {}

  /** TWD of an attempt that neither went back nor are asked for by a request other than `own`. */
  async left(attemptId: string, own = ""): Promise<number> {
    const { rows } = await this.db.raw<{ rows: { left_over: string }[] }>(LEFT, { attempt: attemptId, own })
    return Number(rows[0]?.left_over ?? 0)
  }

  /**
   * Writes a request down. One at a time for each attempt, so that all of them never come to more than what is left; null where
   * less is, or where its cause has begun one before. To be called within `together`.
   */
  async begin(request: NewRefundRequest): Promise<RefundRequest | null> {
    await this.db("taiwan_payment_attempt").where({ id: request.attempt_id }).forUpdate().first("id")
    if ((await this.left(request.attempt_id)) < request.amount) return null
    const [row]: RefundRequest[] = await this.db(REFUND_REQUEST)
      .insert(columns(request))
      .onConflict("cause")
      .ignore()
      .returning("*")
    if (row) await this.tell(row.id, { kind: "requested", note: request.reason })
    return row ?? null
  }

  /** The open request of an attempt for just this amount, of which nothing is booked yet. */
  async standing(attemptId: string, amount: number): Promise<RefundRequest | null> {
    const rows = this.db<RefundRequest>(REFUND_REQUEST).where({ attempt_id: attemptId, amount, booked_as: null })
    return (await rows.whereNotIn("state", ["done", "cancelled"]).orderBy("created_at").first()) ?? null
  }

  /** What a form of staff's has begun already, and was not cancelled; and the cause of what it begins else. */
  async ofForm(attemptId: string, form: string): Promise<{ standing: RefundRequest | undefined; cause: string }> {
    const rows: RefundRequest[] = await this.db(REFUND_REQUEST)
      .where({ attempt_id: attemptId })
      .whereRaw("(cause = ? or starts_with(cause, ?))", [form, `${form}, again `])
    const standing = rows.find(({ state }) => state !== "cancelled")
    return { standing, cause: rows.length === 0 ? form : `${form}, again ${rows.length}` }
  }

  /** Moves a request; null when it changed since it was read. */
  async change(before: RefundRequest, change: RefundRequestChange, step: StepFacts): Promise<RefundRequest | null> {
    return this.db.transaction(async (transaction) => {
      const [row]: RefundRequest[] = await transaction(REFUND_REQUEST)
        .where({ id: before.id, version: before.version, state: before.state })
        .update({ ...columns(change), version: before.version + 1, updated_at: transaction.fn.now() })
        .returning("*")
      if (row) await new RefundRequests(transaction, this.actor).tell(row.id, step)
      return row ?? null
    })
  }

  /** Writes down what changes nothing but must be known later. */
  async tell(requestId: string, { kind, note = null }: StepFacts): Promise<void> {
    const actor = this.actor && JSON.stringify(this.actor)
    await this.db(STEP).insert({ id: newId("tps"), request_id: requestId, kind, actor, note })
  }

  /**
   * Puts requests in a file for the bank, each in one only: null when one of them is not in one of these states any more. `numbered`
   * are their ids in the order of its lines.
   */
  async batch(numbered: readonly string[], from: readonly RefundRequestState[]): Promise<RefundBatch | null> {
    return this.db.transaction(async (transaction) => {
      const rows: RefundRequest[] = await transaction(REFUND_REQUEST).whereIn("id", numbered).orderBy("id").forUpdate()
      if (rows.length !== numbered.length || rows.some(({ state }) => !from.includes(state))) return null
      const total = rows.reduce((sum, { amount }) => sum + amount, 0)
      const facts = { id: newId("tpb"), count: rows.length, total, created_by: JSON.stringify(this.actor) }
      const [batch]: RefundBatch[] = await transaction(BATCH).insert(facts).returning("*")
      if (!batch) throw new Error("The batch was not written.")
      const requests = new RefundRequests(transaction, this.actor)
      for (const row of rows) {
        const change = { state: "sent", batch_id: batch.id, line: numbered.indexOf(row.id) + 1 } as const
        await requests.change(row, change, { kind: "sent", note: String(batch.number) })
      }
      return batch
    })
  }

  /** Writes down that the bank has carried a batch out, before anything is booked; null when that was said before. */
  async endBatch(id: string, reference: string): Promise<RefundBatch | null> {
    const done = { reference, done_by: JSON.stringify(this.actor), done_at: this.db.fn.now() }
    const [batch]: RefundBatch[] = await this.db(BATCH).where({ id, reference: null }).update(done).returning("*")
    return batch ?? null
  }

  /** Counts a booking before it is tried; null when the request is none to be booked any more. */
  async tryBooking({ id, version }: RefundRequest): Promise<RefundRequest | null> {
    const rows = this.db(REFUND_REQUEST).where({ id, version, state: "sent" })
    const counted = { tries: this.db.raw("tries + 1"), version: version + 1, updated_at: this.db.fn.now() }
    const [row]: RefundRequest[] = await rows.update(counted).returning("*")
    return row ?? null
  }

  async noteProblem({ id, version }: RefundRequest, problem: string): Promise<void> {
    await this.db(REFUND_REQUEST).where({ id, version, state: "sent" }).update({ problem })
  }

  /** Requests whose account one of these keys has sealed, by their ids, behind `last`. */
  async sealedBy(keyIds: readonly string[], last: string, limit: number): Promise<RefundRequest[]> {
    return this.db<RefundRequest>(REFUND_REQUEST)
      .whereRaw("split_part(account_sealed, '.', 2) = any(?)", [[...keyIds]])
      .where("id", ">", last)
      .orderBy("id")
      .limit(limit)
  }

  /** Writes what seals an account now, unless another was given or it was erased meanwhile. What was looked at stays what it is. */
  async reseal({ id, account_sealed }: RefundRequest, anew: string): Promise<void> {
    await this.db(REFUND_REQUEST).where({ id, account_sealed }).update({ account_sealed: anew })
  }

  /** Erases accounts of requests that ended so long ago, at most `limit`; how many it were. */
  async eraseAccounts(days: number, limit: number): Promise<number> {
    const old = this.db(REFUND_REQUEST)
      .select("id")
      .whereNotNull("account_sealed")
      .whereRaw("ended_at < now() - make_interval(days => ?)", [days])
      .orderBy("ended_at")
      .limit(limit)
    return eraseAccounts(this.db, this.db(REFUND_REQUEST).whereIn("id", old))
  }
}

/** What of a request tells of a person; which bank it was stays with the sums. */
export async function eraseAccounts(db: Knex, rows: Knex.QueryBuilder): Promise<number> {
  return rows.update({ ...NO_ACCOUNT, erased_at: db.fn.now(), version: db.raw("version + 1") })
}

/** A request without the account that was given. */
export const NO_ACCOUNT = { account_sealed: null, bank_code: null, account_last4: null } as const

function columns(values: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      JSON_COLUMNS.has(name) && value !== null ? JSON.stringify(value) : value,
    ]),
  )
}
