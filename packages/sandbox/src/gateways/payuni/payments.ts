import { randomBytes } from "node:crypto"
import { ActionRefused } from "../../core/gateway.js"
import { notify } from "./messages/notices.js"
import { expiredVoucher, paidVoucher, resultOf, tokenBlock } from "./messages/result.js"
import type { Account } from "./model/accounts.js"
import type { CardPayment } from "./model/card.js"
import type { Payuni } from "./model/payuni.js"
import { DECLINES } from "./model/test-cards.js"
import { canMove, move, type Outcome, type Trade } from "./model/trade.js"
import { expiryOf, issueVoucher } from "./model/vouchers.js"
import type { Fields } from "./wire/codec.js"
import { messageOf } from "./wire/codes.js"
import { dashDateTime } from "./wire/dates.js"

const PAGE_SECONDS = 600

/** An accepted order: its parameters, and the amount in whole TWD. */
export interface AcceptedOrder {
  fields: Fields
  amount: number
}

interface Opening extends AcceptedOrder {
  account: Account
  version: string
  gateway: Trade["gateway"]
}

/** Creates a trade and schedules the end of the buyer's page. */
export function openTrade(payuni: Payuni, { account, version, gateway, fields, amount }: Opening): Trade {
  const { core, book } = payuni
  const createdAt = core.clock.now()
  const trade: Trade = {
    tradeNo: book.nextTradeNo(createdAt),
    token: randomBytes(16).toString("hex"),
    account,
    version,
    gateway,
    order: fields,
    merTradeNo: fields.MerTradeNo ?? "",
    amount,
    createdAt,
    language: fields.Lang === "en" ? "en" : "zh",
    state: "open",
    step: "choosing",
    tool: null,
    mistake: null,
    outcome: null,
    paidAt: null,
    entered: null,
    card: null,
    voucher: null,
    nonCardRefunds: [],
    confirmedAt: null,
    answering: gateway === "1",
    particulars: {},
  }
  book.add(trade)
  const end = createdAt.getTime() + Number(fields.TradeLExpireSec || PAGE_SECONDS) * 1000
  core.clock.schedule(new Date(end), () => runOut(trade))
  return trade
}

function runOut(trade: Trade): void {
  if (trade.state !== "open") return
  move(trade, "expired")
  trade.step = "done"
  trade.outcome = { status: "UPP03000", message: messageOf("UPP03000") }
}

function conclude(trade: Trade, state: Trade["state"], status: string, message: string): Outcome {
  move(trade, state)
  trade.step = "done"
  trade.outcome = { status, message }
  return trade.outcome
}

/** Marks a trade as paid by card or wallet, and notifies the merchant. */
export function succeed(payuni: Payuni, trade: Trade): void {
  if (!canMove(trade, "paid")) throw new ActionRefused(`This trade is ${trade.state}.`)
  const now = payuni.core.clock.now()
  trade.paidAt = now
  if (trade.tool?.paymentType === "1") trade.card = authorise(payuni, trade, now)
  else trade.particulars = { ...trade.particulars, ...walletBlock(trade, now) }
  const saved = payuni.tokens.save(trade)
  if (saved) trade.particulars = { ...trade.particulars, ...tokenBlock(saved) }
  const outcome = conclude(trade, "paid", "SUCCESS", trade.card ? "授權成功" : "付款成功")
  notify(payuni, trade, resultOf(trade, outcome))
}

const FOREIGN_BANK = "-"

function authorise({ settings }: Payuni, trade: Trade, now: Date): CardPayment {
  const { entered, tool, account, amount } = trade
  const number = entered?.number ?? "4147631000000001"
  const [month = "", year = ""] = (entered?.expiry ?? "12/35").split("/")
  const captured = account.autoCapture || tool?.id === "CreditUnionPay"
  const done = settings.autoCapture === "at-once" ? "2" : "1"
  return {
    card6: number.slice(0, 6),
    card4: number.slice(-4),
    expiry: `${month}${year}`,
    bank: number.startsWith("62") ? FOREIGN_BANK : "812",
    period: entered?.period ?? "1",
    authType: tool?.authType ?? "1",
    authCode: "000000",
    authorisedAt: now,
    unionPay: tool?.id === "CreditUnionPay",
    amount,
    capture: { status: captured ? done : "9", amount: captured ? amount : 0, at: captured ? now : null },
    refunds: [],
  }
}

