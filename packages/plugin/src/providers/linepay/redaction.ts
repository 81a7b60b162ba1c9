import type { Redaction } from "../../toolkit/redact"

export const REDACTION: Redaction = {
  kept: ["orderId", "code", "message"],
  exchanged: [
    "returnCode",
    "returnMessage",
    "transactionId",
    "transactionDate",
    "amount",
    "currency",
    "refundAmount",
    "refundTransactionId",
    "refundTransactionDate",
  ],
  personal: [],
  secret: ["regKey", "paymentAccessToken"],
}
