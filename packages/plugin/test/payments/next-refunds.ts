import type { Shop } from "../shop-database"

/** What Medusa's next version adds to its refunds, as its migration of 24 September 2026 does. */
export async function addColumnsOfTheNext({ db }: Pick<Shop, "db">): Promise<void> {
  await db.raw(
    `alter table refund add column if not exists status text check (status in ('pending', 'succeeded', 'failed')) not null default 'pending',
     add column if not exists idempotency_key text`,
  )
  await db.raw(
    `create unique index if not exists "IDX_refund_payment_id_idempotency_key_unique" on refund (payment_id, idempotency_key)
     where idempotency_key is not null and deleted_at is null`,
  )
}
