import type { Method } from "../../toolkit/contract/method"

const BY_HAND = {
  en: "ECPay has no refund API for this method: transfer the money to the buyer, then record it.",
  "zh-TW": "綠界未提供此付款方式的退款 API：請自行匯款給買家後，再於後台登記退款。",
}

const BY_OPAY = {
  en: "Refunds of this wallet are made in O'Pay's merchant portal: refund there, then record it.",
  "zh-TW": "此付款方式須於歐付寶廠商後台退款：請於該處退款後，再登記退款。",
}

const record = { capture: "partial", refund: "partial", quietMinutes: 10 } as const

const wallet = { capture: "immediate", refund: "manual", refundAdvice: BY_HAND, quietMinutes: 10 } as const

const later = { capture: "immediate", refund: "manual", refundAdvice: BY_HAND, quietMinutes: 60 } as const

const CARD_LIMITS = { min: 5, max: 199_999 }

/** ECPay's methods; limits from its fee page (付款方式費率) and each method's own page. */
export const METHODS = [
  {
    id: "all",
    identifier: "ecpay",
    name: { en: "ECPay", "zh-TW": "綠界付款" },
    limits: { min: 1, max: 500_000 },
    voucher: { graceHours: 72 },
    ...record,
  },
  {
    id: "credit",
    identifier: "ecpay-credit",
    name: { en: "Credit card", "zh-TW": "信用卡" },
    limits: CARD_LIMITS,
    ...record,
  },
  {
    id: "installment",
    identifier: "ecpay-installment",
    name: { en: "Card instalments", "zh-TW": "信用卡分期" },
    limits: CARD_LIMITS,
    ...record,
    capture: "full",
    refund: "full",
  },
  {
    id: "unionpay",
    identifier: "ecpay-unionpay",
    name: { en: "UnionPay", "zh-TW": "銀聯卡" },
    limits: CARD_LIMITS,
    ...record,
    capture: "immediate",
  },
  {
    id: "applepay",
    identifier: "ecpay-applepay",
    name: { en: "Apple Pay", "zh-TW": "Apple Pay" },
    limits: CARD_LIMITS,
    ...record,
  },
  {
    id: "twqr",
    identifier: "ecpay-twqr",
    name: { en: "TWQR", "zh-TW": "TWQR 行動支付" },
    limits: { min: 6, max: 49_999 },
    ...wallet,
    refundAdvice: BY_OPAY,
  },
  {
    id: "weixin",
    identifier: "ecpay-weixin",
    name: { en: "WeChat Pay", "zh-TW": "微信支付" },
    limits: { min: 6, max: 500_000 },
    ...wallet,
  },
  {
    id: "bnpl",
    identifier: "ecpay-bnpl",
    name: { en: "Buy now, pay later", "zh-TW": "無卡分期" },
    limits: { min: 50, max: 500_000 },
    ...later,
  },
  {
    id: "jkopay",
    identifier: "ecpay-jkopay",
    name: { en: "JKOPAY", "zh-TW": "街口支付" },
    limits: { min: 1, max: 199_999 },
    ...wallet,
  },
  {
    id: "ipass",
    identifier: "ecpay-ipass",
    name: { en: "iPASS MONEY", "zh-TW": "一卡通 iPASS MONEY" },
    limits: { min: 1, max: 199_999 },
    ...wallet,
  },
  {
    id: "webatm",
    identifier: "ecpay-webatm",
    name: { en: "Web ATM", "zh-TW": "網路 ATM" },
    limits: { min: 11, max: 49_999 },
    ...wallet,
  },
  {
    id: "atm",
    identifier: "ecpay-atm",
    name: { en: "ATM transfer", "zh-TW": "ATM 虛擬帳號" },
    limits: { min: 11, max: 49_999 },
    voucher: { graceHours: 24 },
    ...later,
  },
  {
    id: "cvs",
    identifier: "ecpay-cvs",
    name: { en: "Convenience store code", "zh-TW": "超商代碼" },
    limits: { min: 33, max: 6_000 },
    voucher: { graceHours: 24 },
    ...later,
  },
  {
    id: "barcode",
    identifier: "ecpay-barcode",
    name: { en: "Convenience store barcode", "zh-TW": "超商條碼" },
    limits: { min: 17, max: 20_000 },
    voucher: { graceHours: 72 },
    ...later,
  },
] as const satisfies readonly Method[]

export type MethodId = (typeof METHODS)[number]["id"]
