import type { Context } from "hono"
import type { Tappay } from "../model/tappay.js"
import type { Trade, TradeState } from "../model/trade.js"
import { arrangeCapture } from "../payments.js"
import { RULES } from "../wire/checks.js"
import { type Status, say } from "../wire/codes.js"
import { type Answer, aboutTrade } from "./calls.js"

/** Why a capture can be neither scheduled nor cancelled. */
const REFUSALS: Readonly<Partial<Record<TradeState, Status>>> = {
  capturing: 936,
  captured: 934,
  "partly-refunded": 934,
}

export function refusalOf({ state }: Trade): Status | null {
  return state === "authorised" ? null : (REFUSALS[state] ?? 4002)
}

/** Cap Today API: schedules the capture in today's batch. Nothing is captured yet when it answers. */
export function capToday(tappay: Tappay): (context: Context) => Promise<Response> {
  return aboutTrade(tappay, RULES.trade, (trade): Answer => {
    const refusal = refusalOf(trade)
    if (refusal) return say(refusal)
    arrangeCapture(tappay, trade, 0)
    return { ...say(0), cap_millis: trade.captureAt?.getTime() ?? 0 }
  })
}
