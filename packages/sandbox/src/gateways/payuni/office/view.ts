import type { TradeMoney, TradeView } from "../../../core/gateway.js"
import { possibleActions } from "../../../core/office-actions.js"
import { slashDateTime } from "../../../core/taipei.js"
import { type CardPayment, capturedAmount, refunded } from "../model/card.js"
import { refundedTotal } from "../model/non-card-refund.js"
import type { Trade } from "../model/trade.js"
import { ACTIONS } from "./actions.js"

/** The trade as the back office and the control API show it. */
export function viewOf(trade: Trade): TradeView {
  return {
    id: trade.tradeNo,
    merchant: trade.account.merId,
    reference: trade.merTradeNo,
    method: trade.tool?.id ?? "",
    amount: trade.amount,
    state: trade.state,
    createdAt: trade.createdAt,
    money: moneyOf(trade),
    details: detailsOf(trade),
    actions: possibleActions(ACTIONS, trade),
  }
}

function moneyOf(trade: Trade): TradeMoney {
  const { amount, paidAt, card } = trade
  const back = backOf(trade)
  if (!paidAt || !card) return { paid: paidAt ? amount : 0, back }
  const captured = capturedAmount(card)
  return { paid: captured || amount, captured, back }
}

function backOf({ state, amount, paidAt, card, nonCardRefunds }: Trade): number {
  if (paidAt && state === "cancelled") return amount
  return (card ? refunded(card) : 0) + refundedTotal(nonCardRefunds)
}

function detailsOf(trade: Trade): Record<string, string> {
  const { tradeNo, order, paidAt, outcome, card, voucher, particulars } = trade
  const details: Record<string, string> = { TradeNo: tradeNo, ProdDesc: order.ProdDesc ?? "" }
  if (paidAt) details["Paid at"] = slashDateTime(paidAt)
  if (outcome) details.Status = `${outcome.status} ${outcome.message}`
  if (voucher) details.PayNo = `${voucher.channel} ${voucher.payNo}`
  return { ...details, ...(card ? cardDetails(card) : {}), ...particulars }
}

function cardDetails({ card6, card4, capture, refunds, period }: CardPayment): Record<string, string> {
  const details: Record<string, string> = {
    Card: `${card6}******${card4}`,
    CloseStatus: `${capture.status} (${capture.amount})`,
    Refunds: refunds.map(({ type, status, amount }) => `${amount} (${type}/${status})`).join(", ") || "0",
  }
  return period === "1" ? details : { ...details, Instalments: period }
}
