import type { Knex } from "@medusajs/framework/mikro-orm/knex"

/**
 * Medusa writes a refund's transaction, and after it a credit for what its order did not owe (2.21.2): a change of the order, which gives
 * that its next version. A process that dies in between leaves an order that asks its buyer for what went back.
 */
interface BookedRefund {
  readonly order_id: string
  readonly amount: number
  /** What the order asked right after its transaction, and what it asks now; negative where it owes. */
  readonly asked: number
  readonly asks: number
}

/**
 * The refund of a row that is on its order and has no credit: the order's version ended without one, or with that of a later refund. What
 * is missing is never more than the order asks now: somebody may have set it right otherwise.
 */
export async function missingCredit(
  db: Knex,
  rowId: string,
): Promise<{ readonly order_id: string; readonly amount: number } | null> {
  const { rows } = await db.raw<{ rows: BookedRefund[] }>(
    `select own.order_id, -own.amount::float as amount,
       (before_next.totals->>'pending_difference')::float + later.sum as asked, (latest.totals->>'pending_difference')::float as asks
     from order_transaction own
     join order_summary before_next on before_next.order_id = own.order_id and before_next.version = own.version and before_next.deleted_at is null
     cross join lateral (
       select totals from order_summary s where s.order_id = own.order_id and s.deleted_at is null order by version desc limit 1
     ) latest
     cross join lateral (
       select coalesce(sum(t.amount), 0)::float as sum, coalesce(bool_or(t.reference = 'refund' and t.created_at > own.created_at), false) as refunds
       from order_transaction t where t.order_id = own.order_id and t.version = own.version and t.deleted_at is null
         and (t.created_at, t.id) > (own.created_at, own.id)
     ) later
     where own.reference = 'refund' and own.reference_id = :rowId and own.deleted_at is null
       and not exists (select from order_credit_line c where c.order_id = own.order_id and c.reference_id = :rowId and c.deleted_at is null)
       and (later.refunds or not exists (
         select from order_change c where c.order_id = own.order_id and c.version = own.version + 1
           and c.change_type = 'credit_line' and c.status = 'confirmed' and c.deleted_at is null
       ))`,
    { rowId },
  )
  const [refund] = rows
  const amount = refund ? Math.min(refund.amount, refund.asked, refund.asks) : 0
  return refund && amount > 0 ? { order_id: refund.order_id, amount } : null
}

/** Credits that Medusa begins and confirms at once, and whose process died in between: they keep the order from every other change. */
export async function deadCredits(db: Knex, orderId: string): Promise<string[]> {
  return deadOnes(db).where({ order_id: orderId }).pluck("id")
}

/** Those of orders that are paid here. */
export async function allDeadCredits(db: Knex): Promise<string[]> {
  const ours = db("order_payment_collection as link")
    .join("taiwan_payment_attempt as attempt", "attempt.payment_collection_id", "link.payment_collection_id")
    .whereRaw("link.order_id = order_change.order_id and link.deleted_at is null")
  return deadOnes(db).whereExists(ours).pluck("id")
}

function deadOnes(db: Knex): Knex.QueryBuilder {
  return db("order_change")
    .where({ change_type: "credit_line", status: "pending" })
    .whereNull("deleted_at")
    .whereRaw("created_at < now() - interval '3 minutes'")
}
