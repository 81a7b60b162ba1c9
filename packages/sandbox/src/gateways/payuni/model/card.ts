import { DAY } from "../../../core/taipei.js"
import { dashDate } from "../wire/dates.js"

/** CloseStatus: 1 applying, 2 done, 3 cancelled, 7 processing, 9 not applied. */
export interface Capture {
  status: "1" | "2" | "3" | "7" | "9"
  amount: number
  at: Date | null
}

/** RefundType 2, or 3 while it waits for an earlier step; RefundStatus 1 applying, 2 done, 3 cancelled, 8 processing. */
export interface CardRefund {
  type: "2" | "3"
  status: "1" | "2" | "3" | "8"
  amount: number
  at: Date
}

/** An authorised card. */
export interface CardPayment {
  card6: string
  card4: string
  /** MMYY. */
  expiry: string
  bank: string
  period: string
  authType: string
  authCode: string
  authorisedAt: Date
  unionPay: boolean
  amount: number
  capture: Capture
  refunds: CardRefund[]
}

export interface LedgerRules {
  now: Date
  refundsAllowed: boolean
  /** Done immediately instead of in the nightly batch. */
  atOnce: boolean
}

export interface Refusal {
  code: string
  message: string
}

export type CloseType = "1" | "2" | "-1" | "-2"

type Act = (card: CardPayment, amount: number, rules: LedgerRules) => Refusal | null

const REFUND_DAYS = 180

/** Refunded, or requested to be. */
export function refunded({ refunds }: CardPayment): number {
  return refunds.filter(({ status }) => status !== "3").reduce((sum, { amount }) => sum + amount, 0)
}

/** RemainAmt: what can still be refunded. */
export function remaining(card: CardPayment): number {
  return isCaptured(card) ? card.capture.amount - refunded(card) : 0
}

function isCaptured({ capture }: CardPayment): boolean {
  return ["1", "2", "7"].includes(capture.status)
}

/** Captured, or requested to be. */
export function capturedAmount(card: CardPayment): number {
  return isCaptured(card) ? card.capture.amount : 0
}

function inFlight({ capture, refunds }: CardPayment): boolean {
  const busy = refunds.some(({ type, status }) => type === "2" && (status === "1" || status === "8"))
  return busy || capture.status === "1" || capture.status === "7"
}

function refuse(what: string, why: string): Refusal {
  return { code: "CLOSE03001", message: `處理失敗，${what}，${why}` }
}

/** 請退款 by CloseType (#39). Null on success. */
const ACTS: Readonly<Record<CloseType, Act>> = {
  "1": (card, amount, { now, atOnce }) => {
    if (isCaptured(card)) return refuse("請款失敗", "已有請款紀錄")
    if (amount > card.amount) return refuse("請款失敗", `請款金額($${amount})，授權金額($${card.amount})`)
    if (wholeOnly(card) && amount !== card.amount) return refuse("請款失敗", "分期及銀聯卡僅可全額請款")
    card.capture = { status: atOnce ? "2" : "1", amount, at: now }
    return null
  },
  "2": (card, amount, rules) => {
    if (!rules.refundsAllowed) return { code: "CLOSE01007", message: "商店退款功能已受限制" }
    if (!isCaptured(card)) return refuse("退款失敗", "訂單未請款")
    const { amount: captured, at } = card.capture
    const before = refunded(card)
    if (before + amount > captured) {
      return refuse("退款失敗", `退款金額($${amount})，請款金額($${captured})，目前已退款($${before})`)
    }
    if (wholeOnly(card) && amount !== captured) return refuse("退款失敗", "分期及銀聯卡僅可全額退款")
    if (at && rules.now.getTime() - at.getTime() > REFUND_DAYS * DAY) return refuse("退款失敗", "已超過可退款期限")
    card.refunds.push(newRefund(card, amount, rules))
    return null
  },
  "-1": (card) => {
    if (card.capture.status !== "1") return refuse("取消請款失敗", "訂單不為請款申請中")
    if (refunded(card) > 0) return refuse("取消請款失敗", "已有退款紀錄")
    card.capture.status = "3"
    return null
  },
  "-2": (card) => {
    const last = card.refunds.at(-1)
    if (last?.status !== "1") return refuse("取消退款失敗", "訂單不為退款申請中")
    last.status = "3"
    return null
  },
}

function newRefund(card: CardPayment, amount: number, { now, atOnce }: LedgerRules): CardRefund {
  const waits = inFlight(card)
  return { type: waits ? "3" : "2", status: atOnce && !waits ? "2" : "1", amount, at: now }
}

function wholeOnly({ period, unionPay }: CardPayment): boolean {
  return period !== "1" || unionPay
}

export function close(card: CardPayment, type: CloseType, amount: number, rules: LedgerRules): Refusal | null {
  return ACTS[type](card, amount, rules)
}

/** Why an authorisation can no longer be cancelled, or null. UnionPay's never can be. */
export function cancelRefusal({ capture, unionPay }: CardPayment): string | null {
  if (unionPay) return "取消授權失敗，銀聯卡不提供取消授權"
  if (capture.status === "9" || capture.status === "3") return null
  return `取消授權失敗，已存在請款成功紀錄 (${capture.at ? dashDate(capture.at) : ""})`
}

/** Submits the evening's file to the bank: what was requested is now being processed. */
export function sendToBank({ capture, refunds }: CardPayment): void {
  if (capture.status === "1") capture.status = "7"
  for (const refund of refunds) if (refund.type === "2" && refund.status === "1") refund.status = "8"
}

/** Applies the bank's answers; the oldest waiting refund is now requested. */
export function receiveBankResults(card: CardPayment): void {
  if (card.capture.status === "7") card.capture.status = "2"
  for (const refund of card.refunds) if (refund.status === "8") refund.status = "2"
  const waiting = card.refunds.find(({ type, status }) => type === "3" && status === "1")
  if (waiting && !inFlight(card)) waiting.type = "2"
}
