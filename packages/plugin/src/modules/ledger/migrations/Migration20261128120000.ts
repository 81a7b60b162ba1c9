import { Migration } from "@medusajs/framework/mikro-orm/migrations"

const ATTEMPT = `"taiwan_payment_attempt"`
const NEWEST = `"created_at" desc, "id" desc`

/** Who did it: `{ id, name }`, the name as it was then. */
const ACTORS: Readonly<Record<string, string>> = { event: "actor", operation: "actor", alarm: "resolved_by" }

/** What the page of payments is narrowed by. */
const INDEXES: Readonly<Record<string, string>> = {
  taiwan_payment_attempt_by_gateway: `${ATTEMPT} ("gateway", ${NEWEST})`,
  taiwan_payment_attempt_by_method: `${ATTEMPT} ("method", ${NEWEST})`,
  taiwan_payment_attempt_by_merchant: `${ATTEMPT} ("merchant", ${NEWEST})`,
  taiwan_payment_attempt_by_environment: `${ATTEMPT} ("environment", ${NEWEST})`,
  taiwan_payment_alarm_resolved: `"taiwan_payment_alarm" ("resolved_at" desc, "id" desc) where "resolved_at" is not null`,
}

/** What staff do bears their name; and their list of payments can be narrowed without reading all that ever was. */
export class Migration20261128120000 extends Migration {
  override async up(): Promise<void> {
    for (const [table, column] of Object.entries(ACTORS))
      this.addSql(`alter table "taiwan_payment_${table}" add column if not exists "${column}" jsonb null`)
    for (const [name, on] of Object.entries(INDEXES)) this.addSql(`create index if not exists "${name}" on ${on}`)
  }

  override async down(): Promise<void> {
    for (const name of Object.keys(INDEXES)) this.addSql(`drop index if exists "${name}"`)
    for (const [table, column] of Object.entries(ACTORS))
      this.addSql(`alter table "taiwan_payment_${table}" drop column if exists "${column}"`)
  }
}
