import { Migration } from "@medusajs/framework/mikro-orm/migrations"

const REQUEST = `"taiwan_payment_refund_request"`
const STEP = `"taiwan_payment_refund_step"`
const BATCH = `"taiwan_payment_refund_batch"`
const OPEN = `"state" not in ('done', 'cancelled')`

/** Each index serves one question of the refund desk. */
const INDEXES: Readonly<Record<string, string>> = {
  taiwan_payment_refund_request_open: `${REQUEST} ("attempt_id") where ${OPEN}`,
  taiwan_payment_refund_request_state: `${REQUEST} ("state", "created_at" desc, "id" desc)`,
  taiwan_payment_refund_request_attempt: `${REQUEST} ("attempt_id")`,
  taiwan_payment_refund_request_batch: `${REQUEST} ("batch_id", "line") where "batch_id" is not null`,
  taiwan_payment_refund_request_sealed: `${REQUEST} ("ended_at") where "account_sealed" is not null`,
  taiwan_payment_refund_step_request: `${STEP} ("request_id", "created_at")`,
  taiwan_payment_refund_batch_newest: `${BATCH} ("created_at" desc, "id" desc)`,
}

/** Money that goes back to a bank account that the buyer names: what is asked, who did what about it, and the bank's files. */
export class Migration20261129100000 extends Migration {
  override async up(): Promise<void> {
    this.addSql(`create table if not exists ${REQUEST} (
      "id" text primary key, "attempt_id" text not null, "order_id" text null, "cart_id" text null,
      "amount" integer not null check ("amount" > 0), "state" text not null default 'wanted', "version" integer not null default 0,
      "cause" text null unique, "reason" text null, "requested_by" jsonb null,
      "account_sealed" text null, "bank_code" text null, "account_last4" text null, "given_by" jsonb null,
      "given_at" timestamptz null, "approved_by" jsonb null, "link_expires_at" timestamptz not null,
      "batch_id" text null, "line" integer null, "tries" integer not null default 0, "problem" text null,
      "ended_at" timestamptz null, "erased_at" timestamptz null,
      "created_at" timestamptz not null default now(), "updated_at" timestamptz not null default now()
    )`)
    this.addSql(`create table if not exists ${STEP} (
      "id" text primary key, "request_id" text not null, "kind" text not null, "actor" jsonb null, "note" text null,
      "created_at" timestamptz not null default clock_timestamp()
    )`)
    this.addSql(`create table if not exists ${BATCH} (
      "id" text primary key, "number" serial not null, "count" integer not null, "total" integer not null,
      "created_by" jsonb not null, "reference" text null, "done_by" jsonb null, "done_at" timestamptz null,
      "created_at" timestamptz not null default now()
    )`)
    for (const [name, on] of Object.entries(INDEXES)) this.addSql(`create index if not exists "${name}" on ${on}`)
  }

  override async down(): Promise<void> {
    for (const table of [REQUEST, STEP, BATCH]) this.addSql(`drop table if exists ${table}`)
  }
}
