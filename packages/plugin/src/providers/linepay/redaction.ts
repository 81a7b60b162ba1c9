import type { Redaction } from "../../toolkit/redact"

export const REDACTION: Redaction = {
  kept: ["orderId", "code", "message"],
  personal: [],
  secret: ["regKey", "paymentAccessToken"],
}
