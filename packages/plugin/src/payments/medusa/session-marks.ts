import type { Knex } from "@medusajs/framework/mikro-orm/knex"

/**
 * What a session's status is made of, each row by the transaction that wrote it last: as long as the marks are the same, so is
 * the status, but for the goods in stock. Null for a session of which there is no row.
 */
export async function marksOf(db: Knex, sessionId: string): Promise<string | null> {
  const { rows } = await db.raw<{ rows: { marks: string }[] }>(MARKS, { id: sessionId })
  return rows[0]?.marks || null
}

const MARKS = `with attempt as (
    select id, version, applied_session_id from taiwan_payment_attempt where session_id = :id or applied_session_id = :id
  )
  select concat(
    (select string_agg(concat(id, ' ', version), ',' order by id) from attempt),
    (select string_agg(
        concat_ws(' ', session.xmin, payment.xmin, collection.xmin, cart_link.xmin, cart.xmin, order_link.xmin, "order".xmin), ','
        order by session.id, payment.id, "order".id)
      from payment_session session
        left join payment on payment.payment_session_id = session.id
        left join payment_collection collection on collection.id = session.payment_collection_id
        left join cart_payment_collection cart_link on cart_link.payment_collection_id = session.payment_collection_id
        left join cart on cart.id = cart_link.cart_id
        left join order_payment_collection order_link on order_link.payment_collection_id = session.payment_collection_id
        left join "order" on "order".id = order_link.order_id
      where session.id = :id or session.id in (select applied_session_id from attempt))
  ) as marks`
