import { bareTrade } from "../../toolkit/bare-trade"
import type { Trade, TradeState } from "../../toolkit/contract/trade"
import { lookUp } from "../../toolkit/look-up"
import { parseTaipei } from "../../toolkit/taipei-time"
import { readTwd } from "../../toolkit/twd"
import type { JkopayConfig } from "./config"

/** `status` of a transaction, by Inquiry (訂單查詢). There is none for refunded: that stands in the refund history. */
const STATUS: Readonly<Record<string, TradeState>> = {
  "0": "captured",
  "1": "pending",
  "100": "failed",
  "101": "pending",
  "102": "absent",
}

export function readTrade(config: JkopayConfig, tradeNo: string, transaction: Record<string, unknown>): Trade {
  const status = String(transaction.status)
  const state = lookUp(STATUS, status) ?? "unknown"
  const texts = Object.entries(transaction).filter(([, value]) => ["string", "number"].includes(typeof value))
  return bareTrade({
    tradeNo,
    merchant: config.storeId,
    amount: state === "captured" ? readTwd(String(transaction.final_price)) : null,
    state: transaction.currency === undefined || transaction.currency === "TWD" ? state : "unknown",
    code: `status ${status}`,
    reference: typeof transaction.tradeNo === "string" ? transaction.tradeNo : null,
    paidAt: parseTaipei(String(transaction.trans_time)),
    details: detailsOf(transaction),
    fields: Object.fromEntries(texts.map(([name, value]) => [name, String(value)])),
  })
}

function detailsOf(transaction: Record<string, unknown>): Record<string, string> {
  const wanted = {
    paid_by: "channel_type",
    card: "maskNo",
    coins_and_coupons: "redeem_amount",
    invoice_carrier: "invoice_vehicle",
  }
  const found = Object.entries(wanted).map(([name, field]) => [name, String(transaction[field] ?? "")] as const)
  return Object.fromEntries(found.filter(([, value]) => value !== "" && value !== "0"))
}
