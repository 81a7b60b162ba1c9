import { Migration } from "@medusajs/framework/mikro-orm/migrations"

const STAMPS = `"created_at" timestamptz not null default now(), "updated_at" timestamptz not null default now(), "deleted_at" timestamptz null`

export class Migration20261122000000 extends Migration {
  override async up(): Promise<void> {
    this.addSql(`create table if not exists "taiwan_payment_attempt" (
      "id" text primary key, "gateway" text not null, "environment" text not null, "merchant" text not null,
      "trade_no" text not null, "provider_id" text not null, "method" text not null, "session_id" text not null,
      "amount" integer not null check ("amount" > 0), "session_amount" text not null, "return_url" text not null,
      "locale" text not null, "state" text not null, "version" integer not null default 0, "code" text null,
      "message" text null, "reference" text null, "voucher" jsonb null, "details" jsonb not null default '{}',
      "expires_at" timestamptz null, "paid_at" timestamptz null,
      "captured_amount" integer not null default 0, "refunded_amount" integer not null default 0,
      "asked_at" timestamptz null, "ask_at" timestamptz null, "settle_at" timestamptz null,
      "settle_tries" integer not null default 0, "settled_at" timestamptz null, "order_id" text null, ${STAMPS},
      check ("refunded_amount" >= 0 and "refunded_amount" <= "amount")
    )`)
    this.addSql(
      `create unique index if not exists "taiwan_payment_attempt_trade" on "taiwan_payment_attempt" ("trade_no", "merchant", "gateway", "environment")`,
    )
    this.addSql(
      `create index if not exists "taiwan_payment_attempt_session" on "taiwan_payment_attempt" ("session_id", "created_at")`,
    )
    this.addSql(
      `create index if not exists "taiwan_payment_attempt_settle" on "taiwan_payment_attempt" ("settle_at") where "settle_at" is not null`,
    )
    this.addSql(
      `create index if not exists "taiwan_payment_attempt_ask" on "taiwan_payment_attempt" ("ask_at") where "ask_at" is not null`,
    )
    this.addSql(
      `create index if not exists "taiwan_payment_attempt_order" on "taiwan_payment_attempt" ("order_id") where "order_id" is not null`,
    )
    this.addSql(`create index if not exists "taiwan_payment_attempt_newest" on "taiwan_payment_attempt" ("created_at")`)
    this.addSql(`create table if not exists "taiwan_payment_event" (
      "id" text primary key, "attempt_id" text null, "gateway" text not null, "kind" text not null, "verdict" text not null,
      "state" text null, "code" text null, "message" text null, "amount" integer null,
      "payload" jsonb not null default '{}', "digest" text not null, ${STAMPS}
    )`)
    this.addSql(
      `create unique index if not exists "taiwan_payment_event_once" on "taiwan_payment_event" (coalesce("attempt_id", "gateway"), "digest", "verdict")`,
    )
    this.addSql(`create or replace function "taiwan_payment_event_is_append_only"() returns trigger language plpgsql as $$
      begin raise exception 'taiwan_payment_event is append-only'; end $$`)
    this.addSql(`create or replace trigger "taiwan_payment_event_append_only" before update or delete on "taiwan_payment_event"
      for each row execute function "taiwan_payment_event_is_append_only"()`)
    this.addSql(`create table if not exists "taiwan_payment_operation" (
      "id" text primary key, "attempt_id" text not null, "kind" text not null, "idempotency_key" text not null unique,
      "amount" integer not null check ("amount" > 0), "requested" text not null, "state" text not null, "code" text null,
      "message" text null, "reference" text null, "steps" jsonb not null default '[]', ${STAMPS}
    )`)
    this.addSql(
      `create index if not exists "taiwan_payment_operation_attempt" on "taiwan_payment_operation" ("attempt_id", "created_at")`,
    )
    this.addSql(`create table if not exists "taiwan_payment_alarm" (
      "id" text primary key, "kind" text not null, "attempt_id" text null, "subject" text not null, "amount" integer null,
      "detail" text not null, "order_id" text null, "resolved_at" timestamptz null, "resolution" text null, ${STAMPS}
    )`)
    this.addSql(
      `create unique index if not exists "taiwan_payment_alarm_once" on "taiwan_payment_alarm" ("kind", "subject")`,
    )
  }

  override async down(): Promise<void> {
    for (const table of ["alarm", "operation", "event", "attempt"])
      this.addSql(`drop table if exists "taiwan_payment_${table}" cascade`)
    this.addSql(`drop function if exists "taiwan_payment_event_is_append_only"()`)
  }
}
