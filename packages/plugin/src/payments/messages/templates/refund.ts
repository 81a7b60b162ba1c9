import { shownTwd } from "../../../toolkit/twd"
import { type Content, type Told, write } from "./letter"
import { aboutOrder, FOR_BUYERS, LABELS, orderRow, timeIn } from "./words"

export interface RefundedTold extends Told {
  /** Of this refund, whole NT$. */
  readonly amount: number
}

export interface RefundAccountTold extends RefundedTold {
  /** Where the buyer names the account. */
  readonly refundLink: string
  /** Until when, ISO 8601, UTC. */
  readonly expiresAt: string
}

const DONE = {
  title: { en: "Your refund is on its way", "zh-TW": "退款已處理" },
  about: { en: "Refund for your order {order}", "zh-TW": "訂單 {order} 退款通知" },
  without: { en: "Your refund", "zh-TW": "退款通知" },
  text: {
    en: "We have given the amount below back to you. It shows on your statement or in your account within some days, depending on your bank.",
    "zh-TW": "以下金額已退還給您。款項出現在帳單或帳戶的時間依銀行作業而定，通常需要數個工作天。",
  },
} as const

/** Something was given back. */
export function refunded(told: RefundedTold): Content {
  const { locale, amount } = told
  return write(
    {
      ...{
        subject: `${aboutOrder(told, DONE.about, DONE.without)} · ${shownTwd(amount)}`,
        preheader: DONE.text[locale],
      },
      ...{ title: DONE.title[locale], footer: FOR_BUYERS[locale] },
      blocks: [
        { kind: "text", text: DONE.text[locale] },
        { kind: "amount", text: shownTwd(amount) },
        { kind: "rows", rows: orderRow(told) },
      ],
    },
    told,
  )
}

const ACCOUNT = {
  title: { en: "Where may we send your refund?", "zh-TW": "請提供退款帳戶" },
  about: {
    en: "Refund for your order {order}: please name a bank account",
    "zh-TW": "訂單 {order} 退款：請提供退款帳戶",
  },
  without: { en: "Your refund: please name a bank account", "zh-TW": "退款：請提供退款帳戶" },
  text: {
    en: "We want to give the amount below back to you. The way you paid takes no refunds, so we send it to a bank account of yours.",
    "zh-TW": "我們要將以下金額退還給您。您當時的付款方式無法原路退款，請提供您的銀行帳戶，我們會以匯款退還。",
  },
  button: { en: "Name a bank account", "zh-TW": "填寫退款帳戶" },
  until: { en: "The link can be used until", "zh-TW": "連結有效期限" },
  care: {
    en: "We ask for nothing but the account. If somebody asks for a password, a card number or a transfer of yours, it is not us.",
    "zh-TW":
      "我們只需要您的帳戶資料，不會要求您提供密碼、信用卡號，也不會要求您操作 ATM 或轉帳。如有疑慮請撥打 165 反詐騙專線。",
  },
} as const

/** A bank account is wanted to send a refund to. */
export function refundAccountWanted(told: RefundAccountTold): Content {
  const { locale, amount, refundLink, expiresAt } = told
  return write(
    {
      ...{ subject: aboutOrder(told, ACCOUNT.about, ACCOUNT.without), preheader: ACCOUNT.text[locale] },
      ...{ title: ACCOUNT.title[locale], footer: FOR_BUYERS[locale] },
      blocks: [
        { kind: "text", text: ACCOUNT.text[locale] },
        {
          kind: "rows",
          rows: [
            ...orderRow(told),
            [LABELS.amount[locale], shownTwd(amount)],
            [ACCOUNT.until[locale], timeIn(expiresAt, locale)],
          ],
        },
        { kind: "button", text: ACCOUNT.button[locale], href: refundLink },
        { kind: "small", text: ACCOUNT.care[locale] },
      ],
    },
    told,
  )
}
