import { digitsOf } from "../../../core/taipei.js"
import { instalmentsOf } from "../model/test-cards.js"
import type { CardToken } from "../model/tokens.js"
import { type Outcome, TRADE_STATUS, type Trade } from "../model/trade.js"
import type { Voucher } from "../model/vouchers.js"
import { buildQuery, type Envelope, type Fields, seal } from "../wire/codec.js"
import { dashDateTime } from "../wire/dates.js"

/** 交易結果 (#34): the same for ReturnURL and NotifyURL. */
export function resultOf(trade: Trade, outcome: Outcome): Fields {
  return {
    Status: outcome.status,
    Message: outcome.message,
    MerID: trade.account.merId,
    MerTradeNo: trade.merTradeNo,
    Gateway: trade.gateway,
    TradeNo: trade.tradeNo,
    TradeAmt: String(trade.amount),
    TradeStatus: TRADE_STATUS[trade.state],
    PaymentType: trade.tool?.paymentType ?? "",
    ...cardBlock(trade),
    ...voucherBlock(trade.voucher),
    ...trade.particulars,
  }
}

/** 信用卡: empty if nothing was authorised, as far as is known. */
function cardBlock(trade: Trade): Fields {
  if (trade.tool?.paymentType !== "1") return {}
  const { card, tool, amount } = trade
  const { first, each } = instalmentsOf(amount, card?.period ?? "1")
  return {
    Card6No: card?.card6 ?? trade.entered?.number.slice(0, 6) ?? "",
    Card4No: card?.card4 ?? trade.entered?.number.slice(-4) ?? "",
    CardInst: card?.period ?? "1",
    FirstAmt: String(first),
    EachAmt: String(each),
    ResCode: card ? "00" : "",
    ResCodeMsg: card ? "授權成功(模擬)" : "",
    AuthCode: card?.authCode ?? "",
    AuthBank: card?.bank ?? "",
    AuthBankName: card ? "台新國際商業銀行" : "",
    AuthType: tool.authType,
    AuthDay: card ? digitsOf(card.authorisedAt).slice(0, 8) : "",
    AuthTime: card ? digitsOf(card.authorisedAt).slice(8) : "",
    CardBank: card?.bank ?? "",
    CoBrandCode: "",
  }
}

function voucherBlock(voucher: Voucher | null): Fields {
  if (!voucher) return {}
  const { kind, payNo, channel } = voucher
  const ExpireDate = dashDateTime(voucher.expiresAt)
  if (kind === "CVS") return { Store: channel, PayNo: payNo, ExpireDate }
  return { BankType: channel, PayNo: payNo, PaySet: "1", ExpireDate }
}

/** The fields that a saved card adds to a success. */
export function tokenBlock({ hash, expires }: CardToken): Fields {
  return { CreditHash: hash, CreditLife: expires }
}

/** 繳費通知 (#73, #74): a code was paid. */
export function paidVoucher(trade: Trade, voucher: Voucher, paidAt: Date, amount: number): Fields {
  const isAtm = voucher.kind === "ATM"
  return {
    ...voucherHead(trade, "繳費成功"),
    NewMerTradeNo: trade.merTradeNo,
    TradeAmt: String(amount),
    PayNo: voucher.payNo,
    ...(isAtm ? { PayBank: voucher.channel, PaySet: "1", Account5No: "12345" } : { PayStore: voucher.channel }),
    PayTime: dashDateTime(paidAt),
  }
}

/** 繳費逾期通知 (#75): Status says that the notice is valid, TradeStatus 4 that the code was not paid. */
export function expiredVoucher(trade: Trade, voucher: Voucher): Fields {
  return {
    ...voucherHead(trade, "訂單已逾期"),
    TradeAmt: String(trade.amount),
    PayNo: voucher.payNo,
    CreateTime: dashDateTime(voucher.issuedAt),
  }
}

function voucherHead(trade: Trade, message: string): Fields {
  return {
    Status: "SUCCESS",
    Message: message,
    MerID: trade.account.merId,
    MerTradeNo: trade.merTradeNo,
    TradeNo: trade.tradeNo,
    Gateway: trade.gateway,
    TradeStatus: TRADE_STATUS[trade.state],
    PaymentType: trade.tool?.paymentType ?? "",
  }
}

/** The envelope of a result: MerID, Version and the encrypted fields; its spelling of UNAPPROVED differs. */
export function envelopeOf({ account, version }: Trade, inner: Fields): Fields & Envelope {
  const status = inner.Status ?? ""
  const Status = status === "UNAPPROVED" ? "Unapproved" : status
  return { Status, MerID: account.merId, Version: version, ...seal(buildQuery(inner), account) }
}
