import type { Method } from "../../toolkit/contract/method"

const BY_HAND = {
  en: "NewebPay has no refund API for this method: transfer the money to the buyer, then record it.",
  "zh-TW": "藍新未提供此付款方式的退款 API：請自行匯款給買家後，再於後台登記退款。",
}

const card = { limits: { min: 1, max: 1_000_000 }, capture: "partial", refund: "partial", quietMinutes: 10 } as const

const whole = { ...card, capture: "full", refund: "full" } as const

const wallet = { limits: card.limits, capture: "immediate", refund: "partial", quietMinutes: 10 } as const

const manual = { capture: "immediate", refund: "manual", refundAdvice: BY_HAND } as const

const later = { ...manual, quietMinutes: 60 } as const

/** NewebPay's methods. Limits where NDNF-1.2.5 §4.2 has some; for the others each merchant's contract has its own. */
export const METHODS = [
  {
    id: "all",
    identifier: "newebpay",
    name: { en: "NewebPay", "zh-TW": "藍新金流" },
    voucher: { graceHours: 72 },
    ...card,
  },
  { id: "credit", identifier: "newebpay-credit", name: { en: "Credit card", "zh-TW": "信用卡" }, ...card },
  {
    id: "installment",
    identifier: "newebpay-installment",
    name: { en: "Card instalments", "zh-TW": "信用卡分期" },
    ...whole,
  },
  {
    id: "bonus",
    identifier: "newebpay-bonus",
    name: { en: "Card with bonus points", "zh-TW": "信用卡紅利折抵" },
    ...whole,
  },
  {
    id: "unionpay",
    identifier: "newebpay-unionpay",
    name: { en: "UnionPay", "zh-TW": "銀聯卡" },
    ...card,
    capture: "full",
  },
  { id: "amex", identifier: "newebpay-amex", name: { en: "American Express", "zh-TW": "美國運通卡" }, ...card },
  { id: "applepay", identifier: "newebpay-applepay", name: { en: "Apple Pay", "zh-TW": "Apple Pay" }, ...card },
  { id: "googlepay", identifier: "newebpay-googlepay", name: { en: "Google Pay", "zh-TW": "Google Pay" }, ...card },
  { id: "samsungpay", identifier: "newebpay-samsungpay", name: { en: "Samsung Pay", "zh-TW": "Samsung Pay" }, ...card },
  { id: "linepay", identifier: "newebpay-linepay", name: { en: "LINE Pay", "zh-TW": "LINE Pay" }, ...wallet },
  {
    id: "esunwallet",
    identifier: "newebpay-esunwallet",
    name: { en: "E.SUN Wallet", "zh-TW": "玉山 Wallet" },
    ...wallet,
  },
  {
    id: "taiwanpay",
    identifier: "newebpay-taiwanpay",
    name: { en: "Taiwan Pay", "zh-TW": "台灣 Pay" },
    ...wallet,
    limits: { min: 1, max: 49_999 },
    refund: "full",
  },
  { id: "twqr", identifier: "newebpay-twqr", name: { en: "TWQR", "zh-TW": "TWQR 行動支付" }, ...wallet },
  { id: "wechatpay", identifier: "newebpay-wechatpay", name: { en: "WeChat Pay", "zh-TW": "微信支付" }, ...wallet },
  { id: "alipay", identifier: "newebpay-alipay", name: { en: "Alipay", "zh-TW": "支付寶" }, ...wallet },
  {
    id: "bitopay",
    identifier: "newebpay-bitopay",
    name: { en: "BitoPay", "zh-TW": "BitoPay 加密貨幣" },
    ...manual,
    limits: { min: 100, max: 49_999 },
    quietMinutes: 10,
  },
  {
    id: "aftee",
    identifier: "newebpay-aftee",
    name: { en: "AFTEE, pay later", "zh-TW": "AFTEE 先享後付" },
    ...wallet,
    limits: { min: 1, max: 49_999 },
  },
  {
    id: "oppay",
    identifier: "newebpay-oppay",
    name: { en: "Instalments without a card", "zh-TW": "大哥付您分期" },
    ...wallet,
  },
  {
    id: "webatm",
    identifier: "newebpay-webatm",
    name: { en: "Web ATM or ATM transfer", "zh-TW": "WebATM／ATM 轉帳" },
    limits: { min: 1, max: 49_999 },
    voucher: { graceHours: 24 },
    ...later,
  },
  {
    id: "atm",
    identifier: "newebpay-atm",
    name: { en: "ATM transfer", "zh-TW": "ATM 虛擬帳號" },
    limits: { min: 1, max: 49_999 },
    voucher: { graceHours: 24 },
    ...later,
  },
  {
    id: "cvs",
    identifier: "newebpay-cvs",
    name: { en: "Convenience store code", "zh-TW": "超商代碼" },
    limits: { min: 30, max: 20_000 },
    voucher: { graceHours: 24 },
    ...later,
  },
  {
    id: "barcode",
    identifier: "newebpay-barcode",
    name: { en: "Convenience store barcode", "zh-TW": "超商條碼" },
    limits: { min: 20, max: 40_000 },
    voucher: { graceHours: 72 },
    ...later,
  },
] as const satisfies readonly Method[]

export type MethodId = (typeof METHODS)[number]["id"]
