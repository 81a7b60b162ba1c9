import { PaymentError } from "./payment-error"
import type { Fields } from "./redact"

/**
 * A message of form fields. A field given twice is refused: two readers could see two amounts.
 * @param whose the message's name in a sentence: `ECPay's message`
 * @throws PaymentError `unreadable`
 */
export function decodeFields(text: string, whose: string, gateway: string): Fields {
  const pairs = [...new URLSearchParams(text)]
  if (pairs.length === 0) throw unreadable(whose, "it has no form fields", gateway)
  if (new Set(pairs.map(([name]) => name)).size !== pairs.length)
    throw unreadable(whose, "a field stands twice", gateway)
  return Object.fromEntries(pairs)
}

function unreadable(whose: string, why: string, gateway: string): PaymentError {
  return new PaymentError("unreadable", `${whose} cannot be read: ${why}.`, { gateway })
}

/** Fields as PHP's `http_build_query` writes them, in the order given: `*` is escaped too, and a space is a plus. */
export function encodeFieldsAsPhp(fields: Fields): string {
  return new URLSearchParams({ ...fields }).toString().replaceAll("*", "%2A")
}
