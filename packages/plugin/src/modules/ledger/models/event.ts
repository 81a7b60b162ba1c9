import { model } from "@medusajs/framework/utils"

/** Something a gateway or a browser told us, or we told them. Append-only: the table refuses changes, but for the erasure of its payload. */
export const Event = model.define(
  { name: "taiwan_payment_event", tableName: "taiwan_payment_event" },
  {
    id: model.id({ prefix: "tpe" }).primaryKey(),
    attempt_id: model.text().nullable(),
    gateway: model.text(),
    kind: model.text(),
    verdict: model.text(),
    state: model.text().nullable(),
    code: model.text().nullable(),
    message: model.text().nullable(),
    amount: model.number().nullable(),
    /** Fields of the message, redacted. */
    payload: model.json(),
    /** SHA-256 of the message as it arrived. */
    digest: model.text(),
    /** Who of the staff did it: `{ id, name }`. */
    actor: model.json().nullable(),
    /** When payload and message were erased. */
    erased_at: model.dateTime().nullable(),
  },
)
