import { createHmac } from "node:crypto"
import { textIn } from "../../toolkit/answer-text"
import { errorsOf } from "../../toolkit/gateway-errors"
import { decodeObject } from "../../toolkit/json-object"
import { isRecord } from "../../toolkit/options"

export const errors = errorsOf("jkopay")

/**
 * The `digest` header (簽章規則): lower-case hexadecimal HMAC-SHA256 over the body exactly as sent (POST), or over the query
 * string without `?` and without percent-encoding (GET).
 */
export function digest(secretKey: string, payload: string): string {
  return createHmac("sha256", secretKey).update(payload).digest("hex")
}

export interface Answer {
  /** `"000"` is a success. */
  readonly result: string
  readonly message: string
  readonly object: Readonly<Record<string, unknown>>
}

/** @throws PaymentError `unreadable` */
export function decodeAnswer(text: string): Answer {
  const { result, message, result_object: object } = decodeJson(text)
  if (typeof result !== "string" && typeof result !== "number")
    throw errors.unreadable("JKOPAY's message cannot be read: it has no result.")
  return {
    result: String(result),
    message: textIn(message),
    object: isRecord(object) ? object : {},
  }
}

/** @throws PaymentError `unreadable` unless the text is a JSON object. */
export function decodeJson(text: string): Record<string, unknown> {
  return decodeObject(text, "JKOPAY's message", "jkopay")
}
