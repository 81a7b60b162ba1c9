import type { Buyer } from "../../toolkit/contract/start-request"
import { PaymentError } from "../../toolkit/payment-error"
import { tidyText } from "../../toolkit/text"
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

/** None of the three may be missing (507 to 509) or have more than 40 characters; half an e-mail address is none. */
export function cardholderOf({ phone, name, email }: Buyer): Record<string, string> {
  return {
    phone_number: internationalNumber(phone ?? "") || "-",
    name: [...tidyText(name ?? "")].slice(0, 40).join("") || "-",
    email: email !== null && email.length <= 40 ? email : "-",
  }
}

/** A Taiwanese number in the international form (E.164); any other as it is, without its decoration. */
function internationalNumber(phone: string): string {
  const digits = phone.replace(/[^\d+]/g, "")
  return (digits.startsWith("0") ? `+886${digits.slice(1)}` : digits).slice(0, 40)
}
