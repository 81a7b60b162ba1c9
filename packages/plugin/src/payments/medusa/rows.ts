import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import { type Carried, sessionCarrying } from "../session-rules"

/**
 * The few rows of Medusa's own payment tables that a provider must see and is not handed (measured on 2.21.2).
 * All access to them stands in this file.
 */

/** A session that still exists; amounts are exact decimals in major units. */
export async function liveSession(db: Knex, sessionId: string): Promise<{ id: string; amount: string } | null> {
  const row = await db("payment_session")
    .where({ id: sessionId, deleted_at: null })
    .first<{ id: string; amount: string }>("id", "amount")
  return row ? { id: row.id, amount: String(row.amount) } : null
}

/**
 * Whether a row of money counts, by the name that a statement gives it. Medusa's next version keeps a refund that failed, and says so
 * in a column that today's refunds, and all captures, do not have.
 */
export const hasNotFailed = (row: string): string => `to_jsonb(${row}) ->> 'status' is distinct from 'failed'`

/**
 * The id of the refund that Medusa asks for. Today it names it by just that; its next version hands on the key of a caller that gave
 * one, which is unique to the payment only, and keeps it in a column of the row.
 */
export async function refundRowOf(
  db: Knex,
  attempt: Carried & { readonly trade_no: string },
  key: string,
): Promise<string> {
  const { rows } = await db.raw<{ rows: { id: string }[] }>(
    `select refund.id from refund join payment on payment.id = refund.payment_id
     where payment.payment_session_id = ? and payment.data->>'trade_no' = ? and payment.deleted_at is null
       and refund.deleted_at is null and to_jsonb(refund) ->> 'idempotency_key' = ?`,
    [sessionCarrying(attempt), attempt.trade_no, key],
  )
  return rows[0]?.id ?? key
}

/** Whether Medusa has a payment by a session, whose cart is no order yet. */
export async function hasPaidCart(db: Knex, sessionId: string): Promise<boolean> {
  const { rows } = await db.raw(
    `select 1 from payment
       join cart_payment_collection owner on owner.payment_collection_id = payment.payment_collection_id and owner.deleted_at is null
     where payment.payment_session_id = ? and payment.deleted_at is null and not exists (
       select 1 from order_payment_collection link join "order" o on o.id = link.order_id and o.deleted_at is null
       where link.payment_collection_id = payment.payment_collection_id and link.deleted_at is null)
     and not exists (select 1 from order_cart placed join "order" o on o.id = placed.order_id and o.deleted_at is null
       where placed.cart_id = owner.cart_id and placed.deleted_at is null)
     limit 1`,
    [sessionId],
  )
  return rows.length > 0
}

/** The amount of a capture that Medusa has written down and is about to ask for. */
export async function captureAmount(db: Knex, captureId: string): Promise<string | null> {
  const row = await db("capture").where({ id: captureId }).first<{ amount: string }>("amount")
  return row ? String(row.amount) : null
}

/** Whether the order that a session pays for is cancelled, with all its parts; false while there is none. */
export async function isOrderCanceled(db: Knex, sessionId: string): Promise<boolean> {
  const { rows } = await db.raw<{ rows: { canceled: boolean | null }[] }>(
    `select bool_and(o.status = 'canceled') as canceled from "order" o where o.deleted_at is null and o.id in (
       select link.order_id from payment_session session
         join order_payment_collection link on link.payment_collection_id = session.payment_collection_id and link.deleted_at is null
       where session.id = ?
       union select placed.order_id from payment_session session
         join cart_payment_collection owner on owner.payment_collection_id = session.payment_collection_id and owner.deleted_at is null
         join order_cart placed on placed.cart_id = owner.cart_id and placed.deleted_at is null
       where session.id = ?)`,
    [sessionId, sessionId],
  )
  return rows[0]?.canceled === true
}
