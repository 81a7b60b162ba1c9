import type { TradeMoney, TradeView } from "../../../core/gateway.js"
import { possibleActions } from "../../../core/office-actions.js"
import { slashDateTime } from "../../../core/taipei.js"
import { maskedNumber } from "../model/cards.js"
import { RECORD_STATUS, type Trade, type TradeState } from "../model/trade.js"
import { MESSAGES } from "../wire/codes.js"
import { ACTIONS } from "./actions.js"

const UNPAID: ReadonlySet<TradeState> = new Set(["pending", "cancelled", "error"])

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
    money: moneyOf(trade),
    details: detailsOf(trade),
    actions: possibleActions(ACTIONS, trade),
  }
}

/** Captured is what the batch will take, too. */
function moneyOf({ state, amount, captureAt, refunded }: Trade): TradeMoney {
  if (UNPAID.has(state)) return { paid: 0, back: 0 }
  return { paid: amount, captured: captureAt ? amount : 0, back: refunded }
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
