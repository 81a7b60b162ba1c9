import type { StoreChain, Voucher } from "../../../toolkit/contract/voucher"
import { formatTaipei } from "../../../toolkit/taipei-time"
import type { LocalText } from "../../../toolkit/text"
import type { Locale, Told } from "./letter"

export const LABELS = {
  order: { en: "Order", "zh-TW": "訂單編號" },
  amount: { en: "Amount", "zh-TW": "金額" },
  payBy: { en: "Pay by", "zh-TW": "繳費期限" },
  bank: { en: "Bank", "zh-TW": "銀行" },
  account: { en: "Account number", "zh-TW": "轉帳帳號" },
  code: { en: "Payment code", "zh-TW": "繳費代碼" },
  store: { en: "Store", "zh-TW": "超商" },
  paidAt: { en: "Received", "zh-TW": "收款時間" },
} satisfies Readonly<Record<string, LocalText>>

export const CHAINS: Readonly<Record<StoreChain, LocalText>> = {
  any: { en: "7-ELEVEN, FamilyMart, Hi-Life, OK mart", "zh-TW": "7-ELEVEN、全家、萊爾富、OK 超商" },
  "7-eleven": { en: "7-ELEVEN", "zh-TW": "7-ELEVEN" },
  familymart: { en: "FamilyMart", "zh-TW": "全家" },
  hilife: { en: "Hi-Life", "zh-TW": "萊爾富" },
  okmart: { en: "OK mart", "zh-TW": "OK 超商" },
}

export const HOW: Readonly<Record<Voucher["kind"], LocalText>> = {
  atm: {
    en: "Transfer exactly this amount, at an ATM or by your bank’s website or app. This account is for your order alone.",
    "zh-TW": "請以 ATM、網路銀行或行動銀行轉帳，金額須完全相符。此帳號專屬於這筆訂單。",
  },
  cvs: {
    en: "Key in this code at the store’s machine (ibon, FamiPort, Life-ET), and take the printed slip to the counter within ten minutes.",
    "zh-TW": "請到超商的多媒體機（ibon、FamiPort、Life-ET）輸入代碼，列印繳費單後於十分鐘內到櫃檯繳費。",
  },
  barcode: {
    en: "Show these three barcodes at the counter of a convenience store, from top to bottom. Make your screen as bright as it gets.",
    "zh-TW": "請到超商櫃檯出示以下三段條碼，由上而下依序刷讀，並將螢幕調到最亮。",
  },
}

/** To the minute, with the place whose clock it is. */
export function timeIn(instant: string | Date, locale: Locale): string {
  const time = formatTaipei(new Date(instant)).slice(0, 16)
  return locale === "en" ? `${time} (Taipei time)` : `${time}（台北時間）`
}

/** `#1001`; empty where there is no order. */
export function orderName({ orderNumber }: Pick<Told, "orderNumber">): string {
  return orderNumber === null ? "" : `#${orderNumber}`
}

/** A sentence about the order, or one that can be said without. */
export function aboutOrder(
  told: Pick<Told, "orderNumber" | "locale">,
  withOrder: LocalText,
  without: LocalText,
): string {
  return told.orderNumber === null ? without[told.locale] : withOrder[told.locale].replace("{order}", orderName(told))
}

export function orderRow(told: Pick<Told, "orderNumber" | "locale">): [string, string][] {
  return told.orderNumber === null ? [] : [[LABELS.order[told.locale], orderName(told)]]
}

export const FOR_BUYERS: LocalText = {
  en: "You get this message because of your order. Never give anybody your passwords or verification codes.",
  "zh-TW": "您收到這封信，是因為您在本店訂購。請勿將密碼或驗證碼提供給任何人。",
}

export const FOR_STAFF: LocalText = {
  en: "You get this message because the shop’s configuration names you (messages.staff).",
  "zh-TW": "您收到這封信，是因為商店設定（messages.staff）列有您的信箱。",
}
