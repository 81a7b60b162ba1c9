import type { CaptureMode } from "../../toolkit/contract/capture-mode"
import type { RawMessage } from "../../toolkit/contract/notice"
import type { Trade } from "../../toolkit/contract/trade"
import type { KeyPair } from "../../toolkit/key-pair"
import { bearsMarks, type MessageMarks } from "../../toolkit/message-marks"
import type { Fields } from "../../toolkit/redact"
import { type StateTable, stateIn } from "../../toolkit/state-table"
import type { Verified } from "../../toolkit/verified"
import { factsOf, paid, readVoucher } from "./trade"
import { errors, verify } from "./wire"

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

/** An order of ours is encrypted with the same keys, and the buyer's browser carries it. */
const MARKS: MessageMarks = { oneOf: ["Status"], noneOf: ["NotifyURL", "ReturnURL"] }

/** @throws PaymentError `signature`, or `unreadable` when it is no notice of NewebPay's */
export function verifyNotice(raw: RawMessage, keys: readonly KeyPair[]): Verified {
  const verified = verify(raw, keys)
  if (!bearsMarks(verified.fields, MARKS)) throw errors.unreadable("The message is not a notice of NewebPay's.")
  return verified
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
