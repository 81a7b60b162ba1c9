import { Migration } from "@medusajs/framework/mikro-orm/migrations"

/**
 * Messages to buyers and staff: one row for each message and person, written before it is sent, so that it goes out once. And which
 * numbers have been told of as running out soon.
 */
export class Migration20261129110000 extends Migration {
  override async up(): Promise<void> {
    this.addSql(`create table if not exists "taiwan_payment_message" (
      "id" text primary key, "kind" text not null, "subject" text not null, "attempt_id" text null, "order_id" text null,
      "data" jsonb not null default '{}', "state" text not null default 'waiting', "reason" text null,
      "tries" integer not null default 0, "tried_at" timestamptz null, "due_at" timestamptz null,
      "created_at" timestamptz not null default now(), unique ("kind", "subject")
    )`)
    this.addSql(`create index if not exists "taiwan_payment_message_due"
      on "taiwan_payment_message" ("due_at") where "due_at" is not null`)
    this.addSql(`create index if not exists "taiwan_payment_message_attempt"
      on "taiwan_payment_message" ("attempt_id") where "attempt_id" is not null`)
    this.addSql(`create index if not exists "taiwan_payment_message_newest" on "taiwan_payment_message" ("created_at")`)
    this.addSql(`alter table "taiwan_payment_attempt" add column if not exists "expiring_told_at" timestamptz null`)
    this.addSql(`create index if not exists "taiwan_payment_attempt_expiring"
      on "taiwan_payment_attempt" ("expires_at") where "state" = 'issued' and "expiring_told_at" is null`)
  }

  override async down(): Promise<void> {
    this.addSql(`drop table if exists "taiwan_payment_message"`)
    this.addSql(`alter table "taiwan_payment_attempt" drop column if exists "expiring_told_at"`)
  }
}
