import { Migration } from "@medusajs/framework/mikro-orm/migrations"

const ATTEMPT = `"taiwan_payment_attempt"`
const SUM = `"taiwan_payment_day_sum"`
const SUMS_OF = `"taiwan_payment_sums_of"`
const COUNT = `"taiwan_payment_count_attempt"`
const PARTS = `"taiwan_payment_parts"`
const NEWEST = `"created_at" desc, "id" desc`

const KEY = `"day", "gateway", "environment", "merchant", "method", "state", "refunds", "code"`
const FIGURES = ["attempts", "paid", "gross", "refunded", "fee", "fees_known"]

/** What a sum is made of; whatever else changes of an attempt changes none. */
const COUNTED = (row: string) =>
  ["created_at", "gateway", "environment", "merchant", "method", "state", "code", "captured_amount", "refunded_amount"]
    .map((column) => `${row}."${column}"`)
    .concat(`${row}."paid_at" is null`, `${row}."details"->>'fee'`)
    .join(", ")

const HAS_FEE = `a.captured_amount > 0 and a.details->>'fee' ~ '^\\d{1,9}(\\.\\d+|)$'`

/** Rare among all others: what was given back, in part or whole. */
const INDEXES: Readonly<Record<string, string>> = {
  taiwan_payment_day_sum_day: `${SUM} ("day")`,
  taiwan_payment_day_sum_loose: `${SUM} ("day") where not "merged"`,
  taiwan_payment_attempt_refunded_partly: `${ATTEMPT} (${NEWEST}) where "refunded_amount" > 0 and "refunded_amount" < "captured_amount"`,
  taiwan_payment_attempt_refunded_fully: `${ATTEMPT} (${NEWEST}) where "refunded_amount" > 0 and "refunded_amount" >= "captured_amount"`,
}

/**
 * Sums of each day, for charts. Whatever changes an attempt writes down what it takes from them and adds to them, and waits for
 * nobody; a job puts a day's rows together. What an attempt counts as is said once, by `taiwan_payment_sums_of`. By
 * `taiwan_payment_parts` buyers are found in Medusa's own tables (payments/medusa/buyer-index.ts).
 */
export class Migration20261128130000 extends Migration {
  override async up(): Promise<void> {
    this.addSql(`create table if not exists ${SUM} (
      "day" date not null, "gateway" text not null, "environment" text not null, "merchant" text not null, "method" text not null,
      "state" text not null, "refunds" text not null, "code" text null,
      "attempts" bigint not null, "paid" bigint not null, "gross" bigint not null, "refunded" bigint not null,
      "fee" numeric not null, "fees_known" bigint not null, "merged" boolean not null default false
    )`)
    for (const [name, on] of Object.entries(INDEXES)) this.addSql(`create index if not exists "${name}" on ${on}`)
    this.addSql(`create or replace function ${PARTS}(size integer, text text) returns text[] language sql immutable parallel safe as $$
      select array(select substr(lower(text), start, size) from generate_series(1, length(text) - size + 1) start) $$`)
    this.addSql(`create or replace function ${SUMS_OF}(a ${ATTEMPT}, sign integer) returns setof ${SUM} language sql stable as $$
      select (a.created_at at time zone 'Asia/Taipei')::date, a.gateway, a.environment, a.merchant, a.method, a.state,
        case when a.refunded_amount = 0 then 'none' when a.refunded_amount < a.captured_amount then 'partial' else 'full' end,
        case when a.paid_at is null and a.state = 'failed' then coalesce(a.code, '') end,
        sign::bigint, (case when a.paid_at is null then 0 else sign end)::bigint,
        (sign * a.captured_amount)::bigint, (sign * a.refunded_amount)::bigint,
        case when ${HAS_FEE} then sign * (a.details->>'fee')::numeric else 0 end,
        (case when ${HAS_FEE} then sign else 0 end)::bigint, false $$`)
    this.addSql(`create or replace function ${COUNT}() returns trigger language plpgsql as $$
      begin
        if tg_op <> 'INSERT' then insert into ${SUM} select * from ${SUMS_OF}(old, -1); end if;
        if tg_op <> 'DELETE' then insert into ${SUM} select * from ${SUMS_OF}(new, 1); end if;
        return null;
      end $$`)
    this.addSql(`create or replace trigger "taiwan_payment_attempt_counted" after insert or delete on ${ATTEMPT}
      for each row execute function ${COUNT}()`)
    this.addSql(`create or replace trigger "taiwan_payment_attempt_recounted" after update on ${ATTEMPT}
      for each row when ((${COUNTED("old")}) is distinct from (${COUNTED("new")})) execute function ${COUNT}()`)
    this.addSql(`delete from ${SUM}`)
    const figures = FIGURES.map((figure) => `sum(s."${figure}")`)
    this.addSql(`insert into ${SUM} (${KEY}, ${FIGURES.join(", ")}, "merged")
      select ${KEY.replaceAll(/"\w+"/g, "s.$&")}, ${figures.join(", ")}, true
      from ${ATTEMPT} a cross join lateral ${SUMS_OF}(a, 1) s group by ${KEY.replaceAll(/"\w+"/g, "s.$&")}`)
  }

  override async down(): Promise<void> {
    for (const table of ["customer", "order_address", "cart_address", "order", "cart"])
      this.addSql(`drop index if exists "taiwan_payment_buyer_${table}"`)
    this.addSql(`drop function if exists ${PARTS}(integer, text)`)
    for (const name of ["counted", "recounted"])
      this.addSql(`drop trigger if exists "taiwan_payment_attempt_${name}" on ${ATTEMPT}`)
    this.addSql(`drop function if exists ${COUNT}()`)
    this.addSql(`drop function if exists ${SUMS_OF}(${ATTEMPT}, integer)`)
    for (const name of Object.keys(INDEXES)) this.addSql(`drop index if exists "${name}"`)
    this.addSql(`drop table if exists ${SUM}`)
  }
}
