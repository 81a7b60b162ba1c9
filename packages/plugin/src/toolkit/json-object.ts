import { PaymentError } from "./payment-error"

/**
 * A message that must be a JSON object.
 * @param whose the message's name in a sentence: `LINE Pay's answer`
 * @throws PaymentError `unreadable`
 */
export function decodeObject(text: string, whose: string, gateway: string): Record<string, unknown> {
  const value = parse(text)
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return { ...value }
  throw new PaymentError("unreadable", `${whose} cannot be read: it is not a JSON object.`, { gateway })
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/**
 * A string, or a number with all that could belong to it. Strings are matched so that nothing inside them is. No match is
 * ever given up again, so that the time of a text grows with its length alone.
 */
const STRING_OR_NUMBER = /"[^"\\]*(?:\\.[^"\\]*)*"?|-?\d[\d.eE+-]*/gs

/** A whole number too long for a double. */
const LONG = /^-?\d{16,}$/

/** JSON whose long numbers, such as transaction ids of 19 digits, have become strings: no double holds them. */
export function withLongNumbersAsText(json: string): string {
  return json.replace(STRING_OR_NUMBER, (token) => (LONG.test(token) ? `"${token}"` : token))
}
