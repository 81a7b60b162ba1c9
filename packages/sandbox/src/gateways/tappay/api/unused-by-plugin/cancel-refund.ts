import type { Context } from "hono"
import type { Tappay } from "../../model/tappay.js"
import { cancelRefund } from "../../payments.js"
import { RULES } from "../../wire/checks.js"
import { say } from "../../wire/codes.js"
import { aboutTrade } from "../calls.js"

/** Refund Cancel API: only at Taishin, and only on the day of the refund. */
export function refundCancel(tappay: Tappay): (context: Context) => Promise<Response> {
  return aboutTrade(tappay, RULES.refundCancel, (trade, { body }) => {
    if (trade.merchant.acquirer !== "TW_TAISHIN") return say(68)
    const found = trade.refunds.find(({ id, cancelled }) => id === body.refund_id && !cancelled)
    if (!found || trade.capturedAt === null) return say(670)
    cancelRefund(tappay, trade, found.id)
    return { ...say(0), refund_id: found.id }
  })
}
