import { Migration } from "@medusajs/framework/mikro-orm/migrations"

const MOVES_MONEY = `"kind" in ('capture', 'void', 'refund')`

/**
 * Locks become leases, which hold no connection; an operation tells when it was last started and sent, which row of
 * Medusa's books it, and when it is looked at again; events wait in an outbox until they are emitted.
 */
export class Migration20261128010000 extends Migration {
  override async up(): Promise<void> {
    this.addSql(`create table if not exists "taiwan_payment_lease" (
      "key" text primary key, "holder" text not null, "expires_at" timestamptz not null
    )`)
    this.addSql(`create table if not exists "taiwan_payment_outbox" (
      "id" text primary key, "name" text not null, "data" jsonb not null,
      "created_at" timestamptz not null default now(), "tried_at" timestamptz null
    )`)
    this.addSql(`alter table "taiwan_payment_operation"
      add column if not exists "tries" integer not null default 1,
      add column if not exists "started_at" timestamptz not null default now(),
      add column if not exists "sent_at" timestamptz null,
      add column if not exists "medusa_id" text null,
      add column if not exists "checks" integer not null default 0,
      add column if not exists "check_at" timestamptz null`)
    this.addSql(`update "taiwan_payment_operation" set "started_at" = "created_at",
      "sent_at" = case when "state" = 'recorded' then null else "created_at" end,
      "medusa_id" = case when "idempotency_key" ~ '^(ref|capt)_' then "idempotency_key" end,
      "check_at" = case when "state" in ('started', 'unknown') and ${MOVES_MONEY} then now() end`)
    // Of several that a process left behind, the index allows one; the others are looked up just the same.
    this.addSql(`update "taiwan_payment_operation" o set "state" = 'unknown' where o."state" = 'started' and o.${MOVES_MONEY}
      and exists (select from "taiwan_payment_operation" n where n."attempt_id" = o."attempt_id" and n."state" = 'started'
        and n.${MOVES_MONEY} and n."id" > o."id")`)
    this.addSql(
      `create unique index if not exists "taiwan_payment_operation_in_flight" on "taiwan_payment_operation" ("attempt_id") where "state" = 'started' and ${MOVES_MONEY}`,
    )
    this.addSql(
      `create index if not exists "taiwan_payment_operation_check" on "taiwan_payment_operation" ("check_at") where "check_at" is not null`,
    )
    this.addSql(
      `create index if not exists "taiwan_payment_operation_medusa" on "taiwan_payment_operation" ("medusa_id") where "medusa_id" is not null`,
    )
  }

  override async down(): Promise<void> {
    for (const index of ["in_flight", "check", "medusa"])
      this.addSql(`drop index if exists "taiwan_payment_operation_${index}"`)
    this.addSql(`alter table "taiwan_payment_operation" drop column "tries", drop column "started_at",
      drop column "sent_at", drop column "medusa_id", drop column "checks", drop column "check_at"`)
    for (const table of ["outbox", "lease"]) this.addSql(`drop table if exists "taiwan_payment_${table}" cascade`)
  }
}
