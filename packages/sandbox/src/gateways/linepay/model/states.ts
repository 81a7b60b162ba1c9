import type { PaymentState } from "./payment.js"

export type Command = "confirm" | "capture" | "void" | "refund"

/** What each state answers. Null: the command is done. */
interface Answers extends Record<Command, string | null> {
  check: string
}

const UNCONFIRMED = { capture: "1150", void: "1150", refund: "1150" }
const LET_GO = { check: "0123", confirm: "1172", capture: "1179", void: "1179", refund: "1179" }

export const STATES: Readonly<Record<PaymentState, Answers>> = {
  requested: { check: "0000", confirm: "1169", ...UNCONFIRMED },
  authenticated: { check: "0110", confirm: null, ...UNCONFIRMED },
  canceled: { check: "0121", confirm: "1169", ...UNCONFIRMED },
  expired: { check: "0121", confirm: "1180", ...UNCONFIRMED },
  failed: { check: "0122", confirm: "1169", ...UNCONFIRMED },
  authorized: { check: "0123", confirm: "1172", capture: null, void: null, refund: "1179" },
  captured: { check: "0123", confirm: "1172", capture: "1179", void: "1179", refund: null },
  voided: LET_GO,
  "expired-authorization": LET_GO,
}

/** payStatus of details. States that are not here were never confirmed: details answer 1150. */
export const PAY_STATUS: Readonly<Partial<Record<PaymentState, string>>> = {
  authorized: "AUTHORIZATION",
  captured: "CAPTURE",
  voided: "VOIDED_AUTHORIZATION",
  "expired-authorization": "EXPIRED_AUTHORIZATION",
}
