import { Migration } from "@medusajs/framework/mikro-orm/migrations"

const OPERATION = `"taiwan_payment_operation"`

/** What a refund before the closing had captured less, as a figure; until now its last step told of it, in words. */
export class Migration20261129170000 extends Migration {
  override async up(): Promise<void> {
    this.addSql(`alter table ${OPERATION} add column if not exists "uncaptured" integer null`)
    this.addSql(`update ${OPERATION} set "uncaptured" = "amount"
      where "uncaptured" is null and "kind" = 'refund' and "state" = 'done' and "steps"->>-1 like 'capture %'`)
  }

  override async down(): Promise<void> {
    this.addSql(`alter table ${OPERATION} drop column if exists "uncaptured"`)
  }
}
