import type { TradeMoney, TradeView } from "../../../core/gateway.js"
import { possibleActions } from "../../../core/office-actions.js"
import { slashDateTime } from "../../../core/taipei.js"
import { capturedTotal, cardState, closedAmount, refundedTotal } from "../model/card-ledger.js"
import type { Trade } from "../model/trade.js"
import { messageOf } from "../wire/codes.js"
import { ACTIONS } from "./actions.js"

/** The trade as the back office and the control API show it. */
export function viewOf(trade: Trade): TradeView {
  return {
    id: trade.tradeNo,
    merchant: trade.account.merchantId,
    reference: trade.order.MerchantTradeNo ?? "",
    method: trade.paymentType || (trade.order.ChoosePayment ?? ""),
    amount: trade.amount,
    state: trade.state,
    createdAt: trade.createdAt,
    money: moneyOf(trade),
    details: detailsOf(trade),
    actions: possibleActions(ACTIONS, trade),
  }
}

function moneyOf({ card, paidAt, amount }: Trade): TradeMoney {
  if (!card) return { paid: paidAt ? amount : 0, back: 0 }
  const captured = capturedTotal(card)
  const back = card.released ? card.amount : refundedTotal(card)
  return { paid: captured || card.amount, captured, back }
}

function detailsOf(trade: Trade): Record<string, string> {
  const { card, contract } = trade
  const details: Record<string, string> = { TradeNo: trade.tradeNo, ItemName: trade.order.ItemName ?? "" }
  if (trade.paidAt) details.PaymentDate = slashDateTime(trade.paidAt)
  if (trade.failure) details["Last failure"] = `${trade.failure} ${messageOf(trade.failure)}`
  if (card) {
    details.Card = `${card.card6no}******${card.card4no}`
    details["Card state"] = cardState(card)
    details.Closed = String(closedAmount(card))
    details.gwsr = card.gwsr
    if (card.installments.periods !== "0") details.Instalments = card.installments.periods
  }
  if (contract) details.Contract = `${contract.log.length} / ${contract.times}, status ${contract.status}`
  return { ...details, ...trade.voucher?.fields, ...trade.particulars }
}
