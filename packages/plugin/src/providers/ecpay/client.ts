import type { WireRequest, WireResponse } from "../../toolkit/contract/conversation"
import type { Moment } from "../../toolkit/contract/moment"
import type { PaymentError } from "../../toolkit/payment-error"
import type { Fields } from "../../toolkit/redact"
import type { LocalText } from "../../toolkit/text"
import type { EcpayConfig } from "./config"
import { encodeBody, errors, sign } from "./wire"

/** After too many questions ECPay answers 403 for half an hour (介接注意事項). */
const LOCKED_OUT_MS = 30 * 60_000

/** A signed form post to one of ECPay's server APIs. */
export function call(config: EcpayConfig, path: string, fields: Fields, timeoutMs = 15_000): WireRequest {
  const platform = config.orderFields.PlatformID
  const all = { MerchantID: config.merchantId, ...fields, ...(platform ? { PlatformID: platform } : {}) }
  return {
    call: path.split("/").slice(2).join("/"),
    method: "POST",
    url: `${config.paymentHost}${path}`,
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: encodeBody(sign(all, config.keys[0])),
    timeoutMs,
  }
}

const TOO_OFTEN = {
  en: "ECPay was asked too often and answers again in 30 minutes.",
  "zh-TW": "對綠界的查詢過於頻繁，30 分鐘後才會再回應。",
}

/** The answer's text. @throws PaymentError `refused` while locked out, `unreadable` for any other status than 200 */
export function textOf(response: WireResponse, moment: Moment): string {
  if (response.status === 200) return response.text
  if (response.status !== 403)
    throw errors.unreadable(`ECPay answered with HTTP ${response.status}.`, { code: String(response.status) })
  const retryAt = new Date(moment.now.getTime() + LOCKED_OUT_MS)
  throw errors.refused(TOO_OFTEN, { code: "403", retryAt })
}

export function refusal(why: LocalText, code: string): PaymentError {
  return errors.refused({ en: `ECPay refused: ${why.en}.`, "zh-TW": `綠界拒絕：${why["zh-TW"]}。` }, { code })
}
