import type { Buyer } from "../../toolkit/contract/gateway"
import { tidyText } from "../../toolkit/text"

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
