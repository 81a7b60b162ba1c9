import { createHmac } from "node:crypto"
import { textIn } from "../../toolkit/answer-text"
import { errorsOf } from "../../toolkit/gateway-errors"
import { decodeObject, withLongNumbersAsText } from "../../toolkit/json-object"

export const errors = errorsOf("linepay")

/**
 * `X-LINE-Authorization` (API 認證): HMAC-SHA256 in Base64, over the secret, the path without query, the exact body (POST)
 * or query string without `?` (GET), and the nonce.
 */
export function signature(channelSecret: string, path: string, payload: string, nonce: string): string {
  return createHmac("sha256", channelSecret).update(`${channelSecret}${path}${payload}${nonce}`).digest("base64")
}

export interface Answer {
  readonly code: string
  readonly message: string
  readonly info: unknown
}

/**
 * An answer's envelope. Transaction ids are numbers of 19 digits, which no double holds, so they become strings first.
 * @throws PaymentError `unreadable`
 */
export function decodeAnswer(text: string): Answer {
  const answer = decodeObject(withLongNumbersAsText(text), "LINE Pay's answer", "linepay")
  // Old errors come as { resultCode: 1104, statusMessage } (錯誤訊息).
  const code = answer.returnCode ?? answer.resultCode
  if (typeof code !== "string" && typeof code !== "number")
    throw errors.unreadable("LINE Pay's answer cannot be read: it has no result code.")
  return { code: String(code), message: textIn(answer.returnMessage ?? answer.statusMessage), info: answer.info }
}
