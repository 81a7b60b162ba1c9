import type { Attempt } from "../../modules/ledger/records"
import { describeError, inBothLanguages, isPaymentError, PaymentError } from "../../toolkit/payment-error"
import type { LocalText } from "../../toolkit/text"
import { stateAsReason } from "../operation-names"

export function refusal(attempt: Attempt, words: LocalText, kind: "refused" | "unsupported" = "refused"): PaymentError {
  return new PaymentError(kind, words, { gateway: attempt.gateway })
}

/** Of no gateway's. */
export function refused(en: string, zh: string): PaymentError {
  return new PaymentError("refused", { en, "zh-TW": zh })
}

export function noSuchPayment(): PaymentError {
  return refused("The ledger has no such payment.", "帳本中沒有這筆付款。")
}

export function nothingToRefund(attempt: Attempt): PaymentError {
  const why = stateAsReason(attempt)
  const zh = `沒有可退的款項：${why["zh-TW"]}。`
  return refusal(attempt, { en: `Nothing can be refunded: ${why.en}.`, "zh-TW": zh })
}

/** A gateway's refusal has a code, which pages explain in the reader's language. */
export function keptWords(error: unknown): string {
  return isPaymentError(error) && error.facts.code === undefined ? inBothLanguages(error) : describeError(error)
}
