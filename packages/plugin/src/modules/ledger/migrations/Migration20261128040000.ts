import { Migration } from "@medusajs/framework/mikro-orm/migrations"

/** Background jobs of all servers on one database: who runs which, and when each ran last. */
export class Migration20261128040000 extends Migration {
  override async up(): Promise<void> {
    this.addSql(`create table if not exists "taiwan_payment_job" (
      "name" text primary key, "started_at" timestamptz not null, "leased_until" timestamptz not null, "ended_at" timestamptz null
    )`)
  }

  override async down(): Promise<void> {
    this.addSql(`drop table if exists "taiwan_payment_job"`)
  }
}
