import { slashDateTime } from "../../../core/taipei.js"
import type { Contract, Run } from "../model/contract.js"
import type { Trade } from "../model/trade.js"
import type { Fields } from "../wire/codec.js"

/** 定期定額付款結果通知 (p=5631), from the second authorisation on. */
export function periodResult(trade: Trade, contract: Contract, run: Run): Fields {
  const { order } = trade
  return {
    MerchantID: trade.account.merchantId,
    MerchantTradeNo: order.MerchantTradeNo ?? "",
    StoreID: order.StoreID ?? "",
    RtnCode: String(run.rtnCode),
    RtnMsg: run.rtnCode === 1 ? "交易成功" : "付款失敗",
    PeriodType: contract.type,
    Frequency: String(contract.frequency),
    ExecTimes: String(contract.times),
    Amount: String(run.amount),
    Gwsr: run.gwsr,
    ProcessDate: slashDateTime(run.at),
    AuthCode: run.authCode,
    FirstAuthAmount: String(trade.amount),
    TotalSuccessTimes: String(contract.log.filter((each) => each.rtnCode === 1).length),
    CustomField1: order.CustomField1 ?? "",
    CustomField2: order.CustomField2 ?? "",
    CustomField3: order.CustomField3 ?? "",
    CustomField4: order.CustomField4 ?? "",
  }
}
