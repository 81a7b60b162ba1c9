import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import type { OrderPayments } from "./attempt-search"
import { eraseAccounts } from "./refund-desk/refund-requests"
import { REFUND_REQUEST } from "./refund-desk/request-records"

const ATTEMPT = "taiwan_payment_attempt"
const EVENT = "taiwan_payment_event"
const OPERATION = "taiwan_payment_operation"
const ALARM = "taiwan_payment_alarm"

/** What a later refund needs, and what the shop paid; of all other details somebody could tell who paid. */
export const NEEDED_DETAILS: readonly string[] = ["authorization_id", "payment_type", "payment_method", "fee"]

/** By no refund request: the bank may also send back what was erased before. */
const NOT_ASKED_FOR = `not exists (
  select from ${REFUND_REQUEST} r where r.attempt_id = ${ATTEMPT}.id and r.state not in ('done', 'cancelled'))`

/** Neither waited for, nor asked about (but for a number that ran out), nor about to be applied, and no movement of it open, nor asked for by a refund request. */
const ENDED = `(query_at is null or state = 'expired') and apply_at is null and state not in ('issued', 'authorized') and not exists (
  select from ${OPERATION} o where o.attempt_id = ${ATTEMPT}.id and o.state in ('started', 'unknown', 'queued')) and ${NOT_ASKED_FOR}`

/** Erases what tells of persons: of an event digest and decision stay, of an attempt its numbers, sums and instants. */
export class PersonalData {
  constructor(private readonly db: Knex) {}

  /** The attempts of these orders, collections and sessions. */
  async attemptsOf(of: { orderIds: readonly string[] } & OrderPayments): Promise<string[]> {
    const { orderIds, collectionIds, sessionIds } = of
    const found = this.db(ATTEMPT).whereIn("order_id", orderIds).orWhereIn("payment_collection_id", collectionIds)
    return found.orWhereIn("session_id", sessionIds).orWhereIn("applied_session_id", sessionIds).pluck("id")
  }

  /** Erases these attempts' where nothing about them is open; the ids of those that were erased now or before. */
  async erase(attemptIds: readonly string[]): Promise<string[]> {
    return this.db.transaction(async (transaction) => {
      const rows = () => transaction(ATTEMPT).whereIn("id", attemptIds)
      await eraseAttempts(transaction, rows().whereNull("erased_at").whereRaw(ENDED))
      const erased: string[] = await rows().whereNotNull("erased_at").whereRaw(NOT_ASKED_FOR).pluck("id")
      await eraseEvents(transaction, transaction(EVENT).whereIn("attempt_id", erased))
      await transaction(OPERATION).whereIn("attempt_id", erased).update({ message: null })
      await eraseMessages(transaction, erased)
      await eraseRefundRequests(transaction, erased)
      await transaction(ALARM).whereIn("attempt_id", erased).whereNotNull("resolved_at").update({ resolution: null })
      return erased
    })
  }

  /** Erases what is older than so many days, at most `limit` rows of each table at a time; how many it were. */
  async eraseOlderThan(days: number, limit: number): Promise<number> {
    const events = await eraseEvents(this.db, this.db(EVENT).whereIn("id", this.old(EVENT, days, limit)))
    const old: string[] = await this.old(ATTEMPT, days, limit)
      .whereRaw(ENDED)
      .whereRaw("coalesce(paid_at, created_at) < now() - make_interval(days => ?)", [days])
      .pluck("id")
    const attempts = old.length > 0 ? await this.erase(old) : []
    await this.db("taiwan_payment_refusal").whereRaw("hour < now() - make_interval(days => ?)", [days]).delete()
    return events + attempts.length
  }

  private old(table: string, days: number, limit: number): Knex.QueryBuilder {
    return this.db(table)
      .select("id")
      .whereNull("erased_at")
      .whereRaw("created_at < now() - make_interval(days => ?)", [days])
      .orderBy("created_at")
      .limit(limit)
  }
}

async function eraseAttempts(db: Knex, rows: Knex.QueryBuilder): Promise<void> {
  const needed = db.raw(
    "(select coalesce(jsonb_object_agg(key, value), '{}') from jsonb_each(details) where key = any(?))",
    [[...NEEDED_DETAILS]],
  )
  await rows.update({
    details: needed,
    voucher: null,
    message: null,
    return_url: db.raw("split_part(split_part(return_url, ?, 1), ?, 1)", ["?", "#"]),
    erased_at: db.fn.now(),
    updated_at: db.fn.now(),
    version: db.raw("version + 1"),
  })
}

/** The inbox and what was asked are copies: they go with what they are copies of. */
async function eraseMessages(db: Knex, attemptIds: readonly string[]): Promise<void> {
  await forgetAddressees(db, attemptIds)
  for (const table of ["taiwan_payment_notice", "taiwan_payment_exchange", "taiwan_payment_message"])
    await db(table).whereIn("attempt_id", attemptIds).delete()
}

/** Medusa's own rows of our messages bear the address that each went to. */
async function forgetAddressees(db: Knex, attemptIds: readonly string[]): Promise<void> {
  if (!(await db.schema.hasTable("notification"))) return
  const ours = db("taiwan_payment_message").whereIn("attempt_id", attemptIds).select("id")
  await db("notification").whereIn("idempotency_key", ours).update({ to: "", data: null })
}

/** Also what staff wrote about them. What is asked for again is erased with its end. */
async function eraseRefundRequests(db: Knex, attemptIds: readonly string[]): Promise<void> {
  const requests = () => db(REFUND_REQUEST).whereIn("attempt_id", attemptIds)
  await db("taiwan_payment_refund_step").whereIn("request_id", requests().select("id")).update({ note: null })
  await requests().update({ reason: null, problem: null })
  await eraseAccounts(db, requests())
}

async function eraseEvents(db: Knex, rows: Knex.QueryBuilder): Promise<number> {
  return rows.whereNull("erased_at").update({ payload: "{}", message: null, erased_at: db.fn.now() })
}
