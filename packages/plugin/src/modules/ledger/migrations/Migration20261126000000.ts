import { Migration } from "@medusajs/framework/mikro-orm/migrations"

/** Cards that customers let the shop keep; what charges them is sealed. */
export class Migration20261126000000 extends Migration {
  override async up(): Promise<void> {
    this.addSql(`create table if not exists "taiwan_payment_card" (
      "id" text primary key, "customer_id" text not null, "gateway" text not null, "environment" text not null,
      "merchant" text not null, "brand" text not null, "last4" text not null, "expiry" text not null,
      "fingerprint" text not null, "sealed" text not null, "attempt_id" text null,
      "created_at" timestamptz not null default now(), "updated_at" timestamptz not null default now(), "deleted_at" timestamptz null
    )`)
    this.addSql(
      `create index if not exists "taiwan_payment_card_customer" on "taiwan_payment_card" ("customer_id", "created_at")`,
    )
    this.addSql(
      `create index if not exists "taiwan_payment_card_attempt" on "taiwan_payment_card" ("attempt_id") where "attempt_id" is not null`,
    )
  }

  override async down(): Promise<void> {
    this.addSql(`drop table if exists "taiwan_payment_card" cascade`)
  }
}
