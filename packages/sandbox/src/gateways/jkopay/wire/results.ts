/** Results of OnlinePay (Response Code, 2026-02-06), spelt as they are there. */
const RESULTS = {
  paid: ["101", "Order is paid"],
  badRequest: ["200", "Bad request"],
  noStore: ["200", "Store not found"],
  wrongCurrency: ["200", "Using the currency unsupported by the Store"],
  identityNeeded: ["200", "Entry of this store needs identity verification"],
  mismatch: ["200", "Order has been used as entry but they do not match with each others"],
  digits: ["200", "Invalid number of digits for the order currency amount"],
  belowLimit: ["200", "Order price below limit for this currency"],
  noOrder: ["100", "Invaid Order ID"],
  tooOld: ["102", "Order has excessed 180 days cannot be refunded"],
  otherAmount: ["105", "Inconsistent refund amount"],
  closed: ["111", "Transaction has been closed"],
  unreimbursed: ["113", "Refund reject due to refund amount exceeds total unreimbursed amount."],
  couponFailed: ["116", "JKOPAY coupon reimbursement failed"],
  couponUsed: ["117", "JKOPAY Coupon is used in this transaction, and we will only accept full refund"],
  tooMuch: ["922", "Refund amount exceeds order final price"],
  accountClosed: ["978", "Closed account can't use JKOPay's service"],
  internal: ["999", "Internal Error"],
} as const

export type ResultName = keyof typeof RESULTS

/** A call that JKOPAY refuses. */
export class JkopayRefusal extends Error {
  readonly result: string

  constructor(
    readonly outcome: ResultName,
    /** The offending field, if there is one. */
    readonly field: string | null = null,
  ) {
    const [result, message] = RESULTS[outcome]
    super(message)
    this.result = result
  }
}

export function isResultName(name: string): name is ResultName {
  return Object.hasOwn(RESULTS, name)
}
