import { Migration } from "@medusajs/framework/mikro-orm/migrations"

/** How each trade was opened is our own record's to say: it decides whether a payment is captured or only authorised. */
export class Migration20261128050000 extends Migration {
  override async up(): Promise<void> {
    this.addSql(`alter table "taiwan_payment_attempt" add column if not exists "capture_mode" text null`)
  }

  override async down(): Promise<void> {
    this.addSql(`alter table "taiwan_payment_attempt" drop column if exists "capture_mode"`)
  }
}
