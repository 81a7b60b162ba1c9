import { Migration } from "@medusajs/framework/mikro-orm/migrations"

const ATTEMPT = `"taiwan_payment_attempt"`
const ALARM = `"taiwan_payment_alarm"`
const ACCOUNT = `"gateway", "environment", "merchant"`
const NEWEST = `"created_at" desc, "id" desc`

/** Each index serves one question; what is over stands in none of those that jobs ask. */
const INDEXES: Readonly<Record<string, string>> = {
  taiwan_payment_attempt_query: `${ATTEMPT} (${ACCOUNT}, "query_at") where "query_at" is not null`,
  taiwan_payment_attempt_unpaid: `${ATTEMPT} (${ACCOUNT}, "expires_at") where "expires_at" is not null and "state" in ('issued', 'failed')`,
  taiwan_payment_attempt_expired: `${ATTEMPT} (${ACCOUNT}, "expiry_at") where "expiry_at" is not null and "state" = 'expired'`,
  taiwan_payment_attempt_open: `${ATTEMPT} (${ACCOUNT}, "created_at") where "query_at" is not null or "apply_at" is not null or "state" in ('issued', 'authorized')`,
  taiwan_payment_attempt_by_age: `${ATTEMPT} (${NEWEST})`,
  taiwan_payment_attempt_by_state: `${ATTEMPT} ("state", ${NEWEST})`,
  taiwan_payment_attempt_by_amount: `${ATTEMPT} ("amount", ${NEWEST})`,
  taiwan_payment_attempt_reference: `${ATTEMPT} ("reference") where "reference" is not null`,
  taiwan_payment_attempt_card: `${ATTEMPT} (("details"->>'card_last4'), ${NEWEST}) where "details"->>'card_last4' is not null`,
  taiwan_payment_attempt_payer: `${ATTEMPT} (("details"->>'payer_account_last5'), ${NEWEST}) where "details"->>'payer_account_last5' is not null`,
  taiwan_payment_attempt_authorization: `${ATTEMPT} (("details"->>'authorization_code'), ${NEWEST}) where "details"->>'authorization_code' is not null`,
  taiwan_payment_event_attempt: `"taiwan_payment_event" ("attempt_id", "created_at", "id") where "attempt_id" is not null`,
  taiwan_payment_alarm_attempt: `${ALARM} ("attempt_id", "created_at" desc) where "attempt_id" is not null`,
  taiwan_payment_alarm_by_age: `${ALARM} (${NEWEST})`,
  taiwan_payment_alarm_open: `${ALARM} (${NEWEST}) where "resolved_at" is null`,
}

/** By their first names; other indexes take their place. */
const REPLACED: Readonly<Record<string, string>> = {
  taiwan_payment_attempt_ask: `("query_at") where "query_at" is not null`,
  taiwan_payment_attempt_newest: `("created_at")`,
  taiwan_payment_attempt_expiry: `("expires_at") where "expires_at" is not null and "state" in ('issued', 'failed')`,
  taiwan_payment_attempt_expiry_again: `("expiry_at") where "expiry_at" is not null`,
}

/**
 * What jobs and pages ask costs by the work that is open, not by all that ever was. Parts of a number are found by their
 * pieces of four letters, with no extension of PostgreSQL; and an attempt remembers since when its cart is busy.
 */
export class Migration20261128060000 extends Migration {
  override async up(): Promise<void> {
    this.addSql(`alter table ${ATTEMPT} add column if not exists "busy_since" timestamptz null`)
    this.addSql(`create or replace function "taiwan_payment_pieces"(variadic texts text[]) returns text[] language sql immutable parallel safe as $$
      select coalesce(array_agg(distinct substr(lower(part), start, 4)), '{}')
      from unnest(texts) part, generate_series(1, length(part) - 3) start $$`)
    this.addSql(`create index if not exists "taiwan_payment_attempt_pieces" on ${ATTEMPT}
      using gin ("taiwan_payment_pieces"("trade_no", "reference", "voucher"->>'account', "voucher"->>'code'))`)
    for (const [name, on] of Object.entries(INDEXES)) this.addSql(`create index if not exists "${name}" on ${on}`)
    for (const name of Object.keys(REPLACED)) this.addSql(`drop index if exists "${name}"`)
  }

  override async down(): Promise<void> {
    for (const [name, on] of Object.entries(REPLACED))
      this.addSql(`create index if not exists "${name}" on ${ATTEMPT} ${on}`)
    for (const name of ["taiwan_payment_attempt_pieces", ...Object.keys(INDEXES)])
      this.addSql(`drop index if exists "${name}"`)
    this.addSql(`drop function if exists "taiwan_payment_pieces"(text[])`)
    this.addSql(`alter table ${ATTEMPT} drop column if exists "busy_since"`)
  }
}
