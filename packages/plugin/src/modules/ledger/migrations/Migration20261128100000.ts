import { Migration } from "@medusajs/framework/mikro-orm/migrations"

const FUNCTION = `"taiwan_payment_event_is_append_only"()`
const OTHERS = (row: string) => `(to_jsonb(${row}) - 'payload' - 'message' - 'erased_at' - 'updated_at')`

/**
 * What proves nothing is counted, an hour to a row. What tells of a person can be erased, once and for good: of an event digest and
 * decision stay, and the trigger lets nothing else through.
 */
export class Migration20261128100000 extends Migration {
  override async up(): Promise<void> {
    this.addSql(`create table if not exists "taiwan_payment_refusal" (
      "gateway" text not null, "environment" text not null, "merchant" text not null, "provider" text not null,
      "kind" text not null, "verdict" text not null, "hour" timestamptz not null, "count" bigint not null,
      "last_at" timestamptz not null default now(), "last_digest" text not null, "last_bytes" integer not null,
      primary key ("hour", "gateway", "environment", "merchant", "provider", "kind", "verdict")
    )`)
    for (const table of ["event", "attempt"]) {
      this.addSql(`alter table "taiwan_payment_${table}" add column if not exists "erased_at" timestamptz null`)
      this.addSql(
        `create index if not exists "taiwan_payment_${table}_personal" on "taiwan_payment_${table}" ("created_at") where "erased_at" is null`,
      )
    }
    this.addSql(`create or replace function ${FUNCTION} returns trigger language plpgsql as $$
      begin
        if tg_op = 'UPDATE' and old.erased_at is null and new.erased_at is not null and new.payload = '{}'::jsonb
          and new.message is null and ${OTHERS("new")} = ${OTHERS("old")} then return new; end if;
        raise exception 'taiwan_payment_event is append-only';
      end $$`)
  }

  override async down(): Promise<void> {
    this.addSql(`create or replace function ${FUNCTION} returns trigger language plpgsql as $$
      begin raise exception 'taiwan_payment_event is append-only'; end $$`)
    for (const table of ["event", "attempt"]) {
      this.addSql(`drop index if exists "taiwan_payment_${table}_personal"`)
      this.addSql(`alter table "taiwan_payment_${table}" drop column if exists "erased_at"`)
    }
    this.addSql(`drop table if exists "taiwan_payment_refusal"`)
  }
}