function walletBlock({ tool, tradeNo }: Trade, now: Date): Fields {
  const at = dashDateTime(now)
  if (tool?.id === "JKoPay") {
    return { JKoTradeNo: `J${tradeNo}`, JKoStrCupAmt: "0", JKoChannel: "account", PayTime: at }
  }
  return tool?.id === "Aftee" ? { PayNo: `A${tradeNo}`, CreateDT: at } : { PayNo: `W${tradeNo}`, PayTime: at }
}

/** Declined by the card's bank with a ResCode, or by a wallet. This ends the trade; PAYUNi's page offers no retry. */
export function fail(payuni: Payuni, trade: Trade, resCode = ""): void {
  if (!canMove(trade, "failed")) throw new ActionRefused(`This trade is ${trade.state}.`)
  const message = DECLINES[resCode]?.[0] ?? "付款失敗"
  if (resCode !== "") trade.particulars = { ...trade.particulars, ResCode: resCode, ResCodeMsg: message }
  const outcome = conclude(trade, "failed", `${trade.tool?.family ?? "UPP"}03001`, message)
  if (payuni.settings.failureNotices) notify(payuni, trade, resultOf(trade, outcome))
}

/** Authorised, and cancelled immediately because of a mismatched ECI. */
export function authoriseAndCancel(payuni: Payuni, trade: Trade): void {
  const now = payuni.core.clock.now()
  trade.card = { ...authorise(payuni, trade, now), capture: { status: "3", amount: 0, at: null } }
  move(trade, "paid")
  const outcome = conclude(trade, "cancelled", "UPP05001", messageOf("UPP05001"))
  if (payuni.settings.failureNotices) notify(payuni, trade, resultOf(trade, outcome))
}

const WAITING = {
  unknown: { status: "UNKNOWN", message: "系統忙碌中，尚未確認交易結果" },
  unapproved: { status: "UNAPPROVED", message: "訂單待確認" },
} as const

/** The result is not known yet, or the buyer is under review. The back office decides later. */
export function leavePending(payuni: Payuni, trade: Trade, state: keyof typeof WAITING): void {
  const { status, message } = WAITING[state]
  notify(payuni, trade, resultOf(trade, conclude(trade, state, status, message)))
}

/** 取號: issues a code, sent to NotifyURL and by the browser, and schedules its expiry. */
export function issue(payuni: Payuni, trade: Trade, kind: "ATM" | "CVS", bank: string): void {
  const { clock } = payuni.core
  const expiresAt = expiryOf(trade.order, clock.now()) ?? clock.now()
  trade.voucher = issueVoucher(kind, bank, expiresAt, clock.now())
  const outcome = conclude(trade, "issued", "SUCCESS", "建立成功")
  if (payuni.settings.issuedNotices) notify(payuni, trade, resultOf(trade, outcome))
  clock.schedule(new Date(expiresAt.getTime() + 1), () => {
    if (trade.state === "issued") expire(payuni, trade)
  })
}

export function expire(payuni: Payuni, trade: Trade): void {
  if (!trade.voucher) throw new ActionRefused("There is no code.")
  move(trade, "expired")
  if (payuni.settings.expiryNotices) notify(payuni, trade, expiredVoucher(trade, trade.voucher))
}

/** 模擬繳費. */
export function payVoucher(payuni: Payuni, trade: Trade, amount = trade.amount): void {
  if (!trade.voucher || !canMove(trade, "paid")) throw new ActionRefused(`This trade is ${trade.state}.`)
  const now = payuni.core.clock.now()
  move(trade, "paid")
  trade.paidAt = now
  notify(payuni, trade, paidVoucher(trade, trade.voucher, now, amount))
}

/** 補觸發: sends the latest result again. */
export function retrigger(payuni: Payuni, trade: Trade): void {
  notify(payuni, trade, lastWord(trade))
}

function lastWord(trade: Trade): Fields {
  const { voucher, state, paidAt, outcome } = trade
  if (voucher && state === "paid" && paidAt) return paidVoucher(trade, voucher, paidAt, trade.amount)
  if (voucher && state === "expired") return expiredVoucher(trade, voucher)
  if (!outcome) throw new ActionRefused("There is nothing to tell yet.")
  return resultOf(trade, outcome)
}
