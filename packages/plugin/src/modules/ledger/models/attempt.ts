import { model } from "@medusajs/framework/utils"

/** One departure of one buyer to one gateway, under a trade number that is used once. */
export const Attempt = model.define(
  { name: "taiwan_payment_attempt", tableName: "taiwan_payment_attempt" },
  {
    id: model.id({ prefix: "tpa" }).primaryKey(),
    gateway: model.text(),
    environment: model.text(),
    merchant: model.text(),
    trade_no: model.text(),
    provider_id: model.text(),
    method: model.text(),
    /** `automatic` or `manual`, as the trade was opened. */
    capture_mode: model.text().nullable(),
    session_id: model.text(),
    payment_collection_id: model.text().nullable(),
    applied_session_id: model.text().nullable(),
    /** ChargeOutcome, TWD whole dollars. */
    amount: model.number(),
    /** Medusa's session amount as an exact decimal; differs from `amount` when rounded. */
    session_amount: model.text(),
    return_url: model.text(),
    locale: model.text(),
    state: model.text(),
    /** Counts changes; guards against two writers. */
    version: model.number().default(0),
    code: model.text().nullable(),
    message: model.text().nullable(),
    reference: model.text().nullable(),
    voucher: model.json().nullable(),
    details: model.json(),
    expires_at: model.dateTime().nullable(),
    paid_at: model.dateTime().nullable(),
    captured_amount: model.number().default(0),
    refunded_amount: model.number().default(0),
    queried_at: model.dateTime().nullable(),
    query_at: model.dateTime().nullable(),
    apply_at: model.dateTime().nullable(),
    apply_tries: model.number().default(0),
    busy_since: model.dateTime().nullable(),
    applied_at: model.dateTime().nullable(),
    order_id: model.text().nullable(),
    unmatched: model.text().nullable(),
    expiry_at: model.dateTime().nullable(),
    expiry_tries: model.number().default(0),
    authorized_until: model.dateTime().nullable(),
    authorization_check_at: model.dateTime().nullable(),
    balance_check_at: model.dateTime().nullable(),
    erased_at: model.dateTime().nullable(),
  },
)
