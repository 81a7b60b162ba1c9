import { Migration } from "@medusajs/framework/mikro-orm/migrations"

/** An alarm is one as long as it is open: what was resolved and is true again is raised again. */
export class Migration20261128055500 extends Migration {
  override async up(): Promise<void> {
    this.addSql(`drop index if exists "taiwan_payment_alarm_once"`)
    this.addSql(
      `create unique index if not exists "taiwan_payment_alarm_open" on "taiwan_payment_alarm" ("kind", "subject") where "resolved_at" is null`,
    )
    this.addSql(
      `create index if not exists "taiwan_payment_alarm_subject" on "taiwan_payment_alarm" ("kind", "subject", "resolved_at")`,
    )
  }

  override async down(): Promise<void> {
    this.addSql(`drop index if exists "taiwan_payment_alarm_subject"`)
    this.addSql(`drop index if exists "taiwan_payment_alarm_open"`)
    // What was raised again is told by its newest row alone.
    this.addSql(
      `delete from "taiwan_payment_alarm" older using "taiwan_payment_alarm" newer where older.kind = newer.kind and older.subject = newer.subject and older.id < newer.id`,
    )
    this.addSql(
      `create unique index if not exists "taiwan_payment_alarm_once" on "taiwan_payment_alarm" ("kind", "subject")`,
    )
  }
}
