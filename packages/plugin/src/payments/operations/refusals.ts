import type { Attempt } from "../../modules/ledger/records"
import { describeError, inBothLanguages, isPaymentError, PaymentError } from "../../toolkit/payment-error"
import type { LocalText } from "../../toolkit/text"
import { STATE_IN_CHINESE } from "../operation-names"

export function refusal(attempt: Attempt, words: LocalText, kind: "refused" | "unsupported" = "refused"): PaymentError {
  return new PaymentError(kind, words, { gateway: attempt.gateway })
}

export function noSuchPayment(): PaymentError {
  return new PaymentError("refused", { en: "The ledger has no such payment.", "zh-TW": "帳本中沒有這筆付款。" })
}

export function nothingToRefund(attempt: Attempt): PaymentError {
  const zh = `沒有可退的款項：這筆交易${STATE_IN_CHINESE[attempt.state]}。`
  return refusal(attempt, { en: `Nothing can be refunded: the trade is ${attempt.state}.`, "zh-TW": zh })
}

/** A gateway's refusal has a code, which pages explain in the reader's language. */
export function keptWords(error: unknown): string {
  return isPaymentError(error) && error.facts.code === undefined ? inBothLanguages(error) : describeError(error)
}
