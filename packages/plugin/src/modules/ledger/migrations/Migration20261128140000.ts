import { Migration } from "@medusajs/framework/mikro-orm/migrations"

const NOTICE = `"taiwan_payment_notice"`
const EXCHANGE = `"taiwan_payment_exchange"`
const NEWEST = `"created_at" desc, "id" desc`
const ACCOUNT = `"gateway" text not null, "environment" text not null, "merchant" text not null`

/** Each index serves one question of the inbox. */
const INDEXES: Readonly<Record<string, string>> = {
  taiwan_payment_notice_by_age: `${NOTICE} (${NEWEST})`,
  taiwan_payment_notice_by_verdict: `${NOTICE} ("verdict", ${NEWEST})`,
  taiwan_payment_notice_by_gateway: `${NOTICE} ("gateway", ${NEWEST})`,
  taiwan_payment_notice_strangers: `${NOTICE} ("gateway", "environment", "merchant", "verdict", "created_at") where "verdict" in ('forged', 'unreadable', 'foreign')`,
  taiwan_payment_notice_attempt: `${NOTICE} ("attempt_id", ${NEWEST}) where "attempt_id" is not null`,
  taiwan_payment_exchange_by_age: `${EXCHANGE} (${NEWEST})`,
  taiwan_payment_exchange_by_gateway: `${EXCHANGE} ("gateway", ${NEWEST})`,
  taiwan_payment_exchange_attempt: `${EXCHANGE} ("attempt_id", ${NEWEST}) where "attempt_id" is not null`,
  taiwan_payment_alarm_assigned: `"taiwan_payment_alarm" (("assigned_to"->>'id'), ${NEWEST}) where "resolved_at" is null and "assigned_to" is not null`,
}

/** What came in and what was asked is kept to be looked at, for a while; and an alarm can be somebody's. */
export class Migration20261128140000 extends Migration {
  override async up(): Promise<void> {
    this.addSql(`create table if not exists ${NOTICE} (
      "id" text primary key, ${ACCOUNT}, "provider" text not null, "kind" text not null, "verdict" text not null,
      "why" text null, "attempt_id" text null, "trade_no" text null, "state" text null, "code" text null, "message" text null,
      "amount" integer null, "payload" jsonb not null default '{}', "trade" jsonb null, "digest" text not null,
      "bytes" integer not null, "times" integer not null default 1, "last_at" timestamptz not null default now(),
      "created_at" timestamptz not null default now()
    )`)
    this.addSql(
      `create unique index if not exists "taiwan_payment_notice_once" on ${NOTICE} ("digest", "gateway", "environment", "merchant", "kind", "verdict")`,
    )
    this.addSql(`create index if not exists "taiwan_payment_notice_pieces" on ${NOTICE}
      using gin ("taiwan_payment_pieces"("trade_no"))`)
    this.addSql(`create table if not exists ${EXCHANGE} (
      "id" text primary key, ${ACCOUNT}, "attempt_id" text null, "call" text not null, "address" text not null,
      "asked" jsonb not null default '{}', "status" integer null, "answered" jsonb not null default '{}',
      "problem" text null, "ms" integer not null, "created_at" timestamptz not null default now()
    )`)
    for (const [column, type] of Object.entries(ASSIGNED))
      this.addSql(`alter table "taiwan_payment_alarm" add column if not exists "${column}" ${type} null`)
    for (const [name, on] of Object.entries(INDEXES)) this.addSql(`create index if not exists "${name}" on ${on}`)
  }

  override async down(): Promise<void> {
    this.addSql(`drop index if exists "taiwan_payment_alarm_assigned"`)
    for (const column of Object.keys(ASSIGNED))
      this.addSql(`alter table "taiwan_payment_alarm" drop column if exists "${column}"`)
    for (const table of [NOTICE, EXCHANGE]) this.addSql(`drop table if exists ${table}`)
  }
}

/** Whose it is, `{ id, name }`; who gave it to them, and when. */
const ASSIGNED: Readonly<Record<string, string>> = {
  assigned_to: "jsonb",
  assigned_by: "jsonb",
  assigned_at: "timestamptz",
}
