import { PaymentsError } from "./errors.js"
import { noWallet } from "./hosted/phone-wallets.js"
import type { Locale, Localized } from "./status.js"

const unclear: Localized = {
  "zh-TW": "這張卡片無法使用，並未扣款。請再檢查一次，或改用其他付款方式。",
  en: "This card could not be used, and nothing was charged. Check it, or pay another way.",
}

// The script's own codes (docs.tappaysdk.com › Status code), and of the shop's: 410 for a saved card that is gone, 429.
const byCode: Readonly<Record<number, Localized>> = {
  44: { "zh-TW": "卡號不正確，並未扣款。", en: "The card number is not right. Nothing was charged." },
  45: { "zh-TW": "有效期限不正確，並未扣款。", en: "The expiry date is not right. Nothing was charged." },
  46: { "zh-TW": "安全碼不正確，並未扣款。", en: "The security code is not right. Nothing was charged." },
  401: { "zh-TW": "付款已取消，並未扣款。", en: "The payment was cancelled. Nothing was charged." },
  410: {
    "zh-TW": "這張卡片已不再保存，並未扣款。請改用其他卡片或付款方式。",
    en: "This card is no longer saved. Nothing was charged; please use another card or pay another way.",
  },
  429: { "zh-TW": "嘗試次數過多，請稍後再試。", en: "Too many tries. Please wait a moment." },
  [noWallet]: {
    "zh-TW": "這台裝置沒有可用的錢包，請改用其他付款方式。",
    en: "This device has no such wallet. Please pay another way.",
  },
}

const offline: Localized = {
  "zh-TW": "無法連線到商店，請檢查網路後再試一次。",
  en: "The shop cannot be reached. Please check your connection and try again.",
}

const serverFault: Localized = {
  "zh-TW": "商店暫時無法處理，請稍後再試一次。",
  en: "The shop cannot do this right now. Please try again in a moment.",
}

const byKind: Partial<Record<PaymentsError["kind"], Localized>> = {
  "no-script": {
    "zh-TW": "付款元件載入失敗，並未扣款。請檢查網路後再試一次。",
    en: "The payment form could not be loaded. Nothing was charged. Check the connection and try again.",
  },
  unreachable: offline,
  unreadable: serverFault,
  "unknown-session": {
    "zh-TW": "購物車在付款前有更動，請再付款一次。並未扣款。",
    en: "The cart was changed before paying. Nothing was charged; please pay once more.",
  },
}

/**
 * Why a payment did not begin, for the shopper. An error of somebody else's is shown in its own words, where they are words for a
 * shopper in the shopper's language; else a lost connection, a fault of the server or a refusal is said in ours.
 */
export function problemWords(error: unknown, locale: Locale): string {
  if (!(error instanceof PaymentsError)) return foreignWords(error, locale)
  const words = (error.code === null ? undefined : byCode[error.code]) ?? byKind[error.kind] ?? unclear
  return words[locale]
}

function foreignWords(error: unknown, locale: Locale): string {
  const status = typeof error === "object" && error !== null && "status" in error ? error.status : null
  if (isOffline(error)) return offline[locale]
  if (typeof status === "number" && status >= 500) return serverFault[locale]
  const words = error instanceof Error ? error.message : String(error)
  return isIn(locale, words) ? words : serverFault[locale]
}

/** Each browser has words of its own for a request that got nowhere, all of them in English. */
function isOffline(error: unknown): boolean {
  return (
    globalThis.navigator?.onLine === false || (error instanceof TypeError && /fetch|load|network/i.test(error.message))
  )
}

function isIn(locale: Locale, words: string): boolean {
  return locale === "en" || /\p{Script=Han}/u.test(words)
}
