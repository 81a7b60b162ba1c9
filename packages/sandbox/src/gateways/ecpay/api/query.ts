import type { Context } from "hono"
import { slashDateTime } from "../../../core/taipei.js"
import { common, extraPaidInfo, feeText } from "../messages/bodies.js"
import type { Ecpay } from "../model/ecpay.js"
import type { Trade } from "../model/trade.js"
import { issuedResult } from "../model/vouchers.js"
import { type Fields, plainBody, signed } from "../wire/codec.js"
import { CODE_PATH } from "../wire/paths.js"
import { type Call, readCall } from "./calls.js"

export function answer(context: Context, call: Call, fields: Fields): Response | Promise<Response> {
  return context.html(plainBody(call.signer ? signed(fields, call.signer) : fields))
}

export function tradeOf(ecpay: Ecpay, { fields }: Call): Trade | undefined {
  return ecpay.book.byReference(fields.MerchantID ?? "", fields.MerchantTradeNo ?? "")
}

/** TradeStatus by our state. A declined or abandoned order is 10200095: p=2890. */
function tradeStatus(ecpay: Ecpay, trade: Trade): string {
  switch (trade.state) {
    case "paid":
      return "1"
    case "failed":
      return trade.failure === "10200163" ? "10200163" : "10200095"
    case "left":
      return "10200095"
    case "expired":
      return ecpay.settings.expiredTradeStatus
    case "open":
    case "issued":
    case "applied":
    case "pending":
      return "0"
  }
}

/** The shorter answer about an unknown order, as recorded in 2026: no StoreID, no CustomField. */
function reduced({ fields }: Call, status: string): Fields {
  return {
    HandlingCharge: "0",
    ItemName: "",
    MerchantID: fields.MerchantID ?? "",
    MerchantTradeNo: fields.MerchantTradeNo ?? "",
    PaymentDate: "",
    PaymentType: "",
    PaymentTypeChargeFee: "0",
    TradeAmt: "0",
    TradeDate: "",
    TradeNo: "",
    TradeStatus: status,
  }
}

/** 查詢訂單 (p=2890). */
export async function queryTradeInfo(ecpay: Ecpay, context: Context): Promise<Response> {
  const call = await readCall(ecpay, context, true)
  if (call instanceof Response) return call
  if (call.refusal) return answer(context, call, reduced(call, call.refusal))
  const reference = call.fields.MerchantTradeNo ?? ""
  if (!/^[A-Za-z0-9_-]{1,20}$/.test(reference)) return answer(context, call, reduced(call, "10200052"))
  const trade = tradeOf(ecpay, call)
  return answer(context, call, trade ? tradeInfo(ecpay, trade) : reduced(call, "10200047"))
}

function tradeInfo(ecpay: Ecpay, trade: Trade): Fields {
  const fee = trade.method ? feeText(trade) : "0"
  return {
    ...common(trade),
    HandlingCharge: fee,
    ItemName: trade.order.ItemName ?? "",
    PaymentDate: trade.paidAt ? slashDateTime(trade.paidAt) : "",
    PaymentType: trade.paymentType,
    PaymentTypeChargeFee: fee,
    TradeDate: slashDateTime(trade.createdAt),
    TradeStatus: tradeStatus(ecpay, trade),
    ...(trade.order.NeedExtraPaidInfo === "Y" ? extraPaidInfo(trade) : {}),
  }
}

/** 查詢取號結果 (p=5615). Not available once the number is paid. */
export async function queryPaymentInfo(ecpay: Ecpay, context: Context): Promise<Response> {
  const call = await readCall(ecpay, context, true)
  if (call instanceof Response) return call
  if (call.refusal) return answer(context, call, noNumber(call, call.refusal))
  const trade = tradeOf(ecpay, call)
  if (!trade?.voucher || trade.state === "paid") return answer(context, call, noNumber(call, "10200047"))
  return answer(context, call, paymentInfo(ecpay, trade, trade.voucher))
}

function paymentInfo(ecpay: Ecpay, trade: Trade, voucher: NonNullable<Trade["voucher"]>): Fields {
  const fields: Fields = { ...common(trade), ...voucher.fields, ...issuedResult(voucher) }
  fields.PaymentType = trade.paymentType
  fields.TradeDate = slashDateTime(voucher.issuedAt)
  if (voucher.kind !== "CVS") return fields
  fields.PaymentURL = `${ecpay.core.url()}${CODE_PATH}?PaymentNo=${voucher.fields.PaymentNo}`
  return fields
}

function noNumber({ fields }: Call, code: string): Fields {
  return {
    MerchantID: fields.MerchantID ?? "",
    MerchantTradeNo: fields.MerchantTradeNo ?? "",
    PaymentType: "",
    RtnCode: code,
    RtnMsg: "",
    TradeAmt: "0",
    TradeDate: "",
    TradeNo: "",
  }
}
