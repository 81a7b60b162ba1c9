import { Migration } from "@medusajs/framework/mikro-orm/migrations"

/** Old name, new name. */
type Rename = readonly [from: string, to: string]

const COLUMNS: readonly Rename[] = [
  ["settle_at", "apply_at"],
  ["settle_tries", "apply_tries"],
  ["settled_at", "applied_at"],
  ["ask_at", "query_at"],
  ["asked_at", "queried_at"],
]

/** The field's words: settlement is the acquirer paying the merchant, so a payment is applied to its order. */
export class Migration20261128000000 extends Migration {
  override async up(): Promise<void> {
    for (const [from, to] of COLUMNS) this.renameColumn(from, to)
    this.renameValues(["departed", "started"], ["departure", "start"], ["not_settled", "not_applied"])
  }

  override async down(): Promise<void> {
    for (const [from, to] of COLUMNS) this.renameColumn(to, from)
    this.renameValues(["started", "departed"], ["start", "departure"], ["not_applied", "not_settled"])
  }

  private renameColumn(from: string, to: string): void {
    this.addSql(`alter table "taiwan_payment_attempt" rename column "${from}" to "${to}"`)
  }

  /** Events are append-only by a trigger, which rests while their kind gets its new name. */
  private renameValues(state: Rename, kind: Rename, alarm: Rename): void {
    this.addSql(`update "taiwan_payment_attempt" set "state" = '${state[1]}' where "state" = '${state[0]}'`)
    this.addSql(`alter table "taiwan_payment_event" disable trigger "taiwan_payment_event_append_only"`)
    this.addSql(`update "taiwan_payment_event" set "kind" = '${kind[1]}' where "kind" = '${kind[0]}'`)
    this.addSql(`alter table "taiwan_payment_event" enable trigger "taiwan_payment_event_append_only"`)
    this.addSql(`update "taiwan_payment_alarm" set "kind" = '${alarm[1]}' where "kind" = '${alarm[0]}'`)
  }
}
