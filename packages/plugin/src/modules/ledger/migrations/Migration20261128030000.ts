import { Migration } from "@medusajs/framework/mikro-orm/migrations"

const ATTEMPT = `"taiwan_payment_attempt"`

/**
 * An attempt remembers what it is to pay (its collection outlives its session), which session carries its money when that is
 * another, why no order could take it, and when its expiry is looked at again.
 */
export class Migration20261128030000 extends Migration {
  override async up(): Promise<void> {
    this.addSql(
      `alter table ${ATTEMPT} add column if not exists "payment_collection_id" text null,
       add column if not exists "applied_session_id" text null, add column if not exists "unmatched" text null,
       add column if not exists "expiry_at" timestamptz null, add column if not exists "expiry_tries" integer not null default 0`,
    )
    this.addSql(
      `create index if not exists "taiwan_payment_attempt_collection" on ${ATTEMPT} ("payment_collection_id", "created_at")`,
    )
    this.addSql(
      `create index if not exists "taiwan_payment_attempt_applied_session" on ${ATTEMPT} ("applied_session_id") where "applied_session_id" is not null`,
    )
    this.addSql(
      `create index if not exists "taiwan_payment_attempt_expiry" on ${ATTEMPT} ("expires_at") where "expires_at" is not null and "state" in ('issued', 'failed')`,
    )
    this.addSql(
      `create index if not exists "taiwan_payment_attempt_expiry_again" on ${ATTEMPT} ("expiry_at") where "expiry_at" is not null`,
    )
    this.addSql(
      `do $$ begin
         if to_regclass('payment_session') is not null then
           update ${ATTEMPT} attempt set "payment_collection_id" = session."payment_collection_id"
           from "payment_session" session where session."id" = attempt."session_id";
         end if;
       end $$`,
    )
    this.addSql(
      `update ${ATTEMPT} attempt set "unmatched" = (select "kind" from "taiwan_payment_alarm" alarm
         where alarm."attempt_id" = attempt."id" and "kind" in ('second_payment', 'canceled_order', 'deleted_session', 'wrong_amount')
         order by "created_at" desc limit 1)
       where "state" in ('authorized', 'captured') and "applied_at" is not null and "order_id" is null`,
    )
  }

  override async down(): Promise<void> {
    for (const index of ["collection", "applied_session", "expiry", "expiry_again"])
      this.addSql(`drop index if exists "taiwan_payment_attempt_${index}"`)
    this.addSql(
      `alter table ${ATTEMPT} drop column if exists "payment_collection_id", drop column if exists "applied_session_id",
       drop column if exists "unmatched", drop column if exists "expiry_at", drop column if exists "expiry_tries"`,
    )
  }
}
