import { Migration } from "@medusajs/framework/mikro-orm/migrations"

const REQUEST = `"taiwan_payment_refund_request"`

/** As which of the ledger's refunds a request was booked: what the bank sends back later is owed again, and not booked again. */
export class Migration20261129150000 extends Migration {
  override async up(): Promise<void> {
    this.addSql(`alter table ${REQUEST} add column if not exists "booked_as" text null`)
    this.addSql(`update ${REQUEST} r set "booked_as" = o."id"
      from "taiwan_payment_operation" o, "taiwan_payment_refund_batch" b
      where r."booked_as" is null and r."state" = 'done' and b."id" = r."batch_id" and o."attempt_id" = r."attempt_id"
        and o."kind" = 'refund' and o."state" = 'done' and o."reference" = b."reference" || ' (' || r."id" || ')'`)
  }

  override async down(): Promise<void> {
    this.addSql(`alter table ${REQUEST} drop column if exists "booked_as"`)
  }
}
