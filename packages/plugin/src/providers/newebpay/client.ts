import { refusalWords } from "../../toolkit/code-words"
import type { WireRequest, WireResponse } from "../../toolkit/contract/conversation"
import type { Moment } from "../../toolkit/contract/moment"
import type { OperationRequest } from "../../toolkit/contract/operation"
import { decodeObject } from "../../toolkit/json-object"
import { lookUp } from "../../toolkit/look-up"
import type { PaymentError } from "../../toolkit/payment-error"
import type { Fields } from "../../toolkit/redact"
import type { LocalText } from "../../toolkit/text"
import { explain } from "./codes"
import type { NewebpayConfig } from "./config"
import { errors, textsOf } from "./wire"

/** An answer of one of the server APIs: its code is for the caller to judge. */
export interface Answer {
  readonly code: string
  readonly message: string
  /** What it says of the trade; nothing where there is none. */
  readonly result: Fields
  /** Status and Message left out: `EncryptData` and its kin. */
  readonly envelope: Fields
}

const HOUR_MS = 3_600_000

/** Hours for which NewebPay then answers nothing (錯誤代碼). */
const LOCKED_HOURS: Readonly<Record<string, number>> = { TRA10071: 4, TRA10702: 1, TRA11002: 4 }

/** A form post to one of NewebPay's server APIs. Its firewall turns away the names that HTTP libraries give themselves. */
export function call(config: NewebpayConfig, path: string, fields: Fields, timeoutMs = 15_000): WireRequest {
  return {
    call: path.replace(/^\/API\//, ""),
    method: "POST",
    url: `${config.host}${path}`,
    headers: { "content-type": "application/x-www-form-urlencoded", "user-agent": "taiwan-payments-medusa/1" },
    body: new URLSearchParams({ ...fields }).toString(),
    timeoutMs,
  }
}

/** @throws PaymentError `unreadable`, or `refused` with the hour of its end while NewebPay locks the account out */
export function readReply({ status, text }: WireResponse, moment: Moment): Answer {
  if (status !== 200) throw unreadable(`NewebPay answered with HTTP ${status}.`, String(status))
  const { Result, ...outer } = decodeObject(text, "NewebPay's answer", "newebpay")
  const { Status: code, Message: message = "", ...envelope } = textsOf(outer)
  if (!code) throw unreadable("NewebPay's answer has no Status.")
  const hours = lookUp(LOCKED_HOURS, code)
  if (hours !== undefined) throw refusal({ code, message }, new Date(moment.now.getTime() + hours * HOUR_MS))
  return { code, message, result: textsOf(Result), envelope }
}

/** Seconds of the epoch; NewebPay takes 120 of difference. */
export function timeStamp({ now }: Moment): string {
  return String(Math.floor(now.getTime() / 1000))
}

const NAME: LocalText = { en: "NewebPay", "zh-TW": "藍新" }

export function refusal({ code, message }: Pick<Answer, "code" | "message">, retryAt?: Date): PaymentError {
  const words = refusalWords(NAME, code, explain(code), message)
  return errors.refused(words, { code, ...(retryAt ? { retryAt } : {}) })
}

export function unreadable(message: string, code?: string): PaymentError {
  return errors.unreadable(message, { ...(code ? { code } : {}) })
}

/** A movement of money to be asked for, of one account, now. */
export interface Operation {
  readonly config: NewebpayConfig
  readonly request: OperationRequest
  readonly moment: Moment
}
