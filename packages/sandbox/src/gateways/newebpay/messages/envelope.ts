import type { Settings } from "../model/settings.js"
import type { Trade } from "../model/trade.js"
import { type Fields, phpJson, phpQuery, sealCbc, sealGcm, tradeSha } from "../wire/codec.js"
import type { Report } from "./reports.js"

/** §4.1: what NotifyURL, ReturnURL and CustomerURL are posted, in the recorded order of names. */
export function envelope(trade: Trade, report: Report, settings: Settings): Fields {
  const { account, order, gcm } = trade
  const text = order.RespondType === "JSON" ? phpJson(report) : flat(report)
  const sealed = gcm ? sealGcm(text, account) : sealCbc(text, account, settings.padding)
  return {
    Status: report.Status,
    MerchantID: account.merchantId,
    TradeInfo: sealed,
    TradeSha: tradeSha(sealed, account),
    Version: order.Version ?? "",
    ...(gcm ? { EncryptType: "1" } : {}),
  }
}

/** RespondType=String: one row, url-encoded. */
function flat({ Status, Message, Result }: Report): string {
  return phpQuery({ Status, Message, ...Result })
}
