import { type CardPayment, remaining } from "../model/card.js"
import { refundedTotal } from "../model/non-card-refund.js"
import type { Payuni } from "../model/payuni.js"
import { feeOf } from "../model/tools.js"
import { TRADE_STATUS, type Trade } from "../model/trade.js"
import { type Fields, resultRows } from "../wire/codec.js"
import { PayuniRefusal } from "../wire/codes.js"
import { dashDateTime } from "../wire/dates.js"
import type { Call, Done } from "./calls.js"

/** 交易查詢 (#172): by MerTradeNo, which may find several, or by TradeNo. */
export function queryTrade(payuni: Payuni, call: Call): Done {
  const { MerTradeNo = "", TradeNo = "" } = call.inner
  if ((MerTradeNo === "") === (TradeNo === "")) throw new PayuniRefusal("QUERY02002")
  checkNumbers(MerTradeNo, TradeNo)
  const rows = find(payuni, call, TradeNo === "" ? "1" : "2", MerTradeNo || TradeNo)
  if (rows.length === 0) throw new PayuniRefusal("QUERY03001")
  return { message: "查詢成功", fields: resultRows(rows) }
}

function checkNumbers(merTradeNo: string, tradeNo: string): void {
  if (merTradeNo.length > 25) throw new PayuniRefusal("QUERY02003")
  if (!/^[A-Za-z0-9_-]*$/.test(merTradeNo)) throw new PayuniRefusal("QUERY02004")
  if (tradeNo.length > 19) throw new PayuniRefusal("QUERY02005")
  if (!/^\d*$/.test(tradeNo)) throw new PayuniRefusal("QUERY02006")
}

export function find(payuni: Payuni, { account }: Call, type: "1" | "2", number: string, since = 0): Fields[] {
  const { book, settings } = payuni
  const named = type === "1" ? book.ofOrder(account.merId, number) : [book.byTradeNo(number)]
  return named
    .filter((trade) => trade !== undefined)
    .filter((trade) => trade.account.merId === account.merId && trade.createdAt.getTime() >= since)
    .filter((trade) => trade.state !== "open" || settings.openOrders === "unpaid")
    .map(rowOf)
}

/** One row of Result, in the recorded order of names. */
export function rowOf(trade: Trade): Fields {
  const isKnown = trade.state !== "unknown"
  return {
    MerTradeNo: trade.merTradeNo,
    TradeNo: trade.tradeNo,
    TradeAmt: String(trade.amount),
    TradeFee: feeText(trade),
    TradeStatus: TRADE_STATUS[trade.state],
    PaymentType: trade.tool?.paymentType ?? "",
    PaymentDay: trade.paidAt ? dashDateTime(trade.paidAt) : "",
    CreateDay: dashDateTime(trade.createdAt),
    Gateway: trade.gateway,
    DataSource: isKnown ? "A" : "B",
    ...(trade.card ? cardRow(trade.card) : {}),
    ...voucherRow(trade),
    ...walletRow(trade),
    ...nonCardRefundRow(trade),
  }
}

function feeText({ tool, state, amount }: Trade): string {
  if (tool?.id === "ICash") return "-"
  return tool && state === "paid" ? String(feeOf(tool, amount)) : "0"
}

function cardRow(card: CardPayment): Fields {
  return {
    Card6No: card.card6,
    Card4No: card.card4,
    CardExp: card.expiry,
    CardInst: card.period,
    AuthCode: card.authCode,
    AuthType: card.authType,
    CardBank: card.bank,
    CloseStatus: card.capture.status,
    CloseAmt: String(card.capture.amount),
    ...lastRefund(card),
    RemainAmt: String(remaining(card)),
  }
}

/** Only the latest refund is shown. */
function lastRefund({ refunds }: CardPayment): Fields {
  const last = refunds.at(-1)
  if (!last) return {}
  const { type, status, amount, at } = last
  return { RefundType: type, RefundStatus: status, RefundAmt: String(amount), RefundDay: dashDateTime(at) }
}

function voucherRow({ voucher, state }: Trade): Fields {
  if (!voucher) return {}
  return {
    OffChannel: voucher.channel,
    OffPayChannel: state === "paid" ? voucher.channel : "",
    OffPayNo: voucher.payNo,
    OffExpireTime: dashDateTime(voucher.expiresAt),
  }
}

function walletRow({ tool, particulars, state }: Trade): Fields {
  if (tool?.kind !== "wallet" || state !== "paid") return {}
  const { JKoStrCupAmt, JKoChannel, PayNo } = particulars
  const number: Fields = PayNo === undefined ? {} : { PayNo }
  const jkopay: Fields = JKoChannel === undefined ? {} : { JKoStrCupAmt: JKoStrCupAmt ?? "0", JKoChannel }
  return { Channel: tool.channel, PayChannel: tool.channel, ...number, ...jkopay }
}

function nonCardRefundRow({ tool, amount, state, nonCardRefunds }: Trade): Fields {
  if (state !== "paid" || tool === null || tool.paymentType === "1") return {}
  const last = nonCardRefunds.at(-1)
  const RemainAmt = String(amount - refundedTotal(nonCardRefunds))
  if (!last) return { RemainAmt }
  const day = dashDateTime(last.at)
  const date: Fields = tool.id === "JKoPay" ? { RefundLastDT: day } : { RefundDay: day }
  return { RefundType: "2", RefundStatus: last.status, RefundAmt: String(last.amount), ...date, RemainAmt }
}
