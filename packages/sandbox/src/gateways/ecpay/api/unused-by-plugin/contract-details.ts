import { slashDateTime } from "../../../../core/taipei.js"
import type { Run } from "../../model/contract.js"
import type { Trade } from "../../model/trade.js"

/** 查詢定期定額訂單 (p=2892): JSON, unsigned. */
export function contractDetails(trade: Trade | undefined): Record<string, unknown> {
  const { contract, card } = trade ?? {}
  if (!trade || !contract || !card) return NOT_FOUND
  const successes = contract.log.filter((run) => run.rtnCode === 1).length
  return {
    MerchantID: trade.account.merchantId,
    MerchantTradeNo: trade.order.MerchantTradeNo,
    TradeNo: trade.tradeNo,
    RtnCode: 1,
    PeriodType: contract.type,
    Frequency: contract.frequency,
    ExecTimes: contract.times,
    PeriodAmount: contract.amount,
    amount: trade.amount,
    gwsr: Number(card.gwsr),
    process_date: slashDateTime(card.at),
    auth_code: card.authCode,
    card4no: card.card4no,
    card6no: card.card6no,
    TotalSuccessTimes: successes,
    TotalSuccessAmount: successes * contract.amount,
    ExecStatus: contract.status,
    ExecLog: contract.log.map(runDetails),
  }
}

function runDetails(run: Run): Record<string, unknown> {
  return {
    RtnCode: run.rtnCode,
    amount: run.amount,
    gwsr: Number(run.gwsr),
    process_date: slashDateTime(run.at),
    auth_code: run.authCode,
    TradeNo: run.tradeNo,
  }
}

/** As recorded from the stage for an unknown order. */
const NOT_FOUND: Record<string, unknown> = {
  MerchantID: "0",
  MerchantTradeNo: null,
  TradeNo: null,
  RtnCode: 10_200_047,
  PeriodType: null,
  Frequency: 0,
  ExecTimes: 0,
  PeriodAmount: 0,
  amount: 0,
  gwsr: 0,
  process_date: null,
  auth_code: null,
  card4no: null,
  card6no: null,
  TotalSuccessTimes: 0,
  TotalSuccessAmount: 0,
  ExecStatus: null,
  ExecLog: null,
}
