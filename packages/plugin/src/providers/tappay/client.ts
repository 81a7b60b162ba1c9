import { refusalWords } from "../../toolkit/code-words"
import type { Buyer } from "../../toolkit/contract/start-request"
import type { PaymentError } from "../../toolkit/payment-error"
import { successOf } from "../../toolkit/success"
import type { LocalText } from "../../toolkit/text"
import { tidyText } from "../../toolkit/text"
import { explain, isRefusal } from "./codes"
import { type Answer, errors } from "./wire"

/** @throws PaymentError unless the answer is a success. */
export const mustSucceed = mustBeOneOf(new Set([0]))

/** For calls that have other ways of saying yes. */
export function mustBeOneOf(success: ReadonlySet<number>): (answer: Answer) => Answer {
  return successOf(({ status }) => success.has(status), refusal)
}

const NAME: LocalText = { en: "TapPay", "zh-TW": "TapPay " }

/** `refused` in the merchant's words; `unreadable` where the code does not tell whether something was done. */
export function refusal({ status, message }: Answer): PaymentError {
  const code = String(status)
  const words = refusalWords(NAME, code, explain(code), message)
  return isRefusal(status)
    ? errors.refused(words, { code })
    : errors.unreadable(`TapPay answered ${code}, which does not tell what became of it.`, { code })
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
