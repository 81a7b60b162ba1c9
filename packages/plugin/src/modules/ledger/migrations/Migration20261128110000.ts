import { Migration } from "@medusajs/framework/mikro-orm/migrations"

const ATTEMPT = `"taiwan_payment_attempt"`

/** When what was paid is compared with the gateway's own books; that of the last month is compared first. */
export class Migration20261128110000 extends Migration {
  override async up(): Promise<void> {
    this.addSql(`alter table ${ATTEMPT} add column if not exists "balance_check_at" timestamptz null`)
    this.addSql(
      `create index if not exists "taiwan_payment_attempt_balance_check" on ${ATTEMPT} ("gateway", "environment", "merchant", "balance_check_at") where "balance_check_at" is not null`,
    )
    this.addSql(`update ${ATTEMPT} set "balance_check_at" = now() + interval '1 day'
      where "state" in ('authorized', 'captured') and "paid_at" > now() - interval '30 days'`)
  }

  override async down(): Promise<void> {
    this.addSql(`drop index if exists "taiwan_payment_attempt_balance_check"`)
    this.addSql(`alter table ${ATTEMPT} drop column if exists "balance_check_at"`)
  }
}
