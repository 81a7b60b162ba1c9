import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import { newId } from "./ids"

const MESSAGE = "taiwan_payment_message"
/** Who died while sending lets the others look after this long. */
const TAKEN_SECONDS = 120

export type BuyerMessageKind =
  | "voucher_issued"
  | "voucher_expiring"
  | "paid"
  | "expired"
  | "refunded"
  | "refund_account_wanted"

export type MessageKind = BuyerMessageKind | "alarm" | "digest"

/**
 * `waiting` for its first or next try; `sending`: handed over, or about to be; `sent`; `withheld`: it was not true any more; `failed`:
 * every try failed; `unclear`: the process died, or the provider never answered, and it may have gone out.
 */
export type MessageState = "waiting" | "sending" | "sent" | "withheld" | "failed" | "unclear"

/** A row of `taiwan_payment_message`: one message to one person. Whose address it is stands nowhere here. */
export interface Message {
  readonly id: string
  readonly kind: MessageKind
  /** What it is about, once each: an attempt, an operation, an alarm, a day. */
  readonly subject: string
  readonly attempt_id: string | null
  readonly order_id: string | null
  /** What the event told that the ledger does not know; emptied when the message has ended. */
  readonly data: Readonly<Record<string, unknown>>
  readonly state: MessageState
  readonly reason: string | null
  readonly tries: number
  readonly tried_at: Date | null
  readonly due_at: Date | null
  readonly created_at: Date
}

export type NewMessage = Pick<Message, "kind" | "subject" | "attempt_id" | "order_id" | "data">

/** Messages to buyers and staff, each written down before it is tried, so that none goes out twice. */
export class Messages {
  constructor(private readonly db: Knex) {}

  /** Null when the same one was written down before. */
  async plan({ data, ...message }: NewMessage): Promise<Message | null> {
    const row = { id: newId("tpg"), ...message, data: JSON.stringify(data), due_at: this.db.fn.now() }
    const rows: Message[] = await this.db(MESSAGE).insert(row).onConflict(["kind", "subject"]).ignore().returning("*")
    return rows[0] ?? null
  }

  /** The id of the one about something. */
  async idOf({ kind, subject }: Pick<Message, "kind" | "subject">): Promise<string | undefined> {
    return (await this.db<Message>(MESSAGE).where({ kind, subject }).first("id"))?.id
  }

  async message(id: string): Promise<Message | undefined> {
    return this.db<Message>(MESSAGE).where({ id }).first()
  }

  /** The ids of those whose turn it is, the longest waiting first. */
  async due(limit: number): Promise<string[]> {
    const waiting = this.db(MESSAGE).whereRaw("due_at <= clock_timestamp()")
    return waiting.orderBy("due_at").limit(limit).pluck("id")
  }

  /** Locks one whose turn it is until the transaction ends; undefined when it is not, or somebody else has it. */
  async lockDue(id: string): Promise<Message | undefined> {
    const due = this.db<Message>(MESSAGE).where({ id }).whereRaw("due_at <= clock_timestamp()")
    return due.forUpdate().skipLocked().first()
  }

  /** Writes a try down, before it is made. */
  async begin({ id, tries }: Message): Promise<void> {
    const now = this.db.raw("clock_timestamp()")
    const change = { state: "sending", tries: tries + 1, tried_at: now, due_at: this.inSeconds(TAKEN_SECONDS) }
    await this.db(MESSAGE).where({ id }).update(change)
  }

  async putOff({ id }: Pick<Message, "id">, seconds: number, reason: string): Promise<void> {
    await this.db(MESSAGE)
      .where({ id })
      .update({ state: "waiting", reason, due_at: this.inSeconds(seconds) })
  }

  async end({ id }: Pick<Message, "id">, state: MessageState, reason: string | null = null): Promise<void> {
    await this.db(MESSAGE).where({ id }).update({ state, reason, due_at: null, data: "{}" })
  }

  /** How many of the last days could not be sent, or may not have been. */
  async unsent(days: number): Promise<number> {
    const [row] = await this.db(MESSAGE)
      .whereIn("state", ["failed", "unclear"])
      .whereRaw("created_at > now() - make_interval(days => ?)", [days])
      .count<{ count: string }[]>("* as count")
    return Number(row?.count ?? 0)
  }

  async forget(days: number, limit: number): Promise<void> {
    const old = this.db(MESSAGE).select("id").whereRaw("created_at < now() - make_interval(days => ?)", [days])
    await this.db(MESSAGE).whereIn("id", old.whereNull("due_at").limit(limit)).delete()
  }

  private inSeconds(seconds: number): Knex.Raw {
    return this.db.raw("clock_timestamp() + make_interval(secs => ?)", [seconds])
  }
}
