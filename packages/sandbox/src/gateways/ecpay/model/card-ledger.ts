import { DAY } from "../../../core/taipei.js"

/** 請款明細的狀態, as QueryTrade/V2 names them. */
export type ClosingStatus = "要關帳" | "已關帳" | "已取消" | "操作取消"

/** One closing (positive) or refund (negative), whole TWD. */
export interface Closing {
  status: ClosingStatus
  sno: string
  amount: number
  at: Date
}

export type CardState = "已授權" | "要關帳" | "已關帳" | "操作取消" | "已取消"
export type CardAction = "C" | "R" | "E" | "N"

/** A card authorisation and its closings and refunds. Amounts in whole TWD. */
export interface CardPayment {
  gwsr: string
  authCode: string
  card6no: string
  card4no: string
  eci: string
  amount: number
  at: Date
  /** Periods, first and each amount; zero for one payment. */
  installments: { periods: string; first: number; each: number }
  /** 紅利: points used, money they covered, money left to pay, points left. */
  bonus: { points: number; covered: number; paid: number; left: number } | null
  unionPay: boolean
  released: boolean
  closings: Closing[]
}

const AUTHORISATION_DAYS = 90
const CLOSING_DAYS = 21

function standing({ closings }: CardPayment): Closing[] {
  return closings.filter(({ status }) => status === "要關帳" || status === "已關帳")
}

export function closedAmount(card: CardPayment): number {
  return standing(card).reduce((sum, { amount }) => sum + amount, 0)
}

/** Closed, or about to be, whatever went back. */
export function capturedTotal(card: CardPayment): number {
  return standing(card).reduce((sum, { amount }) => sum + Math.max(amount, 0), 0)
}

/** Refunded, or about to be. */
export function refundedTotal(card: CardPayment): number {
  return standing(card).reduce((sum, { amount }) => sum + Math.max(-amount, 0), 0)
}

/** The state that decides which action is possible: the last positive closing's. */
export function cardState(card: CardPayment): CardState {
  if (card.released) return "已取消"
  return card.closings.findLast((closing) => closing.amount > 0)?.status ?? "已授權"
}

function age(card: CardPayment, now: Date): number {
  return (now.getTime() - card.at.getTime()) / DAY
}

type Rule = (card: CardPayment, amount: number, now: Date) => string | null

const refuse =
  (message: string): Rule =>
  () =>
    message

/** 分期、紅利: full only. */
function fullOnly(card: CardPayment): boolean {
  return card.installments.periods !== "0" || card.bonus !== null
}

function mayClose(card: CardPayment, amount: number, now: Date): string | null {
  if (age(card, now) > CLOSING_DAYS) return "error_overDate"
  return amount > card.amount || (fullOnly(card) && amount !== card.amount) ? "更新失敗.(error_amount_C)" : null
}

function mayRefund(card: CardPayment, amount: number, now: Date): string | null {
  if (age(card, now) > AUTHORISATION_DAYS) return "error_overDate"
  const tooMuch = amount > closedAmount(card)
  return tooMuch || (fullOnly(card) && amount !== card.amount) ? "更新失敗.(error_amount_R)" : null
}

/** In 要關帳 a part may be refunded; refunding the whole takes E, then N. */
function mayRefundUnclosed(card: CardPayment, amount: number, now: Date): string | null {
  return amount >= card.amount ? "更新失敗.(error_amount_R)" : mayRefund(card, amount, now)
}

function mayRelease(card: CardPayment, amount: number): string | null {
  return amount === card.amount ? null : "更新失敗.(error_amount_N)"
}

function mayUndo(card: CardPayment): string | null {
  if (card.unionPay) return "更新失敗.(error_Stop)"
  return card.closings.some((closing) => closing.amount < 0) ? "更新失敗.(error_amount_E)" : null
}

/** 信用卡請退款功能 (p=2885, 9242): what each state allows. Null means done, a text is the RtnMsg that refuses. */
const RULES: Readonly<Record<CardState, Readonly<Record<CardAction, Rule>>>> = {
  已授權: { C: mayClose, R: refuse("更新失敗.(error_amount_R)"), E: refuse("更新失敗.(error_E)"), N: mayRelease },
  要關帳: { C: refuse("更新失敗.(error_C)"), R: mayRefundUnclosed, E: mayUndo, N: refuse("更新失敗.(error_N)") },
  已關帳: {
    C: refuse("更新失敗.(error_C)"),
    R: mayRefund,
    E: refuse("更新失敗.(error_E)"),
    N: refuse("更新失敗.(error_N)"),
  },
  操作取消: { C: mayClose, R: refuse("更新失敗.(error_amount_R)"), E: refuse("更新失敗.(error_E)"), N: mayRelease },
  已取消: {
    C: refuse("error_nopay"),
    R: refuse("error_nopay"),
    E: refuse("error_nopay"),
    N: refuse("error_nopay"),
  },
}

/** Does the action and returns null, or changes nothing and returns the message that refuses it. */
export function act(card: CardPayment, action: CardAction, amount: number, now: Date): string | null {
  const refusal = RULES[cardState(card)][action](card, amount, now)
  if (refusal === null) CARRY_OUT[action](card, amount, now)
  return refusal
}

const CARRY_OUT: Readonly<Record<CardAction, (card: CardPayment, amount: number, now: Date) => void>> = {
  C: (card, amount, now) => addClosing(card, amount, "要關帳", now),
  R: (card, amount, now) => addClosing(card, -amount, "要關帳", now),
  E: (card) => {
    for (const closing of card.closings) if (closing.status === "要關帳") closing.status = "操作取消"
  },
  N: (card) => {
    card.released = true
  },
}

function addClosing(card: CardPayment, amount: number, status: ClosingStatus, at: Date): void {
  card.closings.push({ status, sno: `${card.gwsr}${card.closings.length + 1}`, amount, at })
}

/** The 20:15 batch for one card: requested closings go to the bank, and with `autoClose` untouched ones too. */
export function closeForTheDay(card: CardPayment, autoClose: boolean, now: Date): void {
  for (const closing of card.closings) if (closing.status === "要關帳") closing.status = "已關帳"
  if (autoClose && cardState(card) === "已授權") addClosing(card, card.amount, "已關帳", now)
}

/** Closes at once, as UnionPay does. */
export function requestClosing(card: CardPayment, now: Date): void {
  addClosing(card, card.amount, "要關帳", now)
}

/** An authorisation that is not closed lapses after 90 days. */
export function abandonWhenOld(card: CardPayment, now: Date): void {
  const open = cardState(card) === "已授權" || cardState(card) === "操作取消"
  if (open && age(card, now) > AUTHORISATION_DAYS) card.released = true
}
