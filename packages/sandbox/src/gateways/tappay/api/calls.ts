import type { Context } from "hono"
import { readObject } from "../../../core/json-rules.js"
import type { Partner } from "../model/accounts.js"
import type { Tappay } from "../model/tappay.js"
import type { Trade } from "../model/trade.js"
import { type Body, firstBroken, type Rule, textOf } from "../wire/checks.js"
import { say } from "../wire/codes.js"

/** What a call answers: always with HTTP 200 and a `status`. */
export type Answer = Readonly<Record<string, unknown>> & { status: number; msg: string }

export interface Call {
  body: Body
  partner: Partner
}

/**
 * One of TapPay's calls: reads JSON, checks the key (both header `x-api-key` and `partner_key`) and the arguments, then
 * answers with the result of `answer`.
 */
export function endpoint(tappay: Tappay, rules: readonly Rule[], answer: (call: Call) => Answer) {
  return async (context: Context): Promise<Response> => {
    const call = readCall(tappay, await context.req.text(), context.req.header("x-api-key"), rules)
    return context.json("status" in call ? call : answer(call))
  }
}

function readCall(tappay: Tappay, text: string, apiKey: string | undefined, rules: readonly Rule[]): Call | Answer {
  const body = readObject(text)
  if (!body) return say(5)
  const [keyRule, ...others] = rules
  const noKey = keyRule ? firstBroken(body, [keyRule]) : null
  if (noKey) return say(noKey)
  const key = textOf(body.partner_key)
  if (apiKey !== key) return say(80)
  const partner = tappay.partners.get(key)
  if (!partner) return say(81)
  const status = firstBroken(body, others)
  return status ? say(status) : { body, partner }
}

/** A call about one trade of this partner, by `rec_trade_id`; 4002 for anybody else's. */
export function aboutTrade(tappay: Tappay, rules: readonly Rule[], answer: (trade: Trade, call: Call) => Answer) {
  return endpoint(tappay, rules, (call) => {
    const trade = tappay.book.byId(textOf(call.body.rec_trade_id))
    return trade?.partner === call.partner ? answer(trade, call) : say(4002)
  })
}
