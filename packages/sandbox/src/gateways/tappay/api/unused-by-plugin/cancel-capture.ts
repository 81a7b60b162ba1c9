import type { Context } from "hono"
import type { Tappay } from "../../model/tappay.js"
import { RULES } from "../../wire/checks.js"
import { say } from "../../wire/codes.js"
import { type Answer, aboutTrade } from "../calls.js"
import { refusalOf } from "../captures.js"

/** Cap Cancel API: 934 captured, 935 nothing scheduled, 936 being captured. */
export function capCancel(tappay: Tappay): (context: Context) => Promise<Response> {
  return aboutTrade(tappay, RULES.trade, (trade): Answer => {
    const refusal = refusalOf(trade) ?? (trade.captureAt ? null : 935)
    if (refusal) return say(refusal)
    trade.captureAt = null
    return say(0)
  })
}
