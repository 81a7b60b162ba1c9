import { Migration } from "@medusajs/framework/mikro-orm/migrations"

const ALARM = `"taiwan_payment_alarm"`

/** What an alarm tells staff, in Traditional Chinese, beside the English. */
export class Migration20261129160000 extends Migration {
  override async up(): Promise<void> {
    this.addSql(`alter table ${ALARM} add column if not exists "detail_zh" text null`)
  }

  override async down(): Promise<void> {
    this.addSql(`alter table ${ALARM} drop column if exists "detail_zh"`)
  }
}
