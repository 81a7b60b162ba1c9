import { randomBytes } from "node:crypto"
import { ActionRefused } from "../../core/gateway.js"
import { DAY, MINUTE } from "../../core/taipei.js"
import { notifyApplication, notifyNumber, notifyResult } from "./messages/notices.js"
import type { Account } from "./model/accounts.js"
import { abandonWhenOld, requestClosing } from "./model/card-ledger.js"
import type { Ecpay } from "./model/ecpay.js"
import type { Method } from "./model/methods.js"
import { cardOf } from "./model/test-cards.js"
import type { Trade } from "./model/trade.js"
import { issueVoucher, type Voucher } from "./model/vouchers.js"
import { beginContract } from "./payments-periodic.js"
import type { Fields } from "./wire/codec.js"
import { messageOf } from "./wire/codes.js"

/** An accepted order: its accounts, fields and amount. */
export interface AcceptedOrder {
  account: Account
  platform: Account | null
  fields: Fields
  amount: number
}

/** Creates a trade and schedules the end of the buyer's page. */
export function openTrade(ecpay: Ecpay, { account, platform, fields, amount }: AcceptedOrder): Trade {
  const createdAt = ecpay.core.clock.now()
  const trade: Trade = {
    tradeNo: ecpay.book.nextTradeNo(createdAt),
    token: randomBytes(16).toString("hex"),
    account,
    platform,
    order: fields,
    amount,
    createdAt,
    language: fields.Language === "ENG" ? "en" : "zh",
    state: "open",
    step: "choosing",
    method: null,
    paymentType: "",
    paidAt: null,
    failure: null,
    otpTries: 0,
    entered: null,
    voucher: null,
    card: null,
    contract: null,
    particulars: {},
  }
  ecpay.book.add(trade)
  scheduleAbandonment(ecpay, trade)
  return trade
}

const ABANDONED_AFTER = 60 * MINUTE

/** Abandons an order that is not finished within an hour. */
function scheduleAbandonment(ecpay: Ecpay, trade: Trade): void {
  ecpay.core.clock.schedule(new Date(trade.createdAt.getTime() + ABANDONED_AFTER), () => {
    if (trade.state === "open" || trade.state === "failed") trade.state = "left"
  })
}

const RETRIABLE: readonly Trade["state"][] = ["open", "failed"]

/** Whether the buyer may still choose and pay on ECPay's page. */
export function isRetriable(trade: Trade): boolean {
  return RETRIABLE.includes(trade.state)
}

/** Sets what the buyer chose. Refused once the trade has ended or a number was issued. */
export function choose(trade: Trade, method: Method, sub: string): void {
  if (!isRetriable(trade)) throw new ActionRefused(`This trade is ${trade.state}.`)
  const chosen = method.subPayments.find((candidate) => candidate.id === sub) ?? method.subPayments[0]
  trade.method = method
  trade.step = "method"
  trade.paymentType = chosen?.paymentType ?? ""
}

/** Marks a trade as paid, authorises card methods, and notifies the merchant. */
export function succeed(ecpay: Ecpay, trade: Trade, amount?: number): void {
  if (trade.state === "paid") throw new ActionRefused("This trade is paid already.")
  const now = ecpay.core.clock.now()
  trade.state = "paid"
  trade.step = "done"
  trade.paidAt = now
  trade.failure = null
  if (isCard(trade)) authorise(ecpay, trade, now)
  trade.particulars = { ...trade.particulars, ...payerOf(trade) }
  const result = { RtnCode: "1", RtnMsg: "交易成功" }
  notifyResult(ecpay, trade, amount === undefined ? result : { ...result, amount })
}

function isCard(trade: Trade): boolean {
  return trade.method?.id === "Credit" || trade.method?.id === "ApplePay"
}

function authorise(ecpay: Ecpay, trade: Trade, now: Date): void {
  const card = cardOf(trade, String(ecpay.nextGwsr++), ecpay.settings.behaviour, now)
  trade.card = card
  if (card.unionPay) requestClosing(card, now)
  if (card.installments.periods === "30N") trade.paymentType = "Flexible_Installment"
  ecpay.core.clock.schedule(new Date(now.getTime() + 90 * DAY + MINUTE), () =>
    abandonWhenOld(card, ecpay.core.clock.now()),
  )
  if (trade.order.PeriodType) beginContract(ecpay, trade, card)
}

const PAID_FROM: Readonly<Record<string, string>> = { FAMILY: "family", HILIFE: "hilife", OK: "okmart" }

/** The payer as the extra fields show one (p=5675). */
function payerOf({ method, voucher, paymentType, tradeNo }: Trade): Record<string, string> {
  const bank = paymentType.split("_")[1] ?? ""
  if (method?.id === "ATM") return { ATMAccBank: "822", ATMAccNo: "12345" }
  if (method?.id === "WebATM") return { WebATMAccBank: "822", WebATMAccNo: "12345", WebATMBankName: bank.slice(0, 10) }
  if (method?.id === "TWQR") return { TWQRTradeNo: `OP${tradeNo}` }
  if (!voucher) return {}
  return { PaymentNo: voucher.fields.PaymentNo ?? "", PayFrom: PAID_FROM[voucher.sub] ?? "ibon" }
}

/** Declines a payment. The buyer may try again on the same page. */
export function fail(ecpay: Ecpay, trade: Trade, code: string): void {
  if (trade.state === "paid") throw new ActionRefused("This trade is paid already.")
  trade.state = "failed"
  trade.step = "done"
  trade.failure = code
  trade.otpTries = 0
  if (ecpay.settings.failureNotices) notifyResult(ecpay, trade, { RtnCode: code, RtnMsg: "付款失敗" })
}

/** 10300066: the result is not known yet. The back office decides later. */
export function leavePending(ecpay: Ecpay, trade: Trade): void {
  trade.state = "pending"
  trade.step = "done"
  trade.failure = "10300066"
  notifyResult(ecpay, trade, { RtnCode: "10300066", RtnMsg: messageOf("10300066") })
}

/** Issues a number, notifies PaymentInfoURL, and schedules the expiry, of which no notice is sent: p=2881. */
export function issue(ecpay: Ecpay, trade: Trade, kind: Voucher["kind"], sub: string): void {
  if (trade.voucher) throw new ActionRefused("This trade has a number already.")
  const voucher = issueVoucher(kind, sub, trade.order, ecpay.core.clock.now(), trade.amount)
  trade.voucher = voucher
  trade.state = "issued"
  trade.step = "done"
  notifyNumber(ecpay, trade)
  ecpay.core.clock.schedule(new Date(voucher.expiresAt.getTime() + 1), () => {
    if (trade.state === "issued") trade.state = "expired"
  })
}

/** 無卡分期: the application is accepted, or refused immediately. The payment comes later, by ReturnURL alone. */
export function apply(ecpay: Ecpay, trade: Trade, taken: boolean, installment: string): void {
  trade.particulars = { BNPLTradeNo: `BN${trade.tradeNo}`, BNPLInstallment: installment }
  trade.state = taken ? "applied" : "failed"
  trade.step = "done"
  trade.failure = taken ? null : "10200163"
  if (taken) notifyApplication(ecpay, trade, "2", "Succeeded")
  else notifyApplication(ecpay, trade, "10200163", messageOf("10200163"))
}

/** 模擬付款: sends a notice only. The trade does not change. */
export function simulate(ecpay: Ecpay, trade: Trade): void {
  notifyResult(ecpay, trade, { RtnCode: "1", RtnMsg: "付款成功", simulated: true })
}
