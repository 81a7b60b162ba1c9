import { DAY } from "../../core/taipei.js"
import { notify } from "./messages/notices.js"
import { transferNotice } from "./messages/transfer-notice.js"
import type { NonCardRefund } from "./model/non-card-refund.js"
import type { Payuni } from "./model/payuni.js"
import type { Trade } from "./model/trade.js"
import { dashDate } from "./wire/dates.js"

const TRANSFER_DAYS = 3

/** Starts a transfer and returns the day on which the money should arrive. */
export function transfer(payuni: Payuni, trade: Trade, amount: number, notifyUrl: string): string {
  const at = payuni.core.clock.now()
  const refundNo = `R${trade.tradeNo}${trade.nonCardRefunds.length + 1}`
  const refund: NonCardRefund = { refundNo, amount, at, status: "1", notifyUrl }
  trade.nonCardRefunds.push(refund)
  const days = payuni.settings.transfers === "immediate" ? 0 : TRANSFER_DAYS
  const due = new Date(at.getTime() + days * DAY)
  payuni.core.clock.schedule(due, () => finishTransfer(payuni, trade, refund, true))
  return dashDate(due)
}

/** Ends a transfer, done or failed; RefundStatus 1 or 2. */
export function finishTransfer(payuni: Payuni, trade: Trade, refund: NonCardRefund, done: boolean): void {
  if (refund.status !== "1") return
  refund.status = done ? "2" : "3"
  notify(payuni, trade, transferNotice(trade, refund, done, dashDate(payuni.core.clock.now())), refund.notifyUrl)
}
