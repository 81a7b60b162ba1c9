import { Migration } from "@medusajs/framework/mikro-orm/migrations"

/** Answers "no such trade", which some gateways allow an account only so many of; and queued movements, to be followed up. */
export class Migration20261125000000 extends Migration {
  override async up(): Promise<void> {
    this.addSql(`create table if not exists "taiwan_payment_absence" (
      "gateway" text not null, "environment" text not null, "merchant" text not null, "created_at" timestamptz not null default now()
    )`)
    this.addSql(
      `create index if not exists "taiwan_payment_absence_account" on "taiwan_payment_absence" ("gateway", "environment", "merchant", "created_at")`,
    )
    this.addSql(
      `create index if not exists "taiwan_payment_operation_queued" on "taiwan_payment_operation" ("updated_at") where "state" = 'queued'`,
    )
  }

  override async down(): Promise<void> {
    this.addSql(`drop index if exists "taiwan_payment_operation_queued"`)
    this.addSql(`drop table if exists "taiwan_payment_absence" cascade`)
  }
}
