import { wallClock } from "../../../core/taipei.js"
import type { CardPayment } from "./card-ledger.js"
import type { Trade } from "./trade.js"

export interface TestCard {
  number: string
  zh: string
  en: string
  brand: "visa" | "amex" | "unionpay"
  /** Takes instalments. */
  installments: boolean
}

/** 測試介接資訊 (p=2856). CVV: any three digits; expiry: a later month; 3-D password: 1234. */
export const TEST_CARDS: readonly TestCard[] = [
  { number: "4311952222222222", zh: "國內卡", en: "Domestic", brand: "visa", installments: true },
  { number: "4311951111111111", zh: "國內卡", en: "Domestic", brand: "visa", installments: true },
  { number: "4000201111111111", zh: "海外卡", en: "Overseas", brand: "visa", installments: true },
  { number: "4938177777777777", zh: "永豐 30 期", en: "SinoPac 30 periods", brand: "visa", installments: true },
  { number: "4831388888888888", zh: "簽帳金融卡", en: "Debit", brand: "visa", installments: false },
  { number: "340353278080900", zh: "美國運通", en: "American Express", brand: "amex", installments: true },
  { number: "371222222222222", zh: "美國運通", en: "American Express", brand: "amex", installments: true },
  { number: "6213111111111", zh: "銀聯卡", en: "UnionPay", brand: "unionpay", installments: false },
  { number: "6216111111111111", zh: "銀聯卡", en: "UnionPay", brand: "unionpay", installments: false },
  { number: "6219111111111111111", zh: "銀聯卡", en: "UnionPay", brand: "unionpay", installments: false },
]

export const OTP = "1234"

/** `4311-9522-2222-2222` */
export function grouped(number: string): string {
  return number.replace(/(.{4})(?=.)/g, "$1-")
}

/** Test cards that this trade can be paid with: AMEX at gateway merchants only, UnionPay unless hidden. */
export function cardsFor(trade: Trade): TestCard[] {
  const unionPay = trade.order.UnionPay ?? "0"
  const plain = !trade.order.CreditInstallment && !trade.order.PeriodType
  return TEST_CARDS.filter((card) => {
    if (card.brand === "amex" && !trade.account.gatewayMerchant) return false
    if (card.brand === "unionpay") return unionPay !== "2" && plain
    return unionPay !== "1"
  })
}

/** The RtnCode with which this card is declined before any 3-D page, or null. `expiry` is MM/YY. */
export function declineOf(trade: Trade, number: string, expiry: string, installment: string, now: Date): string | null {
  const card = cardsFor(trade).find((candidate) => candidate.number === number)
  if (!card) return "10100249"
  const [month, year] = expiry.split("/").map(Number)
  const today = wallClock(now)
  if (!month || !year || month > 12) return "10100251"
  if (2000 + year < today.year || (2000 + year === today.year && month < today.month)) return "10100251"
  return installment !== "0" && !card.installments ? "10100254" : null
}

/** Instalments: the remainder goes into the first period (p=2870): 1733 in 6 → 293 and 5 × 288. */
export function installmentsOf(amount: number, periods: string): CardPayment["installments"] {
  const count = Number.parseInt(periods, 10) || 0
  if (count === 0) return { periods: "0", first: 0, each: 0 }
  const each = Math.floor(amount / count)
  return { periods, first: amount - each * (count - 1), each }
}

/** The authorisation that this trade's entered card gets. The test cards answer 777777. */
export function cardOf(trade: Trade, gwsr: string, behaviour: "production" | "stage", now: Date): CardPayment {
  const number = trade.entered?.card ?? "4311952222222222"
  const brand = TEST_CARDS.find((card) => card.number === number)?.brand ?? "visa"
  const covered = trade.entered?.redeem ? Math.floor(trade.amount / 10) : 0
  return {
    gwsr,
    authCode: "777777",
    card6no: number.slice(0, 6),
    card4no: number.slice(-4),
    eci: behaviour === "stage" ? "0" : brand === "visa" ? "5" : "6",
    amount: trade.amount,
    at: now,
    installments: installmentsOf(trade.amount, trade.entered?.installment ?? "0"),
    bonus: covered > 0 ? { points: covered * 10, covered, paid: trade.amount - covered, left: 1_000 } : null,
    unionPay: brand === "unionpay",
    released: false,
    closings: [],
  }
}
