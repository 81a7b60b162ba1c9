import { wallClock } from "../../../core/taipei.js"
import type { Fields } from "../wire/codec.js"
import type { Method, MethodId } from "./methods.js"

/** What the buyer entered on the card page. */
export interface EnteredCard {
  number: string
  expiry: string
  term: string
  bonus: boolean
  remember: boolean
}

/** The parts of a trade that a card payment depends on. */
interface CardOrder {
  amount: number
  order: Fields
  entered: EnteredCard | null
}

/** A card authorisation, as reported in results. */
export interface CardPayment {
  auth: string
  card6: string
  card4: string
  /** YYMM. */
  expiry: string
  term: number
  first: number
  each: number
  /** Paid by bonus points, whole TWD, or null if not requested. */
  bonus: number | null
  eci: string
  tokenUse: 0 | 1 | 2
}

export interface TestCard {
  number: string
  zh: string
  en: string
  takes: readonly MethodId[]
  /** The code with which the bank declines it; absent if it approves. */
  declines?: string
}

/** Annex 1. The UnionPay card and the declining ones are ours: none are published. */
export const TEST_CARDS: readonly TestCard[] = [
  { number: "4000221111111111", zh: "一次付清、分期", en: "One-off, instalments", takes: ["CREDIT", "InstFlag"] },
  { number: "4003551111111111", zh: "紅利折抵", en: "Bonus points", takes: ["CREDIT", "CreditRed"] },
  { number: "376000000000006", zh: "美國運通", en: "American Express", takes: ["CREDITAE"] },
  { number: "6250940000000003", zh: "銀聯卡（沙盒自訂）", en: "UnionPay (ours)", takes: ["UNIONPAY"] },
  {
    number: "4000220000000002",
    zh: "銀行拒絕（沙盒自訂）",
    en: "Declined (ours)",
    takes: ["CREDIT", "InstFlag", "CreditRed"],
    declines: "MPG03009",
  },
  {
    number: "4000220000000051",
    zh: "警示交易（沙盒自訂）",
    en: "Suspicious (ours)",
    takes: ["CREDIT", "InstFlag", "CreditRed"],
    declines: "MPG05005",
  },
]

/** The one-time password of our 3-D page. */
export const OTP = "1234"

/** `4000-2211-1111-1111`, `3760-000000-00006` */
export function grouped(number: string): string {
  const groups = number.length === 15 ? /^(.{4})(.{6})(.{5})$/ : /^(.{4})(.{4})(.{4})(.{4})$/
  return number.replace(groups, (_whole, ...parts) => parts.slice(0, -2).join("-"))
}

export function cardsFor(method: MethodId): TestCard[] {
  return TEST_CARDS.filter(({ takes }) => takes.includes(method))
}

/** The code with which the entered card is declined, or null. Anything but a test card is declined. */
export function declineOf(method: Method | null, entered: EnteredCard | null, now: Date): string | null {
  const card = cardsFor(method?.id ?? "CREDIT").find(({ number }) => number === entered?.number)
  if (!card) return "MPG03009"
  return isOver(entered?.expiry ?? "", now) ? "MPG03009" : (card.declines ?? null)
}

/** Whether MM/YY has passed or is invalid. */
function isOver(expiry: string, now: Date): boolean {
  const [, month, year] = /^(0[1-9]|1[0-2])\/?(\d{2})$/.exec(expiry) ?? []
  if (!month || !year) return true
  const today = wallClock(now)
  return Number(`20${year}${month}`) < today.year * 100 + today.month
}

/** The card that a phone presents. */
export const PHONE_CARD: EnteredCard = {
  number: "4000221111111111",
  expiry: "12/30",
  term: "0",
  bonus: false,
  remember: false,
}

/** The first term takes the remainder. */
function splitUp(amount: number, term: number) {
  if (term === 0) return { term: 0, first: 0, each: 0 }
  const each = Math.floor(amount / term)
  return { term, first: amount - each * (term - 1), each }
}

/** Authorises the entered card; `serial` determines the authorisation code. */
export function authorise({ amount, entered, order }: CardOrder, serial: number, tokenUse: 0 | 1 | 2): CardPayment {
  const { number, expiry, term, bonus } = entered ?? PHONE_CARD
  const [month = "12", year = "30"] = [expiry.slice(0, 2), expiry.slice(-2)]
  return {
    auth: String(930_000 + (serial % 70_000)),
    card6: number.slice(0, 6),
    card4: number.slice(-4),
    expiry: `${year}${month}`,
    ...splitUp(amount, Number(term)),
    bonus: bonus ? Math.floor(amount / 10) : null,
    eci: order.P3D === "1" ? "5" : "",
    tokenUse,
  }
}
