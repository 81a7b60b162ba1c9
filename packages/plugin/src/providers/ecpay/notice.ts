import type { CaptureMode } from "../../toolkit/capture-mode"
import type { Trade, TradeState } from "../../toolkit/contract/trade"
import type { Fields } from "../../toolkit/redact"
import { type StateTable, stateIn } from "../../toolkit/state-table"
import { factsOf, readVoucher, type StatusTable, stateOf } from "./trade"

/** RtnCode of a payment notice, ReturnURL (付款結果通知). */
const PAYMENT_NOTICE: StatusTable = {
  "1": "paid",
  "10300066": "pending",
  "10100058": "failed",
  "10100248": "failed",
  "10100249": "failed",
  "10100251": "failed",
  "10100252": "failed",
  "10100254": "failed",
  "10100255": "failed",
  "10100256": "failed",
  "10200163": "failed",
}

/** RtnCode of a number-issued notice, PaymentInfoURL, and of QueryPaymentInfo (ATM、CVS 或 BARCODE 的取號結果通知). */
const NUMBER_NOTICE: StateTable = { "2": "issued", "10100073": "issued", "10200163": "failed" }

/** A notice is of the payment when it carries a payment date, of an issued number when not. */
export function readNotice(fields: Fields, capture: CaptureMode): Trade {
  return "PaymentDate" in fields ? readPayment(fields, capture) : readNumber(fields)
}

/**
 * Whoever holds a signed notice can re-case a name or merge two pairs without breaking the signature, so a payment
 * is simulated unless it says that it is not.
 */
function readPayment(fields: Fields, capture: CaptureMode): Trade {
  const state = stateOf(PAYMENT_NOTICE, fields.RtnCode, fields, capture)
  return { ...factsOf(fields, fields.RtnCode), state, simulated: fields.SimulatePaid !== "0" }
}

export function readNumber(fields: Fields): Trade {
  const voucher = readVoucher(fields)
  const state = stateIn(NUMBER_NOTICE, fields.RtnCode)
  const isWithoutVoucher = state === "issued" && voucher === null
  return {
    ...factsOf(fields, fields.RtnCode),
    state: isWithoutVoucher ? stateWithoutVoucher(fields) : state,
    voucher,
  }
}

/** A lender's application is under way; a number that cannot be read is no number. */
function stateWithoutVoucher({ BNPLTradeNo }: Fields): TradeState {
  return BNPLTradeNo ? "pending" : "unknown"
}
