import { Migration } from "@medusajs/framework/mikro-orm/migrations"

/** How often something was done within a window, counted by all servers together. */
export class Migration20261128090000 extends Migration {
  override async up(): Promise<void> {
    this.addSql(`create table if not exists "taiwan_payment_budget" (
      "key" text primary key, "used" integer not null, "ends_at" timestamptz not null
    )`)
    this.addSql(`create index if not exists "taiwan_payment_budget_ends" on "taiwan_payment_budget" ("ends_at")`)
  }

  override async down(): Promise<void> {
    this.addSql(`drop table if exists "taiwan_payment_budget"`)
  }
}
