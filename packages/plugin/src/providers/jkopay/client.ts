import { refusalWords } from "../../toolkit/code-words"
import type { WireRequest, WireResponse } from "../../toolkit/contract/conversation"
import type { PaymentError } from "../../toolkit/payment-error"
import { successOf } from "../../toolkit/success"
import type { LocalText } from "../../toolkit/text"
import { explain } from "./codes"
import type { JkopayConfig } from "./config"
import { type Answer, decodeAnswer, digest, errors } from "./wire"

export function post(config: JkopayConfig, call: string, value: unknown): WireRequest {
  const body = JSON.stringify(value)
  return {
    call,
    method: "POST",
    url: `${config.host}/platform/${call}`,
    headers: headersOf(config, body),
    body,
    timeoutMs: 30_000,
  }
}

export function inquiry(config: JkopayConfig, tradeNo: string): WireRequest {
  const query = `platform_order_ids=${tradeNo}`
  return {
    call: "inquiry",
    method: "GET",
    url: `${config.host}/platform/inquiry?${query}`,
    headers: headersOf(config, query),
    timeoutMs: 20_000,
  }
}

function headersOf(config: JkopayConfig, payload: string): Record<string, string> {
  return { "content-type": "application/json", "api-key": config.apiKey, digest: digest(config.secretKey, payload) }
}

export function read({ status, text }: WireResponse): Answer {
  if (status === 401 || status === 403)
    throw errors.config("JKOPAY refused the keys: check apiKey, secretKey and storeId.", { code: String(status) })
  return decodeAnswer(text)
}

/** @throws PaymentError `refused` in the merchant's words, `unreadable` for JKOPAY's own errors, unless it is a success. */
export const mustSucceed = successOf<Answer>(({ result }) => result === "000", refusal)

const NAME: LocalText = { en: "JKOPAY", "zh-TW": "街口支付" }

function refusal({ result, message }: Answer): PaymentError {
  if (result === "999") return errors.unreadable("JKOPAY had an internal error (999).", { code: "999" })
  const meaning = explain(result)
  // A code that is in no table says nothing of what was done.
  if (meaning === null) return errors.unreadable(`JKOPAY answered ${result.slice(0, 20)}: ${message}`, { code: result })
  const words = refusalWords(NAME, result, meaning, message)
  return errors.refused(words, { code: result })
}
