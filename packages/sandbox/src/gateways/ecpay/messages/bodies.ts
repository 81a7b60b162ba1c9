import { slashDateTime } from "../../../core/taipei.js"
import { feeOf } from "../model/methods.js"
import type { Trade } from "../model/trade.js"
import { issuedResult } from "../model/vouchers.js"
import type { Fields } from "../wire/codec.js"

/** The result of a payment: what differs between notices of one trade. */
export interface Result {
  RtnCode: string
  RtnMsg: string
  simulated?: boolean
  amount?: number
}

/** Fields that every message about a trade carries, empty ones too. */
export function common(trade: Trade): Fields {
  const { order } = trade
  const fields: Fields = {
    CustomField1: order.CustomField1 ?? "",
    CustomField2: order.CustomField2 ?? "",
    CustomField3: order.CustomField3 ?? "",
    CustomField4: order.CustomField4 ?? "",
    MerchantID: trade.account.merchantId,
    MerchantTradeNo: order.MerchantTradeNo ?? "",
    StoreID: order.StoreID ?? "",
    TradeAmt: String(trade.amount),
    TradeNo: trade.tradeNo,
  }
  return trade.platform ? { ...fields, PlatformID: trade.platform.merchantId } : fields
}

export function feeText(trade: Trade): string {
  return trade.method ? String(feeOf(trade.method, trade.amount)) : "0"
}

/** 付款結果通知 (p=2878), unsigned. A failure carries the year-1 PaymentDate that recorded messages show. */
export function paymentResult(trade: Trade, result: Result, now: Date): Fields {
  const paid = result.RtnCode === "1"
  return {
    ...common(trade),
    PaymentDate: paid ? slashDateTime(trade.paidAt ?? now) : "0001/01/01 00:00:00",
    PaymentType: trade.paymentType,
    PaymentTypeChargeFee: feeText(trade),
    RtnCode: result.RtnCode,
    RtnMsg: result.RtnMsg,
    SimulatePaid: result.simulated ? "1" : "0",
    TradeAmt: String(result.amount ?? trade.amount),
    TradeDate: slashDateTime(trade.createdAt),
    ...(trade.order.NeedExtraPaidInfo === "Y" ? extraPaidInfo(trade) : {}),
  }
}

/** 取號結果通知 (p=2881), unsigned; TradeDate is when the number was issued. */
export function numberIssued(trade: Trade): Fields {
  if (!trade.voucher) throw new Error(`Trade ${trade.tradeNo} has no number.`)
  return {
    ...common(trade),
    ...trade.voucher.fields,
    ...issuedResult(trade.voucher),
    PaymentType: trade.paymentType,
    TradeDate: slashDateTime(trade.voucher.issuedAt),
  }
}

/** 無卡分期申請結果通知 (p=37517), unsigned. */
export function applicationResult(trade: Trade, code: string, message: string): Fields {
  return {
    ...common(trade),
    BNPLTradeNo: trade.particulars.BNPLTradeNo ?? "",
    BNPLInstallment: trade.particulars.BNPLInstallment ?? "",
    PaymentType: trade.paymentType,
    RtnCode: code,
    RtnMsg: message,
    TradeDate: slashDateTime(trade.createdAt),
  }
}

const EXTRA_NAMES =
  "AlipayID AlipayTradeNo amount ATMAccBank ATMAccNo auth_code card4no card6no eci ExecTimes Frequency gwsr PayFrom " +
  "PaymentNo PeriodAmount PeriodType process_date red_dan red_de_amt red_ok_amt red_yet staed stage stast " +
  "TenpayTradeNo TotalSuccessAmount TotalSuccessTimes WebATMAccBank WebATMAccNo WebATMBankName TWQRTradeNo"

/** 額外回傳的參數 (p=5675): with NeedExtraPaidInfo=Y all are present, blank if not applicable. */
export function extraPaidInfo(trade: Trade): Fields {
  const blank: Fields = {}
  for (const name of EXTRA_NAMES.split(" ")) blank[name] = ""
  if (trade.method?.id !== "TWQR") delete blank.TWQRTradeNo
  const { BNPLTradeNo: _no, BNPLInstallment: _periods, ...particulars } = trade.particulars
  return { ...blank, ...cardInfo(trade), ...contractInfo(trade), ...particulars }
}

function cardInfo({ card, contract }: Trade): Fields {
  if (!card) return {}
  const { periods, first, each } = card.installments
  const info = {
    gwsr: card.gwsr,
    process_date: slashDateTime(card.at),
    auth_code: card.authCode,
    amount: String(card.amount),
    card6no: card.unionPay ? "" : card.card6no,
    card4no: card.unionPay ? "" : card.card4no,
  }
  if (contract) return info
  return {
    ...info,
    eci: card.eci,
    stage: periods,
    stast: String(first),
    staed: String(each),
    red_dan: String(card.bonus?.points ?? 0),
    red_de_amt: String(card.bonus?.covered ?? 0),
    red_ok_amt: String(card.bonus?.paid ?? 0),
    red_yet: String(card.bonus?.left ?? 0),
  }
}

function contractInfo({ contract }: Trade): Fields {
  if (!contract) return {}
  return {
    PeriodType: contract.type,
    Frequency: String(contract.frequency),
    ExecTimes: String(contract.times),
    PeriodAmount: String(contract.amount),
    TotalSuccessTimes: String(contract.log.filter((run) => run.rtnCode === 1).length),
    TotalSuccessAmount: String(contract.log.filter((run) => run.rtnCode === 1).length * contract.amount),
  }
}
