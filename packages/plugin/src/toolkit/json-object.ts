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
