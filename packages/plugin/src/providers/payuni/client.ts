import { textIn } from "../../toolkit/answer-text"
import { refusalWords } from "../../toolkit/code-words"
import { ask, type Conversation, type WireRequest, type WireResponse } from "../../toolkit/contract/conversation"
import type { Moment } from "../../toolkit/contract/moment"
import { encodeFieldsAsPhp } from "../../toolkit/form"
import { decodeObject } from "../../toolkit/json-object"
import type { PaymentError } from "../../toolkit/payment-error"
import type { Fields } from "../../toolkit/redact"
import { successOf } from "../../toolkit/success"
import type { LocalText } from "../../toolkit/text"
import { explain } from "./codes"
import type { PayuniConfig } from "./config"
import { errors, open, seal } from "./wire"

/** An identical request is still being worked on, so that nobody knows yet what comes of it. */
const IN_PROGRESS = "API00009"

/** All but the first move money. */
export type Path =
  | "trade/query"
  | "trade/close"
  | "trade/cancel"
  | `trade/common/refund/${"icash" | "aftee" | "linepay" | "jkopay"}`

/** A server call, sealed. Its answer's own `Status` is for the caller to judge. */
export function call(config: PayuniConfig, path: Path, fields: Fields, moment: Moment): Conversation<Fields> {
  const asks = path === "trade/query"
  const inner = { MerID: config.merId, ...fields, Timestamp: String(Math.floor(moment.now.getTime() / 1000)) }
  const request: WireRequest = {
    call: path,
    method: "POST",
    url: `${config.host}/api/${path}`,
    headers: { "content-type": "application/x-www-form-urlencoded", "user-agent": "payuni" },
    body: encodeFieldsAsPhp(seal(inner, asks ? "2.0" : "1.0", config.keys[0])),
    moves: !asks,
    timeoutMs: asks ? 15_000 : 30_000,
  }
  return ask(request, (response) => readAnswer(config, response))
}

/**
 * The fields of a sealed answer. Refusals at the door (API…, DEF…) come unsealed: they are no success of anything.
 * @throws PaymentError `refused`, `unreadable`, `signature`
 */
function readAnswer(config: PayuniConfig, { status, text }: WireResponse): Fields {
  if (status !== 200) throw unreadable(`PAYUNi answered with HTTP ${status}.`, String(status))
  const answer = decodeObject(text, "PAYUNi's answer", "payuni")
  const outer = Object.fromEntries(Object.entries(answer).map(([name, value]) => [name, textIn(value)]))
  if (outer.EncryptInfo) return own(config, open(outer, config.keys).fields)
  throw outer.Status === "SUCCESS" ? unreadable("PAYUNi's answer is not sealed.", "") : refusal(outer)
}

export function own(config: PayuniConfig, fields: Fields): Fields {
  if (fields.MerID === config.merId) return fields
  throw unreadable("PAYUNi answered about another merchant.", "")
}

/** @throws PaymentError `refused` for a code of PAYUNi's, `unreadable` for what tells nothing, unless it is a success */
export const mustSucceed = successOf<Fields>(({ Status }) => Status === "SUCCESS", refusal)

/**
 * The families of PAYUNi's errors (錯誤代碼) that stop a request at the door (01), for what it says (02) or for the payment's state (03),
 * and what its tables list beside them. `UNKNOWN` and its kin, and what stands in no table, are no refusals: it may have been done.
 */
const REFUSALS =
  /^(API000\d\d|(API|DEF|UPP|QUERY|CREDIT|CLOSE|CANCEL|REFUND|PRD)0[123]\d{3}|QUERY0400[12]|REFUND04005)$/

const NAME: LocalText = { en: "PAYUNi", "zh-TW": "統一金流" }

function refusal({ Status: code = "", Message: message = "" }: Fields): PaymentError {
  if (!REFUSALS.test(code) || code === IN_PROGRESS)
    return unreadable(`PAYUNi answered ${code.slice(0, 20)}, which does not tell what was done.`, code)
  const words = refusalWords(NAME, code, explain(code), message)
  return errors.refused(words, { code })
}

export function unreadable(message: string, code: string): PaymentError {
  return errors.unreadable(message, { code })
}
