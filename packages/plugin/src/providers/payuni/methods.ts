import type { Method } from "../../toolkit/contract/method"

const OFF_LINE = {
  en: "PAYUNi pays such a refund into the buyer's bank account, which only the buyer knows: refund in PAYUNi's portal (離線退款) or transfer the money, then record it.",
  "zh-TW": "ATM 與超商付款須取得買家銀行帳戶：請於統一金流後台辦理離線退款或自行匯款，再於後台登記退款。",
}

const card = { capture: "partial", refund: "partial", quietMinutes: 15 } as const

const wholeCard = { capture: "full", refund: "full", quietMinutes: 15 } as const

const wallet = { capture: "immediate", refund: "partial", quietMinutes: 15 } as const

const later = {
  capture: "immediate",
  refund: "manual",
  refundAdvice: OFF_LINE,
  quietMinutes: 60,
  voucher: { graceHours: 24 },
} as const

const CARD_LIMITS = { min: 1, max: 199_999 }

/** PAYUNi's methods and their limits (整合式支付頁); the wallets' own limits are agreed with each of them. */
export const METHODS = [
  {
    id: "all",
    identifier: "payuni",
    name: { en: "PAYUNi", "zh-TW": "統一金流付款" },
    limits: CARD_LIMITS,
    ...card,
    voucher: { graceHours: 24 },
  },
  {
    id: "credit",
    identifier: "payuni-credit",
    name: { en: "Credit card", "zh-TW": "信用卡" },
    limits: CARD_LIMITS,
    ...card,
  },
  {
    id: "installment",
    identifier: "payuni-installment",
    name: { en: "Card instalments", "zh-TW": "信用卡分期" },
    limits: CARD_LIMITS,
    ...wholeCard,
  },
  {
    id: "unionpay",
    identifier: "payuni-unionpay",
    name: { en: "UnionPay", "zh-TW": "銀聯卡" },
    limits: CARD_LIMITS,
    ...wholeCard,
  },
  {
    id: "applepay",
    identifier: "payuni-applepay",
    name: { en: "Apple Pay", "zh-TW": "Apple Pay" },
    limits: CARD_LIMITS,
    ...card,
  },
  {
    id: "googlepay",
    identifier: "payuni-googlepay",
    name: { en: "Google Pay", "zh-TW": "Google Pay" },
    limits: CARD_LIMITS,
    ...card,
  },
  {
    id: "samsungpay",
    identifier: "payuni-samsungpay",
    name: { en: "Samsung Pay", "zh-TW": "Samsung Pay" },
    limits: CARD_LIMITS,
    ...card,
  },
  {
    id: "icash",
    identifier: "payuni-icash",
    name: { en: "icash Pay", "zh-TW": "icash Pay 愛金卡" },
    limits: CARD_LIMITS,
    ...wallet,
    refund: "full",
  },
  {
    id: "aftee",
    identifier: "payuni-aftee",
    name: { en: "AFTEE, pay later", "zh-TW": "AFTEE 先享後付" },
    limits: { min: 20, max: 49_999 },
    ...wallet,
  },
  {
    id: "linepay",
    identifier: "payuni-linepay",
    name: { en: "LINE Pay", "zh-TW": "LINE Pay" },
    limits: CARD_LIMITS,
    ...wallet,
  },
  {
    id: "jkopay",
    identifier: "payuni-jkopay",
    name: { en: "JKOPAY", "zh-TW": "街口支付" },
    limits: CARD_LIMITS,
    ...wallet,
  },
  {
    id: "atm",
    identifier: "payuni-atm",
    name: { en: "ATM transfer", "zh-TW": "ATM 虛擬帳號" },
    limits: { min: 15, max: 49_999 },
    ...later,
  },
  {
    id: "cvs",
    identifier: "payuni-cvs",
    name: { en: "7-ELEVEN store code", "zh-TW": "7-ELEVEN 超商代碼" },
    limits: { min: 30, max: 20_000 },
    ...later,
  },
] as const satisfies readonly Method[]

export type MethodId = (typeof METHODS)[number]["id"]
