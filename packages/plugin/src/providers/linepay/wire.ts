import { createHmac } from "node:crypto"
import { errorsOf } from "../../toolkit/gateway-errors"
import { decodeObject } from "../../toolkit/json-object"

export const errors = errorsOf("linepay")

/**
 * `X-LINE-Authorization` (API 認證): HMAC-SHA256 in Base64, over the secret, the path without query, the exact body (POST)
 * or query string without `?` (GET), and the nonce.
 */
export function signature(channelSecret: string, path: string, payload: string, nonce: string): string {
  return createHmac("sha256", channelSecret).update(`${channelSecret}${path}${payload}${nonce}`).digest("base64")
}

/** A string as it stands, or a whole number too long for a double; strings are matched so that nothing inside them is. */
const STRING_OR_LONG_NUMBER = /"(?:[^"\\]|\\.)*"|-?\d{16,}(?![\d.eE])/g

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
  const exact = text.replace(STRING_OR_LONG_NUMBER, (token) => (token.startsWith('"') ? token : `"${token}"`))
  const answer = decodeObject(exact, "LINE Pay's answer", "linepay")
  // Old errors come as { resultCode: 1104, statusMessage } (錯誤訊息).
  const code = answer.returnCode ?? answer.resultCode
  if (code === undefined) throw errors.unreadable("LINE Pay's answer cannot be read: it has no result code.")
  return { code: String(code), message: String(answer.returnMessage ?? answer.statusMessage ?? ""), info: answer.info }
}
