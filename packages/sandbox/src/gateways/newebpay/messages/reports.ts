import { isCard, type Method } from "../model/methods.js"
import type { Outcome } from "../model/outcome.js"
import type { Trade } from "../model/trade.js"
import type { Result } from "../wire/codec.js"
import { dashDate, dashDateTime, timeOfDay } from "../wire/times.js"

/** A result before encryption: with a nested `Result`, or flat for RespondType=String. */
export interface Report {
  Status: string
  Message: string
  Result: Result
}

/** The fields of a trade that every result carries. */
function common({ account, amount, tradeNo, order }: Trade): Result {
  return {
    MerchantID: account.merchantId,
    Amt: amount,
    TradeNo: tradeNo,
    MerchantOrderNo: order.MerchantOrderNo ?? "",
  }
}

/** §4.2: a payment that succeeded or failed. */
export function paymentReport(trade: Trade, outcome: Outcome, now: Date): Report {
  const { method, account, order, paidAt } = trade
  const paid = outcome.status === "SUCCESS"
  const gateway = account.gatewayShop && method !== null && isCard(method)
  return {
    Status: outcome.status,
    Message: outcome.message,
    Result: {
      ...common(trade),
      Amt: outcome.amount ?? trade.amount,
      RespondType: order.RespondType ?? "",
      IP: "127.0.0.1",
      EscrowBank: gateway ? "" : "HNCB",
      ...(method && isCard(method) ? { ItemDesc: order.ItemDesc ?? "" } : {}),
      PaymentType: method?.paymentType ?? "",
      PayTime: dashDateTime(paidAt ?? now),
      ...(method && isCard(method) ? cardReport(trade, method, paid) : {}),
      ...(paid ? trade.particulars : {}),
    },
  }
}

/** The recorded order of names. A declined card has no authorisation to report. */
function cardReport({ card, entered, order }: Trade, method: Method, paid: boolean): Result {
  const number = entered?.number ?? ""
  if (!card || !paid) {
    const digits = { Card6No: number.slice(0, 6), Card4No: number.slice(-4) }
    return { RespondCode: "05", Auth: "", ...digits, PaymentMethod: method.paymentMethod }
  }
  return {
    RespondCode: "00",
    Auth: card.auth,
    Card6No: card.card6,
    Card4No: card.card4,
    Exp: card.expiry,
    TokenUseStatus: card.tokenUse,
    InstFirst: card.first,
    InstEach: card.each,
    Inst: card.term,
    ECI: card.eci,
    ...(card.bonus === null ? {} : { RedAmt: card.bonus }),
    PaymentMethod: method.paymentMethod,
    AuthBank: "KGI",
    ...((order.Version ?? "") >= "2.2" ? { CardBank: "KGI" } : {}),
  }
}

const ISSUED: Readonly<Record<string, string>> = {
  VACC: "取號成功",
  CVS: "代碼取號成功",
  BARCODE: "條碼取號成功",
}

/** §4.3: a number was issued. */
export function issuedReport(trade: Trade): Report {
  const { voucher, order } = trade
  if (!voucher) throw new Error(`Trade ${trade.tradeNo} has no number.`)
  return {
    Status: "SUCCESS",
    Message: ISSUED[voucher.kind] ?? "取號成功",
    Result: {
      ...common(trade),
      PaymentType: voucher.kind,
      RespondType: order.RespondType ?? "",
      ExpireDate: dashDate(voucher.expiresAt),
      ExpireTime: timeOfDay(voucher.expiresAt),
      ...voucher.fields,
    },
  }
}
