import type { Giving } from "../model/giving.js"
import type { Trade } from "../model/trade.js"
import type { Fields } from "../wire/codec.js"

export function transferNotice(
  { account, merTradeNo, tradeNo, tool }: Trade,
  giving: Giving,
  done: boolean,
  day: string,
): Fields {
  return {
    Status: "SUCCESS",
    Message: done ? "退款成功" : "退款失敗",
    MerID: account.merId,
    MerTradeNo: merTradeNo,
    TradeNo: tradeNo,
    PaymentType: tool?.paymentType ?? "",
    RefundAmt: String(giving.amount),
    RefundStatus: done ? "1" : "2",
    BankDate: day,
  }
}
