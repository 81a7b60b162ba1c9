import type { Choices } from "../../../core/settings.js"

/** Behaviour that JKOPAY does not document, or documents in two ways. Can be changed at run time. */
export interface Settings {
  /** The answer to a wrong digest or API key. Undocumented; the last value is the code of a related JKOPAY service. */
  badDigest: "http-401" | "bad-request" | "2-GW-0201"
  /** A refund_order_id used again with the same amount: repeats the first answer, or answers 105. */
  repeatedRefund: "error-105" | "idempotent"
  /** Whether refund_order_id may be left out, as the older page says. */
  refundOrderId: "required" | "optional"
  /** Amounts in answers and callbacks: documented as strings, read as numbers by a published client. */
  amounts: "string" | "number"
  /** qr_timeout: seconds left, or the instant in milliseconds. The examples show both. */
  qrTimeout: "seconds" | "epoch"
  /** Statuses of inquiry: the newest page has 100 for failed; older ones have 1 for under way and no 100. */
  statuses: "2026" | "older"
  /** What inquiry returns for an unpaid order. */
  unpaidRows: "bare" | "full"
  /** Fields that the document does not name. */
  unknownFields: "refused" | "ignored"
  /** confirm_url and result_url must be https, as in production. */
  httpsRule: boolean
}

export const DEFAULTS: Settings = {
  badDigest: "http-401",
  repeatedRefund: "error-105",
  refundOrderId: "required",
  amounts: "string",
  qrTimeout: "seconds",
  statuses: "2026",
  unpaidRows: "bare",
  unknownFields: "refused",
  httpsRule: false,
}

export const CHOICES: Choices<Settings> = {
  badDigest: ["http-401", "bad-request", "2-GW-0201"],
  repeatedRefund: ["error-105", "idempotent"],
  refundOrderId: ["required", "optional"],
  amounts: ["string", "number"],
  qrTimeout: ["seconds", "epoch"],
  statuses: ["2026", "older"],
  unpaidRows: ["bare", "full"],
  unknownFields: ["refused", "ignored"],
}
