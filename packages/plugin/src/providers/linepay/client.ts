import { refusalWords } from "../../toolkit/code-words"
import { ask, type Conversation, type WireRequest } from "../../toolkit/contract/conversation"
import type { Moment } from "../../toolkit/contract/moment"
import type { PaymentError } from "../../toolkit/payment-error"
import { successOf } from "../../toolkit/success"
import type { LocalText } from "../../toolkit/text"
import { explain } from "./codes"
import type { LinePayConfig } from "./config"
import { type Answer, decodeAnswer, errors, signature } from "./wire"

/** LINE Pay's own least times to wait (讀取逾時), seconds. */
const TIMEOUTS = { request: 10, check: 20, confirm: 40, capture: 60, void: 20, details: 20, refund: 20 } as const

export type CallName = keyof typeof TIMEOUTS

const MOVES: ReadonlySet<CallName> = new Set(["confirm", "capture", "void", "refund"])

/** A signed request: the payload that is signed is the one that is sent, byte for byte. */
function sign(
  config: LinePayConfig,
  moment: Moment,
  call: CallName,
  path: string,
  payload: { body?: string; query?: string },
): WireRequest {
  const nonce = moment.nonce()
  const { body, query } = payload
  return {
    call,
    method: body === undefined ? "GET" : "POST",
    url: `${config.host}${path}${query ? `?${query}` : ""}`,
    headers: {
      "content-type": "application/json",
      "x-line-channelid": config.channelId,
      "x-line-authorization-nonce": nonce,
      "x-line-authorization": signature(config.channelSecret, path, body ?? query ?? "", nonce),
      ...(config.deviceProfileId ? { "x-line-merchantdeviceprofileid": config.deviceProfileId } : {}),
    },
    ...(body === undefined ? {} : { body }),
    moves: MOVES.has(call),
    timeoutMs: TIMEOUTS[call] * 1000,
  }
}

/** Posts a command. Its answer's code is for the caller to judge. */
export function post(
  config: LinePayConfig,
  moment: Moment,
  call: CallName,
  path: string,
  body: unknown,
): Conversation<Answer> {
  return ask(sign(config, moment, call, path, { body: JSON.stringify(body) }), ({ text }) => decodeAnswer(text))
}

export function get(
  config: LinePayConfig,
  moment: Moment,
  call: CallName,
  path: string,
  query = "",
): Conversation<Answer> {
  return ask(sign(config, moment, call, path, { query }), ({ text }) => decodeAnswer(text))
}

/** @throws PaymentError `refused` in the merchant's words, unless the answer is a success. */
export const mustSucceed = successOf<Answer>(({ code }) => code === "0000", refusal)

const NAME: LocalText = { en: "LINE Pay", "zh-TW": "LINE Pay " }

export function refusal({ code, message }: Answer): PaymentError {
  const words = refusalWords(NAME, code, explain(code), message)
  return errors.refused(words, { code })
}

/**
 * Codes of the table (結果代碼) by which a command surely did nothing. After any other, LINE Pay's own errors and what is in no table
 * among them, it may have worked all the same: only the details know.
 */
const REFUSALS =
  /^(110[12456]|1110|1124|114[12]|115[03459]|116[3459]|117[0789]|118[034]|119[034]|12(8\d|9[0-68])|2042|210[123])$/

export function isRefusal(code: string): boolean {
  return REFUSALS.test(code)
}
