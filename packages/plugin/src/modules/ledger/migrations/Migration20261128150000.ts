import { Migration } from "@medusajs/framework/mikro-orm/migrations"

const ACCOUNT = `"gateway" text not null, "environment" text not null, "merchant" text not null`
const OF_ACCOUNT = `"gateway", "environment", "merchant"`
const LINE = `"taiwan_payment_payout_line"`

const INDEXES: Readonly<Record<string, string>> = {
  taiwan_payment_statement_unchecked: `"taiwan_payment_statement" ("created_at") where "checked_at" is null`,
  taiwan_payment_payout_newest: `"taiwan_payment_payout" ("paid_out_on" desc, "id" desc)`,
  taiwan_payment_payout_line_payout: `${LINE} ("payout_id", "result")`,
  taiwan_payment_payout_line_statement: `${LINE} ("statement_id")`,
  taiwan_payment_payout_line_attempt: `${LINE} ("attempt_id") where "attempt_id" is not null`,
  taiwan_payment_payout_line_newest: `${LINE} ("paid_out_on" desc, "id" desc)`,
  taiwan_payment_payout_line_open: `${LINE} (${OF_ACCOUNT}, "result") where "result" not in ('agreed', 'apart')`,
  taiwan_payment_attempt_paid: `"taiwan_payment_attempt" (${OF_ACCOUNT}, "paid_at") where "paid_at" is not null`,
}

/**
 * What gateways pay out: each statement as it was brought, its payouts and their lines, and what came of comparing them with the
 * ledger. A line is known by what it says, so that the same one is never taken in twice.
 */
export class Migration20261128150000 extends Migration {
  override async up(): Promise<void> {
    this.addSql(`create table if not exists "taiwan_payment_statement" (
      "id" text primary key, ${ACCOUNT}, "source" text not null, "layout" text not null, "name" text not null,
      "digest" text not null, "lines" integer not null, "new_lines" integer not null,
      "first_on" date null, "last_on" date null, "methods" jsonb null, "actor" jsonb null, "checked_at" timestamptz null,
      "created_at" timestamptz not null default now(), unique (${OF_ACCOUNT}, "digest")
    )`)
    this.addSql(`create table if not exists "taiwan_payment_payout" (
      "id" text primary key, ${ACCOUNT}, "paid_out_on" date not null, "number" text not null,
      "created_at" timestamptz not null default now(), unique (${OF_ACCOUNT}, "paid_out_on", "number")
    )`)
    this.addSql(`create table if not exists ${LINE} (
      "id" text primary key, ${ACCOUNT}, "key" text not null, "statement_id" text not null, "payout_id" text not null,
      "line" integer not null, "reference" text null, "kind" text not null, "gross" numeric(14,2) not null,
      "fee" numeric(14,2) not null, "net" numeric(14,2) not null, "traded_on" date null, "paid_out_on" date not null,
      "line_no" text null, "attempt_id" text null, "result" text not null, "judged_at" timestamptz not null default now(),
      "created_at" timestamptz not null default now(), unique (${OF_ACCOUNT}, "key")
    )`)
    this.addSql(`alter table "taiwan_payment_attempt" add column if not exists "payout_fee" numeric(14,2) null,
      add column if not exists "payout_net" numeric(14,2) null, add column if not exists "paid_out_on" date null`)
    for (const [name, on] of Object.entries(INDEXES)) this.addSql(`create index if not exists "${name}" on ${on}`)
  }

  override async down(): Promise<void> {
    this.addSql(`drop index if exists "taiwan_payment_attempt_paid"`)
    this.addSql(`alter table "taiwan_payment_attempt" drop column if exists "payout_fee",
      drop column if exists "payout_net", drop column if exists "paid_out_on"`)
    for (const table of ["payout_line", "payout", "statement"])
      this.addSql(`drop table if exists "taiwan_payment_${table}"`)
  }
}
