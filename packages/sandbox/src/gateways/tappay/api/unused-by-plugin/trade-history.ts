import type { Context } from "hono"
import type { Tappay } from "../../model/tappay.js"
import type { LifecycleEvent } from "../../model/trade.js"
import { RULES } from "../../wire/checks.js"
import { MESSAGES, say } from "../../wire/codes.js"
import { aboutTrade } from "../calls.js"

/** The numbers of `action` are assumed, after an old client's names: 0 authorised, 1 captured, 3 refunded, 5 cancelled, 6 refund cancelled. */
const ACTIONS: Readonly<Record<LifecycleEvent["what"], number>> = {
  authorise: 0,
  capture: 1,
  refund: 3,
  cancel: 5,
  "refund-cancel": 6,
}

/** Trade History API. */
export function tradeHistory(tappay: Tappay): (context: Context) => Promise<Response> {
  return aboutTrade(tappay, RULES.trade, (trade) => ({
    ...say(0),
    rec_trade_id: trade.recTradeId,
    trade_history: trade.history.map(({ what, amount, at, success, status }) => ({
      amount,
      action: ACTIONS[what],
      millis: at.getTime(),
      success,
      bank_result_code: status === 0 ? "" : String(status),
      bank_result_msg: status === 0 ? "" : MESSAGES[status],
    })),
  }))
}
