import { wallClock } from "../../../core/taipei.js"
import type { Status } from "../wire/codes.js"

/** How the bank treats a card in 3-D Secure: asks for the password, passes it without, or does not take part. */
export type ThreeD = "otp" | "passes" | "absent"

export interface TestCard {
  number: string
  ccv: string
  zh: string
  en: string
  threeD: ThreeD
  /** How every charge ends. Null: authorised. */
  decline: Status | null
}

/** A card as it was entered. `expiry` is YYYYMM. */
export interface Card {
  number: string
  expiry: string
}

/**
 * 測試卡號 (reference.html). The declining ones are from there, too. The last one is ours: no number
 * has been published of a real card that answers `payment_url: ""`.
 */
export const TEST_CARDS: readonly TestCard[] = [
  testCard("4242424242424242", "VISA", "VISA", null),
  testCard("3543923488382426", "JCB", "JCB", null),
  { ...testCard("345454654604563", "美國運通", "American Express", null), ccv: "1234" },
  {
    ...testCard("5451417825230575", "MasterCard，3D 免密碼", "MasterCard, 3-D without password", null),
    threeD: "passes",
  },
  testCard("6234577438594899", "銀聯卡", "UnionPay", null),
  testCard("4716313968294359", "無發卡行資料", "No bank data", null),
  testCard("4242420235074242", "不明錯誤", "Unknown error", 915),
  testCard("4242421602184242", "拒絕", "Card error", 10003),
  testCard("4242422204184242", "銀行系統異常", "Bank system error", 10005),
  testCard("4242424010264242", "重複交易", "Duplicate transaction", 10006),
  testCard("4242424612284242", "特店帳號錯誤", "Merchant account error", 10008),
  testCard("4242426418294242", "金額錯誤", "Amount error", 10009),
  testCard("4242427622294242", "訂單編號重複", "Order number duplicate", 10013),
  testCard("4242421000084242", "紅利折抵失敗", "Redeem failed", 10015),
  testCard("4242428826394242", "銀行錯誤", "Bank error", 10023),
  {
    ...testCard("4000000000000077", "不支援 3D（沙盒自訂）", "Without 3-D (the sandbox's own)", null),
    threeD: "absent",
  },
]

function testCard(number: string, zh: string, en: string, decline: Status | null): TestCard {
  return { number, ccv: "123", zh, en, threeD: "otp", decline }
}

/** The test card of this number. Any other number is declined, so that nobody mistakes this for a real gateway. */
export function testCardOf(number: string): TestCard {
  const known = TEST_CARDS.find((card) => card.number === number)
  return known ?? { number, ccv: "123", zh: "", en: "", threeD: "otp", decline: 10003 }
}

export const OTP = "1234567"

/** 1 VISA, 2 MasterCard, 3 JCB, 4 UnionPay, 5 AMEX; -1 for any other prefix. */
export function typeOf(number: string): number {
  if (/^4/.test(number)) return 1
  if (/^(5[1-5]|2[2-7])/.test(number)) return 2
  if (/^35/.test(number)) return 3
  if (/^62/.test(number)) return 4
  return /^3[47]/.test(number) ? 5 : -1
}

/** The check digit of ISO/IEC 7812: from the right, every second digit counts double. */
export function passesLuhn(number: string): boolean {
  let sum = 0
  for (let place = 0; place < number.length; place++) {
    const digit = Number(number[number.length - 1 - place])
    const weighed = place % 2 === 1 ? digit * 2 : digit
    sum += weighed > 9 ? weighed - 9 : weighed
  }
  return number.length >= 13 && sum % 10 === 0
}

/** Whether a card with this expiry (YYYYMM) has expired: it is valid to the end of its month, Taipei. */
export function hasExpired(expiry: string, now: Date): boolean {
  const { year, month } = wallClock(now)
  return Number(expiry) < year * 100 + month
}

/** The status with which getprime refuses the input, or null. A ccv of "" means that the page does not ask for it. */
export function refusalOf(number: string, expiry: string, ccv: string, now: Date): Status | null {
  if (!/^\d+$/.test(number) || !passesLuhn(number) || typeOf(number) === -1) return 44
  if (!/^\d{4}(0[1-9]|1[0-2])$/.test(expiry) || hasExpired(expiry, now)) return 45
  const digits = typeOf(number) === 5 ? 4 : 3
  return ccv === "" || new RegExp(`^\\d{${digits}}$`).test(ccv) ? null : 46
}

/** card_info of answers and records. */
export function cardInfo({ number, expiry }: Card) {
  const anonymous = number === "4716313968294359"
  return {
    bin_code: number.slice(0, 6),
    last_four: number.slice(-4),
    issuer: anonymous ? "" : "CTBC BANK",
    issuer_zh_tw: anonymous ? "" : "中國信託商業銀行",
    bank_id: anonymous ? "" : "822",
    funding: 0,
    type: typeOf(number),
    level: "PLATINUM",
    country: "TAIWAN, PROVINCE OF CHINA",
    country_code: "TW",
    expiry_date: expiry,
  }
}

/** `424242******4242` */
export function maskedNumber(number: string): string {
  return `${number.slice(0, 6)}${"*".repeat(number.length - 10)}${number.slice(-4)}`
}
