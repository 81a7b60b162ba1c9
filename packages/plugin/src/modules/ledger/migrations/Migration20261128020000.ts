import { Migration } from "@medusajs/framework/mikro-orm/migrations"

/** Completions of carts, written down with their order's id before Medusa is asked, so that what a death leaves behind is found. */
export class Migration20261128020000 extends Migration {
  override async up(): Promise<void> {
    this.addSql(`create table if not exists "taiwan_payment_completion" (
      "order_id" text primary key, "cart_id" text not null,
      "started_at" timestamptz not null default clock_timestamp()
    )`)
    this.addSql(
      `create index if not exists "taiwan_payment_completion_cart" on "taiwan_payment_completion" ("cart_id")`,
    )
  }

  override async down(): Promise<void> {
    this.addSql(`drop table if exists "taiwan_payment_completion" cascade`)
  }
}
