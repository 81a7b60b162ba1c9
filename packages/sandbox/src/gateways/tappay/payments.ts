import { DAY, nextTimeOfDay } from "../../core/taipei.js"
import { notify } from "./messages/notices.js"
import { testCardOf } from "./model/cards.js"
import type { Tappay } from "./model/tappay.js"
import { type LifecycleEvent, move, newId, type Trade } from "./model/trade.js"
import type { Status } from "./wire/codes.js"

function recordEvent(
  { core }: Tappay,
  trade: Trade,
  what: LifecycleEvent["what"],
  amount: number,
  status: Status = 0,
): void {
  trade.history.push({ what, amount, at: core.clock.now(), success: status === 0, status })
}

/** Authorises a payment. Wallets are captured immediately, cards in the evening batch of the requested day. */
export function authorise(tappay: Tappay, trade: Trade): void {
  const now = tappay.core.clock.now()
  move(trade, "authorised")
  trade.authorisedAt = now
  trade.completedAt = now
  trade.authCode = trade.method.kind === "wallet" ? "" : String(100_000 + (now.getTime() % 900_000))
  tappay.cards.enable(trade.cardSecret)
  recordEvent(tappay, trade, "authorise", trade.amount)
  if (trade.method.kind === "wallet" && tappay.settings.walletCapture === "at-once") capture(tappay, trade)
  else if (trade.delay >= 0) arrangeCapture(tappay, trade, trade.delay)
}

/** Declined by the bank or the wallet. */
export function refuse(tappay: Tappay, trade: Trade, status: Status): void {
  move(trade, "error")
  trade.failure = status
  trade.completedAt = tappay.core.clock.now()
  recordEvent(tappay, trade, "authorise", trade.amount, status)
}

/** Cancelled by the buyer on the bank's or the wallet's page. */
export function cancel(tappay: Tappay, trade: Trade): void {
  move(trade, "cancelled")
  trade.failure = trade.method.kind === "wallet" ? 924 : 925
  trade.completedAt = tappay.core.clock.now()
  recordEvent(tappay, trade, "cancel", trade.amount)
}

/** The bank decides about a card that passed 3-D Secure, or about a wallet; then the merchant's server is notified. */
export function complete(tappay: Tappay, trade: Trade, failure: Status | "cancelled" | null): void {
  const declined = trade.card ? testCardOf(trade.card.number).decline : null
  if (failure === "cancelled") cancel(tappay, trade)
  else if (failure ?? declined) refuse(tappay, trade, failure ?? declined ?? 10003)
  else authorise(tappay, trade)
  if (trade.failure === null || tappay.settings.failureNotices) notify(tappay, trade)
}

/** Schedules the capture in the batch of today, or of `days` later. */
export function arrangeCapture({ core, settings }: Tappay, trade: Trade, days: number): void {
  const next = nextTimeOfDay(core.clock.now(), settings.captureHour, 0)
  trade.captureAt = new Date(next.getTime() + days * DAY)
}

/** Captures a payment now. */
export function capture(tappay: Tappay, trade: Trade): void {
  move(trade, "captured")
  trade.capturedAt = tappay.core.clock.now()
  trade.captureAt ??= trade.capturedAt
  recordEvent(tappay, trade, "capture", trade.amount)
}

/** Records a refund: a full one before capture is a void. */
export function recordRefund(tappay: Tappay, trade: Trade, amount: number): string {
  const now = tappay.core.clock.now()
  const id = newId("DR", now)
  trade.refunded += amount
  trade.refunds.push({ id, amount, at: now, cancelled: false })
  move(trade, trade.refunded === trade.amount ? "refunded" : "partly-refunded")
  recordEvent(tappay, trade, "refund", amount)
  return id
}

/** Cancels a refund before the bank has processed it. */
export function cancelRefund(tappay: Tappay, trade: Trade, refundId: string): void {
  const refund = trade.refunds.find(({ id }) => id === refundId)
  if (!refund) return
  refund.cancelled = true
  trade.refunded -= refund.amount
  move(trade, trade.refunded === 0 ? "captured" : "partly-refunded")
  recordEvent(tappay, trade, "refund-cancel", refund.amount)
}
