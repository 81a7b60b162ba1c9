import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import type { AccountKey, EventKind, NewEvent, Verdict } from "./records"

const EVENT = "taiwan_payment_event"
const REFUSAL = "taiwan_payment_refusal"
const KEY = ["hour", "gateway", "environment", "merchant", "provider", "kind", "verdict"]

/** Messages that were refused and of which no event was written, of one provider and one kind. */
export interface Refusals extends AccountKey {
  readonly provider: string
  readonly kind: EventKind
  readonly verdict: Verdict
  readonly count: number
  /** Of the last one of them. */
  readonly last_digest: string
  readonly last_bytes: number
}

/** How much was refused that proves nothing: a row an hour, whatever a stranger sends. */
export class RefusalCounts {
  constructor(private readonly db: Knex) {}

  async add(refusals: Refusals): Promise<void> {
    const row = { ...refusals, hour: this.db.raw("date_trunc('hour', now())"), last_at: this.db.fn.now() }
    await this.db(REFUSAL)
      .insert(row)
      .onConflict(KEY)
      .merge({
        count: this.db.raw("??.count + excluded.count", [REFUSAL]),
        last_at: this.db.fn.now(),
        last_digest: refusals.last_digest,
        last_bytes: refusals.last_bytes,
      })
  }

  /** Whether this very message was written down before. */
  async hasNoted({ attempt_id, gateway, digest, verdict }: NewEvent): Promise<boolean> {
    const same = this.db(EVENT).where({ digest, verdict })
    const row = await same.whereRaw("coalesce(attempt_id, gateway) = ?", [attempt_id ?? gateway]).first("id")
    return row !== undefined
  }
}
