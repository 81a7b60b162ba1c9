import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import type { OutboxEvents } from "./events"
import { newId } from "./ids"

const OUTBOX = "taiwan_payment_outbox"
/** A message that was taken and not confirmed is taken again after this long. */
const AGAIN_SECONDS = 60

/** An event for subscribers that was written down and may not have been emitted yet. */
export type OutboxMessage = {
  readonly [Name in keyof OutboxEvents]: { readonly id: string; readonly name: Name; readonly data: OutboxEvents[Name] }
}[keyof OutboxEvents]

/** Events, written with what they tell of, so that no bus that fails and no process that dies loses one. */
export class Outbox {
  constructor(private readonly db: Knex) {}

  async add<Name extends keyof OutboxEvents>(name: Name, data: OutboxEvents[Name]): Promise<void> {
    await this.db(OUTBOX).insert({ id: newId("tpm"), name, data: JSON.stringify(data) })
  }

  /** Takes messages to emit, the oldest first, each by one process at a time. */
  async take(limit: number): Promise<OutboxMessage[]> {
    const { rows } = await this.db.raw<{ rows: (OutboxMessage & { created_at: Date })[] }>(
      `update ${OUTBOX} set tried_at = clock_timestamp() where id in (
         select id from ${OUTBOX}
         where tried_at is null or tried_at < clock_timestamp() - make_interval(secs => ?)
         order by created_at limit ? for update skip locked
       ) returning *`,
      [AGAIN_SECONDS, limit],
    )
    return rows.sort((a, b) => a.created_at.getTime() - b.created_at.getTime())
  }

  async delivered({ id }: Pick<OutboxMessage, "id">): Promise<void> {
    await this.db(OUTBOX).where({ id }).delete()
  }
}
