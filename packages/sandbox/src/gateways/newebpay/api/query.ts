import { HOUR } from "../../../core/taipei.js"
import { backStatus, balanceOf, closeStatus } from "../model/closing.js"
import { isCard, type Method } from "../model/methods.js"
import { isTimely, type Newebpay } from "../model/newebpay.js"
import type { Trade } from "../model/trade.js"
import { payInfo } from "../model/vouchers.js"
import { checkCode, checkValue, isSum, type Result } from "../wire/codec.js"
import { messageOf, NewebpayRefusal } from "../wire/codes.js"
import { dashDate, dashDateTime, daysAfter, NEVER } from "../wire/times.js"
import type { Answer, Call, Reader } from "./calls.js"

/** Unencrypted fields; the amount is part of the key (§5.1). */
export const readQuery: Reader = (newebpay, fields) => {
  const account = newebpay.accounts.get(fields.MerchantID ?? "")
  if (!account) throw new NewebpayRefusal("TRA10009")
  const { Amt = "", MerchantID = "", MerchantOrderNo = "" } = fields
  if (!isSum(fields.CheckValue ?? "", checkValue({ Amt, MerchantID, MerchantOrderNo }, account)))
    throw new NewebpayRefusal("TRA10054")
  return { account, fields }
}

/** QueryTradeInfo [NPA-B02]. */
export function query(newebpay: Newebpay, call: Call): Answer {
  const { account, fields } = call
  if (!["1.1", "1.2", "1.3"].includes(fields.Version ?? "")) throw new NewebpayRefusal("TRA10018")
  if (!["JSON", "String"].includes(fields.RespondType ?? "")) throw new NewebpayRefusal("TRA10036", "RespondType 錯誤")
  if (!isTimely(newebpay, fields.TimeStamp ?? "")) throw new NewebpayRefusal("TRA40014")
  if (isLocked(newebpay, account.merchantId)) throw new NewebpayRefusal("TRA10071")
  const trade = newebpay.book.byOrderNo(account.merchantId, fields.MerchantOrderNo ?? "")
  const known = trade && (trade.submittedAt !== null || newebpay.settings.queryableFrom === "page")
  if (!known || String(trade.amount) !== fields.Amt) return missed(newebpay, account.merchantId)
  const shop: Result = fields.Gateway === "Composite" ? { ShopMerchantID: account.merchantId } : {}
  return { status: "SUCCESS", message: "查詢成功", result: { ...shop, ...rowOf(newebpay, trade) } }
}

const LOCK_HOURS = 4

function isLocked({ core, misses }: Newebpay, merchantId: string): boolean {
  return (misses.get(merchantId)?.lockedUntil ?? 0) > core.clock.now().getTime()
}

/** Too many unknown orders within an hour lock the shop's queries. */
function missed({ core, misses, settings }: Newebpay, merchantId: string): Answer {
  const now = core.clock.now().getTime()
  const recent = [...(misses.get(merchantId)?.recent ?? []).filter((at) => at > now - HOUR), now]
  const locks = recent.length > settings.unknownQueriesAnHour
  misses.set(merchantId, { recent: locks ? [] : recent, lockedUntil: locks ? now + LOCK_HOURS * HOUR : 0 })
  const code = locks ? "TRA10071" : "TRA10021"
  return { status: code, message: messageOf(code), result: null }
}

function rowOf(newebpay: Newebpay, trade: Trade): Result {
  const { account, amount, tradeNo, order, paidAt, method, createdAt, submittedAt } = trade
  const named = {
    MerchantID: account.merchantId,
    Amt: amount,
    TradeNo: tradeNo,
    MerchantOrderNo: order.MerchantOrderNo ?? "",
  }
  return {
    ...named,
    TradeStatus: tradeStatus(newebpay, trade),
    PaymentType: method?.paymentType ?? "",
    CreateTime: dashDateTime(submittedAt ?? createdAt),
    PayTime: paidAt ? dashDateTime(paidAt) : NEVER.second,
    FundTime: fundTime(trade),
    CheckCode: checkCode(named, account),
    ...(method ? blockOf(newebpay, trade, method) : {}),
  }
}

