import { textIn } from "../../toolkit/answer-text"
import { bareTrade } from "../../toolkit/bare-trade"
import type { CaptureMode } from "../../toolkit/contract/capture-mode"
import type { Method } from "../../toolkit/contract/method"
import type { Details, Trade, TradeKey, TradeState } from "../../toolkit/contract/trade"
import { type DetailRow, detailsIn } from "../../toolkit/details"
import { isRecord } from "../../toolkit/options"
import { merchantsOf, type TapPayConfig } from "./config"
import { unreadable } from "./wire"

export type Fields = Readonly<Record<string, unknown>>

/** A trade about which nothing is known yet. */
export function unknownTrade(config: TapPayConfig, tradeNo: string): Trade {
  return bareTrade({ tradeNo, merchant: config.appId, fields: { bank_transaction_id: tradeNo } })
}

/** Authorised money is as good as captured where TapPay captures it by itself. */
export function stateOfMoney(capture: CaptureMode, method: Method): TradeState {
  return capture === "manual" && method.capture !== "immediate" ? "authorized" : "captured"
}

/** What the answer to a payment and a row of the record have in common. Another merchant's money is not ours. */
export function tradeFacts(config: TapPayConfig, key: Pick<TradeKey, "tradeNo" | "method">, fields: Fields): Trade {
  const { order_number: order, bank_transaction_id: number, merchant_id: merchant } = fields
  if ([order, number].some((told) => told !== undefined && told !== key.tradeNo))
    throw unreadable("it is about another order")
  const isOurs = merchant === undefined || merchantsOf(config, key.method.id).some((id) => id === merchant)
  return {
    ...unknownTrade(config, key.tradeNo),
    merchant: isOurs ? config.appId : textIn(merchant),
    reference: typeof fields.rec_trade_id === "string" ? fields.rec_trade_id : null,
    paidAt: instantOf(fields.time ?? fields.transaction_time_millis),
    details: detailsOf(fields),
    fields: textsIn(fields),
  }
}

/** A number may be too large for any date. */
function instantOf(millis: unknown): Date | null {
  const instant = typeof millis === "number" && millis > 0 ? new Date(millis) : null
  return instant && !Number.isNaN(instant.getTime()) ? instant : null
}

const DETAILS: readonly DetailRow[] = [
  ["card_first6", "bin_code", /^\d{6}$/],
  ["card_last4", "last_four", /^\d{4}$/],
  ["issuer", "issuer"],
  ["issuer", "issuer_zh_tw"],
  ["authorization_code", "auth_code"],
  ["acquirer", "acquirer"],
  ["payment_type", "payment_method"],
]

function detailsOf(fields: Fields): Details {
  const card = isRecord(fields.card_info) ? fields.card_info : {}
  return detailsIn(DETAILS, { ...card, ...fields })
}

/** Flat fields alone: what lies deeper tells of persons and saved cards. */
function textsIn(fields: Fields): Record<string, string> {
  const flat = Object.entries(fields).filter(([, value]) => ["string", "number", "boolean"].includes(typeof value))
  return Object.fromEntries(flat.map(([name, value]) => [name, String(value)]))
}
