import type { NonCardRefund } from "../model/non-card-refund.js"
import type { Trade } from "../model/trade.js"
import type { Fields } from "../wire/codec.js"

export function transferNotice(
  { account, merTradeNo, tradeNo, tool }: Trade,
  refund: NonCardRefund,
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
    RefundAmt: String(refund.amount),
    RefundStatus: done ? "1" : "2",
    BankDate: day,
  }
}
