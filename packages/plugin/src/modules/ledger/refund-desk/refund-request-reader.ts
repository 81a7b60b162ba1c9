import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import type { Listed } from "../reader"
import type { Attempt } from "../records"
import {
  REFUND_REQUEST,
  type RefundBatch,
  type RefundRequest,
  type RefundRequestState,
  type RefundStep,
  type RefundStepKind,
} from "./request-records"

const STEP = "taiwan_payment_refund_step"
const BATCH = "taiwan_payment_refund_batch"

/** How long a booking that failed rests, and how often that doubles. */
const REST_SECONDS = 30
const DOUBLED_AT_MOST = 7

interface Page {
  readonly limit: number
  readonly offset: number
}

/** A cancelled order's refund that Medusa took as made, and no API could make. */
export interface Unmade extends Pick<Attempt, "provider_id" | "method"> {
  readonly operation_id: string
  readonly attempt_id: string
  readonly amount: number
}

/** What staff and jobs look at. Changes nothing. */
export class RefundRequestReader {
  constructor(private readonly db: Knex) {}

  async request(id: string): Promise<RefundRequest | undefined> {
    return this.db<RefundRequest>(REFUND_REQUEST).where({ id }).first()
  }

  /** The oldest first while they wait; those that ended, the newest first. */
  async requests(states: readonly RefundRequestState[], { limit, offset }: Page): Promise<Listed<RefundRequest>> {
    const direction = states.includes("done") ? "desc" : "asc"
    const found = () => this.db<RefundRequest>(REFUND_REQUEST).whereIn("state", [...states])
    const rows = await found()
      .orderBy([
        { column: "created_at", order: direction },
        { column: "id", order: direction },
      ])
      .limit(limit)
      .offset(offset)
    const [counted] = await found().count<{ count: string }[]>("* as count")
    return { rows, count: Number(counted?.count ?? 0) }
  }

  async counts(): Promise<Readonly<Partial<Record<RefundRequestState, number>>>> {
    const rows: { state: RefundRequestState; count: number }[] = await this.db(REFUND_REQUEST)
      .groupBy("state")
      .select("state", this.db.raw("count(*)::integer as count"))
    return Object.fromEntries(rows.map(({ state, count }) => [state, count]))
  }

  /** TWD that open requests ask for and that are not booked as given back, by attempt. */
  async askedOf(attemptIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
    const rows: { attempt_id: string; asked: number }[] = await this.db(REFUND_REQUEST)
      .whereIn("attempt_id", attemptIds)
      .whereNull("booked_as")
      .whereNotIn("state", ["done", "cancelled"])
      .groupBy("attempt_id")
      .select("attempt_id", this.db.raw("sum(amount)::integer as asked"))
    return new Map(rows.map(({ attempt_id, asked }) => [attempt_id, asked]))
  }

  /** Oldest first, as they happened. */
  async steps(requestIds: readonly string[]): Promise<RefundStep[]> {
    return this.db<RefundStep>(STEP).whereIn("request_id", requestIds).orderBy("created_at")
  }

  async lastStep(requestId: string, kinds: readonly RefundStepKind[]): Promise<RefundStep | undefined> {
    return this.db<RefundStep>(STEP)
      .where({ request_id: requestId })
      .whereIn("kind", [...kinds])
      .orderBy("created_at", "desc")
      .first()
  }

  async batch(id: string): Promise<RefundBatch | undefined> {
    return this.db<RefundBatch>(BATCH).where({ id }).first()
  }

  async batchesById(ids: readonly string[]): Promise<RefundBatch[]> {
    return this.db<RefundBatch>(BATCH).whereIn("id", [...ids])
  }

  /** The newest first. */
  async batches({ limit, offset }: Page): Promise<Listed<RefundBatch>> {
    const rows = await this.db<RefundBatch>(BATCH).orderBy("number", "desc").limit(limit).offset(offset)
    const [counted] = await this.db(BATCH).count<{ count: string }[]>("* as count")
    return { rows, count: Number(counted?.count ?? 0) }
  }

  /** The lines of a batch's file; a line that the bank sent back is in it no more. */
  async linesOf(batchId: string): Promise<RefundRequest[]> {
    return this.db<RefundRequest>(REFUND_REQUEST).where({ batch_id: batchId }).orderBy("line")
  }

  /** Requests whose batch the bank has carried out and that are not booked; what failed rests longer each time. */
  async toBook(limit: number, putOff: readonly string[] = []): Promise<RefundRequest[]> {
    return this.db(`${REFUND_REQUEST} as r`)
      .join(`${BATCH} as b`, "b.id", "r.batch_id")
      .where("r.state", "sent")
      .whereNotNull("b.reference")
      .whereRaw("r.id <> all(?)", [[...putOff]])
      .whereRaw("(r.tries = 0 or r.updated_at < now() - make_interval(secs => ? * power(2, least(r.tries, ?))))", [
        REST_SECONDS,
        DOUBLED_AT_MOST,
      ])
      .orderBy("r.updated_at")
      .limit(limit)
      .select("r.*")
  }

  /** What staff are told of as not refunded, and no request has begun for. */
  async unmade(limit: number): Promise<Unmade[]> {
    return this.db("taiwan_payment_alarm as alarm")
      .join("taiwan_payment_operation as o", "o.id", "alarm.subject")
      .join("taiwan_payment_attempt as a", "a.id", "o.attempt_id")
      .where({ "alarm.kind": "not_refunded", "o.kind": "refund", "o.state": "refused" })
      .whereNull("alarm.resolved_at")
      .whereNotExists(this.db(REFUND_REQUEST).whereRaw("cause in (o.id, o.medusa_id)"))
      .orderBy("alarm.created_at")
      .limit(limit)
      .select("o.id as operation_id", "o.attempt_id", "o.amount", "a.provider_id", "a.method")
  }
}
