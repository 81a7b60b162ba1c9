import { model } from "@medusajs/framework/utils"

/** Money without a home, or a payment that needs a person. */
export const Alarm = model.define(
  { name: "taiwan_payment_alarm", tableName: "taiwan_payment_alarm" },
  {
    id: model.id({ prefix: "tpx" }).primaryKey(),
    kind: model.text(),
    attempt_id: model.text().nullable(),
    subject: model.text(),
    amount: model.number().nullable(),
    detail: model.text(),
    detail_zh: model.text().nullable(),
    order_id: model.text().nullable(),
    resolved_at: model.dateTime().nullable(),
    resolution: model.text().nullable(),
    /** Who of the staff resolved it: `{ id, name }`. */
    resolved_by: model.json().nullable(),
    /** Whose it is, and who gave it to them: `{ id, name }`. */
    assigned_to: model.json().nullable(),
    assigned_by: model.json().nullable(),
    assigned_at: model.dateTime().nullable(),
  },
)
