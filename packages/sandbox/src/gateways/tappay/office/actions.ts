import { ActionRefused, type TradeView } from "../../../core/gateway.js"
import { type OfficeAction, possibleActions } from "../../../core/office-actions.js"
import { slashDateTime } from "../../../core/taipei.js"
import { fieldsOf, notify, payInfo } from "../messages/notices.js"
import { maskedNumber } from "../model/cards.js"
import type { Tappay } from "../model/tappay.js"
import { RECORD_STATUS, remaining, type Trade } from "../model/trade.js"
import { arrangeCapture, capture, complete, giveBack } from "../payments.js"
import { wholeNumber } from "../wire/checks.js"
import { MESSAGES, say } from "../wire/codes.js"

const isPending = ({ state }: Trade) => state === "pending"

/** What staff can do in the Portal, what the buyer can do elsewhere, and what anybody can forge. */
export const ACTIONS: readonly OfficeAction<Tappay, Trade>[] = [
  {
    name: "approve",
    label: "Approve, as the buyer on another device",
    possible: isPending,
    run: (tappay, trade) => {
      if (trade.method.kind === "wallet") trade.payInfo = payInfo("CREDIT_CARD")
      complete(tappay, trade, null)
    },
  },
  {
    name: "decline",
    label: "Decline (10003)",
    danger: true,
    possible: isPending,
    run: (tappay, trade) => complete(tappay, trade, 10003),
  },
  {
    name: "cancel",
    label: "Cancel, as the buyer",
    danger: true,
    possible: isPending,
    run: (tappay, trade) => complete(tappay, trade, "cancelled"),
  },
  {
    name: "forge-notice",
    label: "Send a forged notice of success",
    danger: true,
    possible: (trade) => trade.state !== "captured" && (trade.resultUrl?.notify ?? "") !== "",
    run: (tappay, trade) => notify(tappay, trade, { ...fieldsOf(tappay, trade), ...say(0), auth_code: "000000" }),
  },
  {
    name: "resend",
    label: "Send the notice again",
    possible: (trade) => !isPending(trade) && (trade.resultUrl?.notify ?? "") !== "",
    run: (tappay, trade) => notify(tappay, trade),
  },
  {
    name: "capture",
    label: "Capture now",
    possible: ({ state }) => state === "authorised" || state === "capturing",
    run: capture,
  },
  {
    name: "arrange-capture",
    label: "Put into today's batch",
    possible: ({ state }) => state === "authorised",
    run: (tappay, trade) => arrangeCapture(tappay, trade, 0),
  },
  {
    name: "refund",
    label: "Refund in the Portal",
    input: { name: "amount", label: "Amount", value: "1" },
    possible: ({ state }) => ["authorised", "captured", "partly-refunded"].includes(state),
    run: refundInPortal,
  },
]

function refundInPortal(tappay: Tappay, trade: Trade, input: Record<string, string>): void {
  const left = remaining(trade)
  const amount = wholeNumber(input.amount ?? "") ?? left
  if (amount < 1 || amount > left) throw new ActionRefused(`Between 1 and ${left}, please.`)
  if (trade.state === "authorised" && amount < left) throw new ActionRefused(MESSAGES[10024])
  giveBack(tappay, trade, amount)
}

/** Captures everything that is arranged for some day, there and then. */
export function captureAll(tappay: Tappay): void {
  for (const trade of tappay.book.all()) {
    const due = trade.state === "capturing" || (trade.state === "authorised" && trade.captureAt !== null)
    if (due) capture(tappay, trade)
  }
}

/** The trade as the back office and the control API show it. */
export function viewOf(trade: Trade): TradeView {
  return {
    id: trade.recTradeId,
    merchant: trade.merchant.merchantId,
    reference: trade.orderNumber || trade.recTradeId,
    method: trade.method.id,
    amount: trade.amount,
    state: trade.state,
    createdAt: trade.createdAt,
    details: detailsOf(trade),
    actions: possibleActions(ACTIONS, trade),
  }
}

function detailsOf(trade: Trade): Record<string, string> {
  const details: Record<string, string> = {
    rec_trade_id: trade.recTradeId,
    bank_transaction_id: trade.bankTransactionId,
    record_status: String(RECORD_STATUS[trade.state]),
    details: trade.details,
    refunded_amount: String(trade.refunded),
    is_captured: String(trade.capturedAt !== null),
  }
  if (trade.card) details.card = maskedNumber(trade.card.number)
  if (trade.authCode) details.auth_code = trade.authCode
  if (trade.captureAt) details.cap_millis = slashDateTime(trade.captureAt)
  if (trade.failure) details.failure = `${trade.failure} ${MESSAGES[trade.failure]}`
  if (trade.instalment > 0) details.instalment = String(trade.instalment)
  if (trade.cardSecret) details.card_secret = "saved"
  return details
}
