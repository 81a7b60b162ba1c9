import { shownTwd } from "../../../toolkit/twd"
import { type Block, type Content, type Told, write } from "./letter"
import { aboutOrder, FOR_BUYERS, LABELS, orderRow } from "./words"

export interface ExpiredTold extends Told {
  /** Of the number, whole NT$. */
  readonly amount: number
  /** Where the same is ordered again, or what is owed is paid; null where there is no such link. */
  readonly paymentLink: string | null
  readonly orderCanceled: boolean
}

const WORDS = {
  title: { en: "The time to pay is over", "zh-TW": "繳費期限已過" },
  about: { en: "Your order {order} was not paid in time", "zh-TW": "訂單 {order} 逾期未繳費" },
  without: { en: "Your order was not paid in time", "zh-TW": "您的訂單逾期未繳費" },
  old: { en: "Please do not use the old number any more.", "zh-TW": "請勿再使用先前的號碼繳費。" },
  canceled: {
    en: "We received no payment, so your order was cancelled. If you still want it, you can order the same again and pay in any way you like, at today’s prices and as long as it is in stock.",
    "zh-TW":
      "我們沒有收到款項，因此訂單已取消。若您仍想購買，可以重新訂購相同商品，並選擇任一種付款方式（以目前售價與庫存為準）。",
  },
  kept: {
    en: "We received no payment by the number that you had. Your order stands, and you can pay for it in any way you like.",
    "zh-TW": "您先前取得的號碼已逾期，我們沒有收到款項。訂單仍為您保留，您可以選擇任一種付款方式。",
  },
  again: { en: "Order the same again", "zh-TW": "重新訂購" },
  pay: { en: "Pay now", "zh-TW": "前往付款" },
} as const

/** A number ran out. */
export function expired(told: ExpiredTold): Content {
  const { locale, amount, paymentLink, orderCanceled } = told
  const text = (orderCanceled ? WORDS.canceled : WORDS.kept)[locale]
  const label = (orderCanceled ? WORDS.again : WORDS.pay)[locale]
  const button: Block[] = paymentLink ? [{ kind: "button", text: label, href: paymentLink }] : []
  return write(
    {
      ...{ subject: aboutOrder(told, WORDS.about, WORDS.without), preheader: text },
      ...{ title: WORDS.title[locale], footer: FOR_BUYERS[locale] },
      blocks: [
        { kind: "text", text },
        { kind: "rows", rows: [...orderRow(told), [LABELS.amount[locale], shownTwd(amount)]] },
        ...button,
        { kind: "small", text: WORDS.old[locale] },
      ],
    },
    told,
  )
}
