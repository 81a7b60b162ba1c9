import type { WireRequest, WireResponse } from "../../toolkit/contract/conversation"
import { errorsOf } from "../../toolkit/gateway-errors"
import { decodeObject } from "../../toolkit/json-object"
import type { PaymentError } from "../../toolkit/payment-error"

export const errors = errorsOf("tappay")

/** TapPay's own advice on how long to wait, milliseconds. A question can be asked again. */
const TIMEOUT_MS = 30_000

const QUESTION_TIMEOUT_MS = 20_000

const QUESTION = "/tpc/transaction/query"

/** Nothing is signed: a partner is known by its key, in the header and in the body. */
export function post(host: string, partnerKey: string, path: string, body: object): WireRequest {
  return {
    call: path.slice("/tpc/".length),
    method: "POST",
    url: `${host}${path}`,
    headers: { "content-type": "application/json", "x-api-key": partnerKey },
    body: JSON.stringify({ partner_key: partnerKey, ...body }),
    timeoutMs: path === QUESTION ? QUESTION_TIMEOUT_MS : TIMEOUT_MS,
  }
}

export interface Answer {
  /** 0 is a success everywhere; the same number means other things in other calls. */
  readonly status: number
  readonly message: string
  readonly fields: Readonly<Record<string, unknown>>
}

/** Every answer is HTTP 200 with `status` and `msg`. @throws PaymentError `unreadable` */
export function decodeAnswer({ text }: WireResponse): Answer {
  const fields = decodeObject(text, "TapPay's answer", "tappay")
  const { status, msg } = fields
  if (typeof status !== "number" || !Number.isInteger(status)) throw unreadable("it has no status")
  return { status, message: typeof msg === "string" ? msg : "", fields }
}

export function unreadable(why: string): PaymentError {
  return errors.unreadable(`TapPay's message cannot be read: ${why}.`)
}
