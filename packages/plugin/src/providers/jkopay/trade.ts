import { textIn } from "../../toolkit/answer-text"
import { bareTrade } from "../../toolkit/bare-trade"
import type { Trade, TradeState } from "../../toolkit/contract/trade"
import { type DetailRow, detailsIn } from "../../toolkit/details"
import { type StateTable, stateIn } from "../../toolkit/state-table"
import { parseTaipei } from "../../toolkit/taipei-time"
import { isInTwd, readTwd } from "../../toolkit/twd"
import type { JkopayConfig } from "./config"

/** `status` of a transaction, by Inquiry (訂單查詢). There is none for refunded: that stands in the refund history. */
const STATUS: StateTable = {
  "0": "captured",
  "1": "pending",
  "100": "failed",
  "101": "pending",
  "102": "absent",
}

const DETAILS: readonly DetailRow[] = [
  ["paid_by", "channel_type"],
  ["coins_and_coupons", "redeem_amount"],
  ["card_last4", "last4", /^\d{4}$/],
]

/** What went back is told of a paid order alone: of any other the row has no more than its number. */
export function isPaid(transaction: Record<string, unknown>): boolean {
  return stateOf(transaction) === "captured"
}

function stateOf({ status, currency }: Record<string, unknown>): TradeState {
  return isInTwd(currency) ? stateIn(STATUS, textIn(status)) : "unknown"
}

export function readTrade(config: JkopayConfig, tradeNo: string, transaction: Record<string, unknown>): Trade {
  const status = textIn(transaction.status)
  const state = stateIn(STATUS, status)
  const texts = Object.entries(transaction).filter(([, value]) => ["string", "number"].includes(typeof value))
  return bareTrade({
    tradeNo,
    merchant: config.storeId,
    amount: state === "captured" ? readTwd(textIn(transaction.final_price)) : null,
    state: stateOf(transaction),
    code: `status ${status}`,
    reference: typeof transaction.tradeNo === "string" ? transaction.tradeNo : null,
    paidAt: parseTaipei(textIn(transaction.trans_time)),
    details: detailsIn(DETAILS, { ...transaction, last4: textIn(transaction.maskNo).slice(-4) }),
    fields: Object.fromEntries(texts.map(([name, value]) => [name, String(value)])),
  })
}
