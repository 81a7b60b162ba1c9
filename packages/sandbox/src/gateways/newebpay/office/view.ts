import type { TradeMoney, TradeView } from "../../../core/gateway.js"
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
    money: moneyOf(trade),
    details: detailsOf(trade),
    ...captureNote(trade),
    actions: possibleActions(ACTIONS, trade),
  }
}

/**
 * What becomes of a card that is not captured yet. Whether a shop captures by itself is a setting in NewebPay's 會員專區
 * (自動請款), which no field of an order shows.
 */
const CAPTURE_NOTES = {
  asked: {
    zh: "請款 21:00 送銀行，隔日 09:00 銀行回檔後完成。",
    en: "The capture goes to the bank at 21:00, and is done when the bank's file comes at 09:00.",
  },
  automatic: {
    zh: "這家商店已開啟自動請款，信用卡授權後就會請款。要試手動請款，請改用商店 MS300000002。",
    en: "This shop has 自動請款 on, so its cards are captured without being asked. To try manual capture, use shop MS300000002.",
  },
  manual: {
    zh: "這家商店已關閉自動請款：請從您的商店請款（B031），或按上方按鈕。",
    en: "This shop has 自動請款 off: let your shop ask for the capture (B031), or press the button above.",
  },
}

function captureNote({ closing, account }: Trade): Pick<TradeView, "note"> {
  if (closing?.family !== "card") return {}
  const { asked, automatic, manual } = CAPTURE_NOTES
  if (closing.state === "authorised" && !account.autoCapture) return { note: manual }
  if (closing.state !== "waiting" && closing.state !== "processing") return {}
  return { note: account.autoCapture ? both(automatic, asked) : asked }
}

type Note = NonNullable<TradeView["note"]>

function both(one: Note, other: Note): Note {
  return { zh: one.zh + other.zh, en: `${one.en} ${other.en}` }
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
  if (closing) Object.assign(details, closingDetails(closing))
  if (voucher) details.ExpireDate = slashDateTime(voucher.expiresAt)
  for (const [name, value] of Object.entries({ ...voucher?.fields, ...trade.particulars }))
    details[name] = String(value)
  return details
}

function moneyOf({ closing, paidAt, amount }: Trade): TradeMoney {
  if (!closing) return { paid: paidAt ? amount : 0, back: 0 }
  const paid = closing.captured ?? closing.authorised
  const isReleased = closing.state === "cancelled" || closing.state === "cancel-queued"
  const money = { paid, back: isReleased ? paid : paid - balanceOf(closing) }
  return closing.family === "card" ? { ...money, captured: closing.captured ?? 0 } : money
}

function closingDetails(closing: Closing): Record<string, string> {
  const refunds = closing.refunds.map(({ amount, state }) => `${amount} (${state})`)
  return {
    Closing: closing.state,
    Captured: String(closing.captured ?? 0),
    BackBalance: String(balanceOf(closing)),
    ...(refunds.length > 0 ? { Refunds: refunds.join(", ") } : {}),
  }
}
