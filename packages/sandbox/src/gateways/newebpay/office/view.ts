import type { TradeView } from "../../../core/gateway.js"
import { possibleActions } from "../../../core/office-actions.js"
import { slashDateTime } from "../../../core/taipei.js"
import { balanceOf, type Closing } from "../model/closing.js"
import type { Trade } from "../model/trade.js"
import { messageOf } from "../wire/codes.js"
import { ACTIONS } from "./actions.js"

/** The trade as the back office and the control API show it. */
export function viewOf(trade: Trade): TradeView {
  return {
    id: trade.tradeNo,
    merchant: trade.account.merchantId,
    reference: trade.order.MerchantOrderNo ?? "",
    method: trade.method?.id ?? "MPG",
    amount: trade.amount,
    state: stateOf(trade),
    createdAt: trade.createdAt,
    details: detailsOf(trade),
    actions: possibleActions(ACTIONS, trade),
  }
}

/** Shows how far capture and refunds of a paid trade have come. */
function stateOf({ state, silent, closing }: Trade): string {
  if (silent) return "silent"
  if (state !== "paid" || !closing) return state
  if (closing.refunds.length > 0) return balanceOf(closing) === 0 ? "refunded" : "partly-refunded"
  return closing.state === "closed" ? "captured" : closing.state
}

function detailsOf(trade: Trade): Record<string, string> {
  const { card, closing, voucher, paidAt, failure, order } = trade
  const details: Record<string, string> = { TradeNo: trade.tradeNo, ItemDesc: order.ItemDesc ?? "" }
  if (paidAt) details.PayTime = slashDateTime(paidAt)
  if (failure) details["Last failure"] = `${failure} ${messageOf(failure)}`
  if (card) details.Card = `${card.card6}******${card.card4}, ${card.auth}`
  if (card && card.term > 0) details.Instalments = String(card.term)
  if (closing) Object.assign(details, moneyOf(closing))
  if (voucher) details.ExpireDate = slashDateTime(voucher.expiresAt)
  for (const [name, value] of Object.entries({ ...voucher?.fields, ...trade.particulars }))
    details[name] = String(value)
  return details
}

function moneyOf(closing: Closing): Record<string, string> {
  const refunds = closing.refunds.map(({ amount, state }) => `${amount} (${state})`)
  return {
    Closing: closing.state,
    Captured: String(closing.captured ?? 0),
    BackBalance: String(balanceOf(closing)),
    ...(refunds.length > 0 ? { Refunds: refunds.join(", ") } : {}),
  }
}
