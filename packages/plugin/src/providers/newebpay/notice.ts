import type { CaptureMode } from "../../toolkit/capture-mode"
import type { Trade } from "../../toolkit/contract/trade"
import type { Fields } from "../../toolkit/redact"
import { type StateTable, stateIn } from "../../toolkit/state-table"
import { factsOf, paid, readVoucher } from "./trade"

/** `Status` of a notice and of a return that ended without money (錯誤代碼). `SUCCESS` is decided by what comes with it. */
const NOTICE: StateTable = {
  MPG02004: "failed",
  MPG03009: "failed",
  MPG03010: "failed",
  MPG03011: "failed",
  MPG05001: "failed",
  MPG05002: "failed",
  MPG05003: "failed",
  MPG05004: "failed",
  MPG05005: "failed",
}

/** A notice of money or of its failure, or the issued number that the browser brings back. */
export function readNotice(fields: Fields, capture: CaptureMode): Trade {
  const { Status: status = "", Message: message = "" } = fields
  const facts = factsOf(fields, status, message)
  return status === "SUCCESS" ? readSuccess(facts, capture) : { ...facts, state: stateIn(NOTICE, status) }
}

/** An issued number is a success as well: only what names the hour of payment, and no bank's doubt, is money. */
function readSuccess(facts: Trade, capture: CaptureMode): Trade {
  const { RespondCode: bankCode = "00" } = facts.fields
  if (facts.paidAt !== null) return { ...facts, state: isApproved(bankCode) ? paid(facts.fields, capture) : "unknown" }
  const voucher = readVoucher(facts.fields)
  return voucher === null ? facts : { ...facts, state: "issued", voucher }
}

function isApproved(bankCode: string): boolean {
  return bankCode === "00" || bankCode === ""
}
