import { wallClock } from "../../../core/taipei.js"
import type { Bilingual } from "./trade.js"

/** How a card's payment ends: paid, authorised and cancelled for a mismatched ECI, or declined with a ResCode. */
export type CardOutcome = "paid" | "eci-mismatch" | { declined: string }

export interface TestCard {
  number: string
  zh: string
  en: string
  use: "once" | "instalments" | "unionpay"
  outcome: CardOutcome
  /** Periods that it cannot take. */
  lacks?: readonly string[]
}

/** 測試卡號: any expiry and CVC, all other numbers are refused. The declined one is ours: PAYUNi publishes none. */
export const TEST_CARDS: readonly TestCard[] = [
  once("4147631000000001", "授權成功", "Authorised", "paid"),
  once("3560511000000001", "授權成功", "Authorised", "paid"),
  once("4147631000000002", "ECI 不符，自動取消", "ECI mismatch, taken back", "eci-mismatch"),
  once("3560511000000002", "ECI 不符，自動取消", "ECI mismatch, taken back", "eci-mismatch"),
  once("4147631000000051", "額度不足（沙盒自訂）", "Over the limit (sandbox only)", { declined: "51" }),
  instalments("4147632000000001"),
  instalments("3560512000000001", ["9"]),
  instalments("3560562000000001"),
  instalments("4741502000000001"),
  { number: "6200000000000001", zh: "銀聯卡", en: "UnionPay", use: "unionpay", outcome: "paid" },
]

function once(number: string, zh: string, en: string, outcome: CardOutcome): TestCard {
  return { number, zh, en, use: "once", outcome }
}

function instalments(number: string, lacks: readonly string[] = []): TestCard {
  return { number, zh: "分期", en: "Instalments", use: "instalments", outcome: "paid", lacks }
}

/** ResCodeMsg by ResCode: the usual ones of ISO 8583, in our wording. */
export const DECLINES: Readonly<Record<string, Bilingual>> = {
  "05": ["銀行拒絕交易", "Refused by the bank"],
  "14": ["卡號錯誤", "Wrong card number"],
  "41": ["掛失卡", "Card reported lost"],
  "51": ["額度不足", "Over the limit"],
  "54": ["卡片過期", "Card expired"],
  "61": ["超過限額", "Over the card's limit"],
}

export const OTP = "1234"

/** `4147 6310 0000 0001` */
export function grouped(number: string): string {
  return number.replace(/(.{4})(?=.)/g, "$1 ")
}

export function cardsFor(tool: string): TestCard[] {
  const use = { CreditInst: "instalments", CreditUnionPay: "unionpay" }[tool] ?? "once"
  return TEST_CARDS.filter((card) => card.use === use)
}

/** Why the page rejects the input (UPP03009–03019), or null. `expiry` is MM/YY. */
export function mistakeIn(tool: string, number: string, expiry: string, period: string, now: Date): Bilingual | null {
  const card = cardsFor(tool).find((candidate) => candidate.number === number)
  if (!card) return ["測試環境僅接受測試卡號", "Only test cards are taken here"]
  if (card.lacks?.includes(period)) return ["此卡片不支援所選期數", "This card does not take so many periods"]
  const [month, year] = expiry.split("/").map(Number)
  const today = wallClock(now)
  const old = !year || 2000 + year < today.year || (2000 + year === today.year && (month ?? 0) < today.month)
  return !month || month > 12 || old ? ["信用卡到期日格式錯誤或已逾期", "The expiry is wrong or past"] : null
}

export function cardOutcome(number: string): CardOutcome {
  return TEST_CARDS.find((card) => card.number === number)?.outcome ?? "paid"
}

/** FirstAmt and EachAmt: the remainder goes into the first period. */
export function instalmentsOf(amount: number, period: string): { first: number; each: number } {
  const count = Number(period)
  const each = count > 1 ? Math.floor(amount / count) : 0
  return { first: count > 1 ? amount - each * (count - 1) : 0, each }
}
