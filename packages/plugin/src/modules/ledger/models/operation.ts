import { model } from "@medusajs/framework/utils"

/** A capture, release or refund, written down before the gateway is asked. */
export const Operation = model.define(
  { name: "taiwan_payment_operation", tableName: "taiwan_payment_operation" },
  {
    id: model.id({ prefix: "tpo" }).primaryKey(),
    attempt_id: model.text(),
    kind: model.text(),
    idempotency_key: model.text().unique(),
    /** TWD whole dollars moved at the gateway. */
    amount: model.number(),
    /** What Medusa asked for, as an exact decimal. */
    requested: model.text(),
    state: model.text(),
    code: model.text().nullable(),
    message: model.text().nullable(),
    reference: model.text().nullable(),
    steps: model.json(),
    /** TWD of a refund that had less captured in place of giving back. */
    uncaptured: model.number().nullable(),
    /** Who of the staff asked for it: `{ id, name }`. */
    actor: model.json().nullable(),
    tries: model.number().default(1),
    started_at: model.dateTime(),
    sent_at: model.dateTime().nullable(),
    medusa_id: model.text().nullable(),
    checks: model.number().default(0),
    check_at: model.dateTime().nullable(),
  },
)