const FUNDED_AFTER_DAYS = 7

function fundTime({ paidAt, closing, method }: Trade): string {
  const captured = closing ? closing.state === "closed" : method?.kind === "voucher" || method?.kind === "webatm"
  return paidAt && captured ? dashDate(daysAfter(paidAt, FUNDED_AFTER_DAYS)) : NEVER.day
}

/** TradeStatus: stays 1 after a refund, unless set otherwise. */
function tradeStatus({ settings }: Newebpay, { state, closing }: Trade): string {
  if (state === "failed") return "2"
  if (state === "expired") return settings.expiredTradeStatus
  if (state !== "paid") return "0"
  if (closing?.state === "cancelled") return "3"
  const isAllBack = closing !== null && closing.refunds.length > 0 && balanceOf(closing) === 0
  return isAllBack ? settings.refundedTradeStatus : "1"
}

function blockOf(newebpay: Newebpay, trade: Trade, method: Method): Result {
  if (isCard(method)) return cardBlock(trade, method)
  if (method.kind === "voucher" || method.kind === "webatm") return payBlock(newebpay, trade)
  return walletBlock(trade, method)
}

function cardBlock(trade: Trade, method: Method): Result {
  const { card, entered, state } = trade
  const number = entered?.number ?? ""
  return {
    RespondCode: card ? "00" : state === "failed" ? "05" : "",
    Auth: card?.auth ?? "",
    ECI: card?.eci || null,
    ...closingBlock(trade),
    RespondMsg: respondMessage(trade),
    Inst: String(card?.term ?? 0),
    InstFirst: String(card?.first ?? 0),
    InstEach: String(card?.each ?? 0),
    PaymentMethod: method.paymentMethod,
    Card6No: number.slice(0, 6),
    Card4No: number.slice(-4),
    AuthBank: "KGI",
  }
}

function respondMessage({ state, failure, outcome }: Trade): string {
  return state === "paid" || failure !== null ? (outcome?.message ?? "") : ""
}

/** Before payment the numbers are zero and the balance is empty. */
function closingBlock({ closing }: Trade): Result {
  if (!closing) return { CloseAmt: null, CloseStatus: "0", BackBalance: null, BackStatus: "0" }
  return {
    CloseAmt: closing.captured === null ? null : String(closing.captured),
    CloseStatus: closeStatus(closing),
    BackBalance: String(balanceOf(closing)),
    BackStatus: backStatus(closing),
  }
}

/** Numbers to pay elsewhere, and transfers. */
function payBlock(newebpay: Newebpay, trade: Trade): Result {
  const { voucher, order } = trade
  return {
    PayInfo: voucher ? payInfo(voucher) : "",
    ExpireDate: voucher ? dashDateTime(voucher.expiresAt) : NEVER.second,
    SourceBankId: order.SourceBankId || "-",
    SourceAccountNo: order.SourceAccountNo || "-",
    OrderStatus: trade.silent ? 9 : Number(tradeStatus(newebpay, trade)),
  }
}

/** As the query spells them: EZALIPAY and EZWECHAT without their P. */
const SPELT: Readonly<Record<string, string>> = { EZPALIPAY: "EZALIPAY", EZPWECHAT: "EZWECHAT" }
const AUTH_BANKS: Readonly<Record<string, string>> = { LINEPAY: "Linepay", ESUNWALLET: "Esun" }

function walletBlock(trade: Trade, method: Method): Result {
  const { BackBalance = null, ...closing } = closingBlock(trade)
  return {
    RespondCode: trade.state === "paid" ? "00" : "",
    ...closing,
    ...(method.id === "LINEPAY" ? {} : { BackBalance }),
    RespondMsg: respondMessage(trade),
    ...(method.kind === "lending" ? { Inst: "0" } : {}),
    PaymentMethod: SPELT[method.id] ?? method.id,
    AuthBank: method.kind === "lending" ? method.id : (AUTH_BANKS[method.id] ?? "EZPAY"),
  }
}
