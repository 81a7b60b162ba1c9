import { Migration } from "@medusajs/framework/mikro-orm/migrations"

const ATTEMPT = `"taiwan_payment_attempt"`

/** The end of each authorisation, with the attempt, and when the job looks at it again. */
export class Migration20261128070000 extends Migration {
  override async up(): Promise<void> {
    this.addSql(
      `alter table ${ATTEMPT} add column if not exists "authorized_until" timestamptz null, add column if not exists "authorization_check_at" timestamptz null`,
    )
    this.addSql(
      `create index if not exists "taiwan_payment_attempt_authorization_check" on ${ATTEMPT} ("gateway", "environment", "merchant", "authorization_check_at") where "authorization_check_at" is not null`,
    )
    this.addSql(`update ${ATTEMPT} set
      "authorized_until" = "paid_at" + case when "gateway" = 'payuni' then interval '3 days' else interval '21 days' end,
      "authorization_check_at" = now()
      where "state" = 'authorized' and "paid_at" is not null and "gateway" in ('ecpay', 'newebpay', 'payuni')`)
  }

  override async down(): Promise<void> {
    this.addSql(`drop index if exists "taiwan_payment_attempt_authorization_check"`)
    this.addSql(
      `alter table ${ATTEMPT} drop column if exists "authorized_until", drop column if exists "authorization_check_at"`,
    )
  }
}
