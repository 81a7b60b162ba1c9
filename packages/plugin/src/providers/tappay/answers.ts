import { PaymentError } from "../../toolkit/payment-error"
import { explain, isRefusal } from "./codes"
import type { Answer } from "./wire"

const SUCCESS: ReadonlySet<number> = new Set([0])

/** @throws PaymentError unless the answer is a success. */
export function mustSucceed(answer: Answer, success = SUCCESS): Answer {
  if (success.has(answer.status)) return answer
  throw refusal(answer)
}

/** `refused` in the merchant's words; `unreadable` where the code does not tell whether something was done. */
export function refusal({ status, message }: Answer): PaymentError {
  const facts = { gateway: "tappay", code: String(status) }
  const words = explain(String(status))?.merchant.en ?? message
  return isRefusal(status)
    ? new PaymentError("refused", `TapPay refused (${status}): ${words}`, facts)
    : new PaymentError("unreadable", `TapPay answered ${status}, which does not tell what became of it.`, facts)
}
