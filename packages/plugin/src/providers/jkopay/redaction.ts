import type { Redaction } from "../../toolkit/redact"

export const REDACTION: Redaction = {
  kept: [
    "platform_order_id",
    "tradeNo",
    "status",
    "currency",
    "total_price",
    "final_price",
    "trans_time",
    "channel_type",
    "redeem_amount",
  ],
  exchanged: [
    "result",
    "message",
    "store_id",
    "refund_order_id",
    "refund_amount",
    "refund_tradeNo",
    "platform_order_ids",
  ],
  personal: [],
  secret: ["digest", "api-key"],
}
