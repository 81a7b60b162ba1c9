import type { CaptureMode } from "../../toolkit/capture-mode"
import type { Trade, TradeState } from "../../toolkit/contract/trade"
import type { Fields } from "../../toolkit/redact"
import { stateIn } from "../../toolkit/state-table"
import { factsOf, readFacts, type StatusTable, statusCode } from "./trade"

/** `TradeStatus` of a notice whose `Status` is SUCCESS (整合式支付頁, 回傳參數). */
const NOTICE: StatusTable = {
  "0": "issued",
  "1": "paid",
  "2": "failed",
  "3": "failed",
  "4": "expired",
  "8": "pending",
}

/**
 * A notice's own `Status`, where it is no success: the bank has not answered within 60 seconds, AFTEE agreed but has not
 * paid, the order awaits approval. Any other is an error code, which decides nothing without a `TradeStatus`.
 */
const UNDECIDED: ReadonlySet<string> = new Set(["UNKNOWN", "OK", "UNAPPROVED"])

/** A notice or a return: one and the same message (#34, #73, #74, #75). */
export function readNotice(fields: Fields, capture: CaptureMode): Trade {
  const other = otherThanPayment(fields)
  if (other) return { ...factsOf(fields), amount: null, reference: null, details: {}, code: other }
  const state = noticeState(fields)
  return readFacts(fields, state, codeOf(fields), capture)
}

/** The same address also hears of parcels, invoices, instalment plans and refunds into bank accounts: no payments of ours. */
function otherThanPayment(fields: Fields): string | null {
  if ("ApiType" in fields) return "logistics"
  if ("InvoiceNotifyType" in fields) return "invoice"
  if ("PeriodTradeNo" in fields) return "period"
  return "RefundStatus" in fields && "BankDate" in fields ? "refund" : null
}

function codeOf(fields: Fields): string {
  const { Status: status = "SUCCESS" } = fields
  return status === "SUCCESS" ? statusCode(fields) : status
}

/** Notices about codes are printed without a `Status` (#73 to #75). */
function noticeState({ Status: status = "SUCCESS", TradeStatus: code = "" }: Fields): TradeState | "paid" {
  if (status === "SUCCESS") return stateIn(NOTICE, code)
  if (code === "2" || code === "3") return "failed"
  return UNDECIDED.has(status) ? "pending" : "unknown"
}
