import { shownTwd } from "../../../toolkit/twd"
import { type Content, type Told, write } from "./letter"
import { aboutOrder, FOR_BUYERS, LABELS, orderRow, timeIn } from "./words"

export interface PaidTold extends Told {
  /** Whole NT$. */
  readonly amount: number
  /** ISO 8601, UTC; null where nobody says. */
  readonly paidAt: string | null
}

const WORDS = {
  title: { en: "We have received your payment", "zh-TW": "已收到您的款項" },
  about: { en: "Your order {order} is paid", "zh-TW": "訂單 {order} 已付款" },
  without: { en: "Your order is paid", "zh-TW": "您的訂單已付款" },
  text: { en: "Thank you. There is nothing else to pay now.", "zh-TW": "謝謝您，目前不需要再付款。" },
} as const

/** Money came. */
export function paid(told: PaidTold): Content {
  const { locale, amount, paidAt } = told
  const received: [string, string][] = paidAt ? [[LABELS.paidAt[locale], timeIn(paidAt, locale)]] : []
  const subject = `${aboutOrder(told, WORDS.about, WORDS.without)} · ${shownTwd(amount)}`
  return write(
    {
      ...{ subject, preheader: WORDS.text[locale], title: WORDS.title[locale], footer: FOR_BUYERS[locale] },
      blocks: [
        { kind: "amount", text: shownTwd(amount) },
        { kind: "rows", rows: [...orderRow(told), ...received] },
        { kind: "text", text: WORDS.text[locale] },
      ],
    },
    told,
  )
}
